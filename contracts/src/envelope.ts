import { z } from 'zod';
import { ChainHash } from './chain.ts';
import { internal } from './data-class.ts';
import { Epoch, Instant } from './ids.ts';
import { ClockStamp } from './time.ts';

export const WIRE_VERSION = 1;

const Sequence = z.int().min(1);

/**
 * What every message up wears. `(gateway, epoch, lane, seq)` is its identity for ever.
 *
 * `first` is the lowest sequence the outbox still holds: everything before it was acknowledged or, for
 * telemetry on a full disk, dropped and counted. It lets an inbox that is behind (restored from a backup,
 * or facing a drop) record the gap and go on instead of waiting for what will never come.
 *
 * `body` is the last member of the JSON text ({@link formatEnvelope}): its bytes as sent are what the chain
 * covers, so that neither side has to agree on how JSON is printed.
 */
export const Envelope = z.object({
  v: internal(z.literal(WIRE_VERSION)),
  epoch: internal(Epoch),
  seq: internal(Sequence),
  first: internal(Sequence),
  sentAt: internal(Instant),
  /** The chain up to and including this message. */
  chain: internal(ChainHash),
  /** The chain before this message. Given where `seq` is `first`: the inbox may not have what came before. */
  prev: internal(ChainHash.optional()),
  clock: ClockStamp,
  /**
   * The gateway found its own copy damaged (a flipped bit on its disk): `body` is what is left of it, and this
   * hash stands for it in the chain.
   */
  damaged: internal(ChainHash.optional()),
  body: internal(z.unknown()),
});
export type Envelope = z.infer<typeof Envelope>;
export type EnvelopeHead = Omit<Envelope, 'body'>;

const BODY = ',"body":';

/** An envelope as text around a body that is JSON already (parsing it to print it again would cost more). */
export function formatEnvelope(head: EnvelopeHead, body: string): string {
  return `${JSON.stringify(head).slice(0, -1)}${BODY}${body}}`;
}

/** Where the body's bytes lie in an envelope's: from inclusive, to exclusive. `undefined`: nowhere. */
export function bodyRange(envelope: {
  indexOf(text: string): number;
  readonly length: number;
}): { readonly from: number; readonly to: number } | undefined {
  const at = envelope.indexOf(BODY);
  return at < 0 ? undefined : { from: at + BODY.length, to: envelope.length - 1 };
}

/**
 * Everything up to and including `seq` of `epoch` is in the stores, and the chain there is `chain`
 * (`chainStart` for `seq` 0: nothing yet). Retained. An outbox whose own chain differs at `seq` is an old
 * copy of itself and begins a new epoch.
 */
export const Acknowledgement = z.object({
  epoch: internal(Epoch),
  seq: internal(z.int().min(0)),
  chain: internal(ChainHash),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

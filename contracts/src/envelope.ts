import { z } from 'zod';
import { internal } from './data-class.ts';
import { Epoch, Instant } from './ids.ts';

export const WIRE_VERSION = 1;

const Sequence = z.int().min(1);

/**
 * What every message up wears. `(gateway, epoch, lane, seq)` is its identity for ever.
 *
 * `first` is the lowest sequence the outbox still holds: everything before it was acknowledged or, for
 * telemetry on a full disk, dropped and counted. It lets an inbox that is behind (restored from a backup,
 * or facing a drop) record the gap and go on instead of waiting for what will never come.
 */
export const Envelope = z.object({
  v: internal(z.literal(WIRE_VERSION)),
  epoch: internal(Epoch),
  seq: internal(Sequence),
  first: internal(Sequence),
  sentAt: internal(Instant),
  body: internal(z.unknown()),
});
export type Envelope = z.infer<typeof Envelope>;

/** Everything up to and including `seq` of `epoch` is in the stores. `seq` 0: nothing yet. Retained. */
export const Acknowledgement = z.object({
  epoch: internal(Epoch),
  seq: internal(z.int().min(0)),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

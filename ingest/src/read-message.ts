import { isUtf8 } from 'node:buffer';
import { bodyRange, Envelope, type Instant, type Topic } from '@tizhi/contracts';
import type { Inbound, Message, Unreadable } from './inbox-state.ts';
import { describe } from './read-body.ts';
import { sha256 } from './sha256.ts';

/** What gives a message its identity; all else in the envelope may be wrong and the lane still goes on. */
const Identity = Envelope.pick({ epoch: true, seq: true });
const Chain = Envelope.pick({ chain: true });
const UNKNOWN_CLOCK = { skewMs: 0, shiftMs: 0, errorMs: null };

/**
 * Bytes on an `up/{lane}` topic as a message. An envelope that is wrong beyond its identity (a later wire
 * version, a clock before 1970) still has a place in its lane: it becomes a dead letter there, so that the
 * lane does not stop. Without identity it is unreadable.
 */
export function readMessage(received: {
  readonly topic: string;
  readonly parsed: Extract<Topic, { kind: 'up' }>;
  readonly payload: Uint8Array;
  readonly receivedAt: Instant;
  readonly clockTrusted?: boolean;
}): Inbound {
  const { topic, parsed, payload, receivedAt, clockTrusted = true } = received;
  const { school, gateway, lane } = parsed;
  const unreadable = (reason: string): Unreadable => ({
    kind: 'unreadable',
    school,
    gateway,
    lane,
    reason,
    topic,
    payload,
    receivedAt,
  });
  const json = parseJson(payload);
  if (json === undefined) return unreadable('not JSON in UTF-8');
  const range = bodyRange(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength));
  const bodyHash = sha256(range === undefined ? payload : payload.subarray(range.from, range.to));
  const common = { kind: 'message', bodyHash, topic, payload, receivedAt, clockTrusted } as const;
  const envelope = Envelope.safeParse(json);
  if (envelope.success) {
    const { epoch, seq, first, chain, prev = null, clock, damaged, body } = envelope.data;
    const key = { school, gateway, epoch, lane };
    const isDamaged = damaged !== undefined;
    // A first beyond its own message would skip that very message: it cannot be meant.
    return {
      ...common,
      bodyHash: damaged ?? bodyHash,
      key,
      seq,
      first: Math.min(first, seq),
      chain,
      prev,
      clock,
      body,
      fault: isDamaged ? "damaged on the gateway's disk" : null,
      isDamaged,
    } satisfies Message;
  }
  const fault = describe(envelope.error);
  const identity = Identity.safeParse(json);
  if (!identity.success) return unreadable(fault);
  const { epoch, seq } = identity.data;
  const key = { school, gateway, epoch, lane };
  const chain = Chain.safeParse(json).data?.chain ?? null;
  const nothing = { first: 1, prev: null, clock: UNKNOWN_CLOCK, body: undefined, isDamaged: false };
  return { ...common, ...nothing, key, seq, chain, fault };
}

/** `undefined` where the bytes are no JSON text. */
export function parseJson(payload: Uint8Array): unknown {
  if (!isUtf8(payload)) return undefined;
  try {
    return JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

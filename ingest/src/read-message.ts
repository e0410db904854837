import { isUtf8 } from 'node:buffer';
import { Envelope, type Instant, type Topic } from '@tizhi/contracts';
import type { Inbound, Unreadable } from './inbox-state.ts';
import { describe } from './read-body.ts';

/** What gives a message its identity; all else in the envelope may be wrong and the lane still goes on. */
const Identity = Envelope.pick({ epoch: true, seq: true });

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
}): Inbound {
  const { topic, parsed, payload, receivedAt } = received;
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
  const envelope = Envelope.safeParse(json);
  if (envelope.success) {
    const { epoch, seq, first, body } = envelope.data;
    const key = { school, gateway, epoch, lane };
    return { kind: 'message', key, seq, first, body, fault: null, topic, payload, receivedAt };
  }
  const fault = describe(envelope.error);
  const identity = Identity.safeParse(json);
  if (!identity.success) return unreadable(fault);
  const { epoch, seq } = identity.data;
  const key = { school, gateway, epoch, lane };
  return { kind: 'message', key, seq, first: 1, body: undefined, fault, topic, payload, receivedAt };
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

import { parseTopic, type Topic } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt, CLOCK, epochOf, START } from './fixtures/messages.ts';
import { readMessage } from './read-message.ts';
import { sha256 } from './sha256.ts';

const topic = 'tizhi/1/demo/gw-1/up/result';
const parsed = parseTopic(topic) as Extract<Topic, { kind: 'up' }>;
const read = (payload: Uint8Array) => readMessage({ topic, parsed, payload, receivedAt: START });
const envelope = {
  v: 1,
  epoch: epochOf(1),
  seq: 7,
  first: 3,
  sentAt: START,
  chain: 'c'.repeat(64),
  clock: CLOCK,
  body: attempt(1, 7),
};
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('a message on an up topic', () => {
  it('has its lane from the topic and its place from the envelope', () => {
    expect(read(bytes(envelope))).toMatchObject({
      kind: 'message',
      key: { school: 'demo', gateway: 'gw-1', epoch: epochOf(1), lane: 'result' },
      seq: 7,
      first: 3,
      fault: null,
      chain: 'c'.repeat(64),
      prev: null,
      bodyHash: sha256(JSON.stringify(attempt(1, 7))),
      body: attempt(1, 7),
    });
  });

  it.each([
    ['a later wire version', { v: 2 }],
    ['a clock before 1970', { sentAt: -5 }],
    ['no first', { first: undefined }],
    ['no chain', { chain: 'short' }],
  ])('with %s keeps its place and says what is wrong', (_what, change) => {
    const message = read(bytes({ ...envelope, ...change }));
    expect(message).toMatchObject({ kind: 'message', seq: 7, first: 1, fault: expect.any(String) });
  });

  it('that its gateway found damaged says so', () => {
    const whole = 'd'.repeat(64);
    const damaged = { ...envelope, damaged: whole, body: { kind: 'damaged', text: '{"ki' } };
    const fault = expect.stringContaining('damaged');
    expect(read(bytes(damaged))).toMatchObject({ seq: 7, fault, isDamaged: true, bodyHash: whole });
  });

  it.each([
    ['no JSON', Buffer.from('{"v":1')],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['no epoch', bytes({ ...envelope, epoch: undefined })],
    ['a seq of 0', bytes({ ...envelope, seq: 0 })],
    ['no object', bytes(5)],
    ['nothing', Buffer.alloc(0)],
  ])('with %s is unreadable', (_what, payload) => {
    expect(read(payload)).toMatchObject({ kind: 'unreadable', gateway: 'gw-1', lane: 'result' });
  });

  it('survives any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => void read(payload)));
  });
});

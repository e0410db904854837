import { type AttemptBody, BootId, chainNext, chainStart, Envelope, Epoch } from '@tizhi/contracts';
import pino from 'pino';
import { expect, it } from 'vitest';
import { Envelopes } from './envelopes.ts';
import { LaneChain, sha256 } from './lane-chain.ts';
import { letterOf } from './letter.ts';
import { Notebook } from './notes.ts';
import { OutboxClocks } from './outbox-clocks.ts';
import type { Letter, OutboxFile } from './outbox-file.ts';

const epoch = Epoch.parse('00000000-0000-4000-8000-000000000001');
const boot = BootId.parse('boot');
const stamp = { boot, base: null, skewMs: 0, errorMs: 1, at: 1 };

it('a message whose hash changes on the disk after it was sent goes out again with a link that fits what is left', () => {
  let held: Letter = letterOf({ lane: 'result', body: { kind: 'attempt' } as AttemptBody, stamp });
  const file = { read: () => held, hash: () => held.hash } as unknown as OutboxFile;
  const prev = chainStart(sha256, { epoch, lane: 'result' });
  const chain = new LaneChain({ seq: 0, chain: prev }, () => held.hash);
  const clocks = new OutboxClocks(new Notebook(), { id: boot, startedAt: 0 });
  const envelopes = new Envelopes(pino({ level: 'silent' }));
  const sent = (): Envelope => {
    const text = envelopes.of({ file, chain, clocks, epoch, lane: 'result', seq: 1, first: 1, sentAt: 1 });
    return Envelope.parse(JSON.parse(text ?? ''));
  };

  const whole = sent();
  expect(whole.chain).toBe(chainNext(sha256, { prev, seq: 1, bodyHash: held.hash }));
  held = { ...held, hash: 'a'.repeat(64) };
  const damaged = sent();
  expect(damaged.damaged).toBe(held.hash);
  expect(damaged.chain).toBe(chainNext(sha256, { prev, seq: 1, bodyHash: held.hash }));
});

import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainNext, chainStart, type Sha256 } from './chain.ts';
import { bodyRange, Envelope, formatEnvelope } from './envelope.ts';
import type { Epoch } from './ids.ts';

const sha256: Sha256 = (data) => hash('sha256', data, 'hex');
const epoch = '00000000-0000-4000-8000-000000000001' as Epoch;

describe('the hash chain over a lane', () => {
  const start = chainStart(sha256, { epoch, lane: 'alert' });

  it('starts anew for each epoch and lane', () => {
    // printf 'tizhi/1 00000000-0000-4000-8000-000000000001 alert' | sha256sum
    expect(start).toBe('1f7a621238ae4b9ff05a1aead782d9cf9240e51ea04e7d43e4d1e2aef3dbb24d');
    expect(chainStart(sha256, { epoch, lane: 'result' })).not.toBe(start);
  });

  it('changes with the history, the number and the body', () => {
    const link = { prev: start, seq: 1, bodyHash: sha256('{}') };
    const links = [
      link,
      { ...link, seq: 2 },
      { ...link, prev: sha256('') },
      { ...link, bodyHash: sha256('[]') },
    ];
    expect(new Set(links.map((each) => chainNext(sha256, each))).size).toBe(links.length);
  });
});

describe('an envelope as text', () => {
  const head = {
    v: 1 as const,
    epoch,
    seq: 3,
    first: 3,
    sentAt: 1_700_000_000_000,
    chain: sha256('a'),
    prev: sha256('b'),
    clock: { skewMs: -3, shiftMs: 0, errorMs: null },
  };

  it('gives its body back byte for byte, whatever the body holds', () => {
    const body = JSON.stringify({ kind: 'x', text: ',"body":{"é体":1}}' });
    const text = formatEnvelope(head, body);
    expect(Envelope.parse(JSON.parse(text))).toEqual({ ...head, body: JSON.parse(body) });
    const bytes = Buffer.from(text);
    const range = bodyRange(bytes);
    expect(bytes.subarray(range?.from, range?.to).toString()).toBe(body);
  });

  it('has no body where the text has none', () => {
    expect(bodyRange('{"v":1}')).toBeUndefined();
  });
});

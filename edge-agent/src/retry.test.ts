import { eventually } from '@tizhi/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, keepConnected } from './retry.ts';

describe('back-off', () => {
  it('is jittered, never less than half and never more than the whole of its bounded growth', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, chance) => {
        const ms = backoffMs({ backoff: { firstMs: 100, maxMs: 5_000 }, attempt, random: () => chance });
        const full = Math.min(5_000, 100 * 2 ** Math.min(attempt, 30));
        expect(ms).toBeGreaterThanOrEqual(full / 2);
        expect(ms).toBeLessThanOrEqual(full);
      }),
    );
  });
});

describe('a kept link', () => {
  it('tries until it comes up, and again after each end', async () => {
    let tries = 0;
    const ends: ((why: string) => void)[] = [];
    const link = keepConnected({
      backoff: { firstMs: 1, maxMs: 5 },
      random: Math.random,
      async connect() {
        tries += 1;
        if (tries % 3 !== 0) throw new Error('nobody there');
        return {
          closed: new Promise<string>((resolve) => ends.push(resolve)),
          close: () => ends.at(-1)?.('closed'),
        };
      },
    });
    await eventually('up', () => link.state.up);
    expect(tries).toBe(3);
    ends.at(-1)?.('cable pulled');
    await eventually('up again', () => link.state.connects === 2);
    expect(link.state.failures).toBe(5);
    await link.stop();
    expect(link.state.up).toBe(false);
    const after = tries;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(tries).toBe(after);
  });

  it('treats a failure in the first use of a connection as its end', async () => {
    let ups = 0;
    const link = keepConnected({
      backoff: { firstMs: 1, maxMs: 5 },
      random: Math.random,
      connect: async () => ({ closed: new Promise<string>(() => undefined), close: () => undefined }),
      onUp() {
        ups += 1;
        if (ups < 3) throw new Error('disk on fire');
      },
    });
    await eventually('third time lucky', () => ups === 3);
    expect(link.state.failures).toBe(2);
    void link.stop();
  });
});

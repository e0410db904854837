import { describe, expect, it } from 'vitest';
import { startLoop } from './loop.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a loop', () => {
  it('never works twice at once, however often it is woken, and ends after the turn that runs', async () => {
    let now = 0;
    let most = 0;
    let turns = 0;
    const loop = startLoop({
      everyMs: 1,
      slowestMs: 1,
      failed: () => undefined,
      work: async () => {
        now += 1;
        most = Math.max(most, now);
        await sleep(3);
        now -= 1;
        turns += 1;
      },
    });
    for (let i = 0; i < 10; i += 1) {
      loop.wake();
      await sleep(2);
    }
    await loop.stop();
    expect(now).toBe(0);
    expect(most).toBe(1);
    const atStop = turns;
    expect(atStop).toBeGreaterThan(2);
    await sleep(20);
    expect(turns).toBe(atStop);
  });

  it('does not sleep through a wake that comes while it works', async () => {
    let turns = 0;
    const loop = startLoop({
      everyMs: 60_000,
      slowestMs: 60_000,
      failed: () => undefined,
      work: async () => {
        turns += 1;
        if (turns === 1) loop.wake();
      },
    });
    await sleep(50);
    expect(turns).toBe(2);
    await loop.stop();
  });

  it('slows down while it fails, up to a limit, and is back at its pace after one success', async () => {
    const waits: number[] = [];
    let turns = 0;
    const loop = startLoop({
      everyMs: 4,
      slowestMs: 20,
      failed: (_error, nextMs) => waits.push(nextMs),
      work: async () => {
        turns += 1;
        if (turns !== 5) throw new Error('down');
      },
    });
    while (turns < 7) await sleep(5);
    await loop.stop();
    expect(waits.slice(0, 5)).toEqual([8, 16, 20, 20, 8]);
  });
});

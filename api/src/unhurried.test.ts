import { describe, expect, it } from 'vitest';
import { unhurried } from './unhurried.ts';

describe('work that can be put down', () => {
  it('lets others come between, and gives what it made', async () => {
    let turns = 0;
    let working = true;
    const other = (async () => {
      while (working) {
        await new Promise((resolve) => setImmediate(resolve));
        turns += 1;
      }
    })();
    const made = await unhurried(
      (function* () {
        const before = turns;
        let steps = 0;
        // Ends only where somebody else had a turn meanwhile.
        while (turns < before + 3) {
          steps += 1;
          yield;
        }
        return steps;
      })(),
    );
    working = false;
    await other;
    expect(made).toBeGreaterThan(0);
  });

  it('fails as its work does', async () => {
    const failing = unhurried(
      (function* () {
        yield;
        throw new Error('broken');
      })(),
    );
    await expect(failing).rejects.toThrow('broken');
  });
});

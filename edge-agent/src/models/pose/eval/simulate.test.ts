import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../sources/simulated-class.ts';
import { COUNTED } from '../items/exercise.ts';
import { countOf, judgeClip, tallyOf, verdictOf } from './judge.ts';
import { KINDS, type KindName, simulate } from './simulate.ts';

const names = Object.keys(KINDS) as KindName[];
const exercises = names.filter((name) => KINDS[name].item !== null);
const others = names.filter((name) => KINDS[name].item === null);

describe('counters before random cameras and bodies', () => {
  it.each(exercises)('count %s', (name) => {
    const judged = Array.from({ length: 10 }, (_, n) => {
      const { frames, item, count } = simulate(name, seededRandom(9_000 + n));
      if (item === null) throw new Error('not an exercise');
      return { verdict: verdictOf(countOf(item, frames), count) };
    });
    expect(tallyOf(judged).exact).toBeGreaterThanOrEqual(8);
  });

  it.each(others)('count nothing of %s', (name) => {
    for (let n = 0; n < 3; n++) {
      const { frames } = simulate(name, seededRandom(9_000 + n));
      expect(COUNTED.filter((item) => countOf(item, frames).count > 0)).toEqual([]);
    }
  });

  it('are not moved by how the film is told', () => {
    const { frames, count } = simulate('squat', seededRandom(4));
    const clip = { file: 'synthetic', item: 'squat', count, tolerance: 0, confidence: 'high' } as const;
    const judged = judgeClip({ clip, frames, variations: seededRandom(1) });
    expect(judged.length).toBe(15);
    expect(judged.filter(({ verdict }) => verdict !== 'exact' && verdict !== 'abstained')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../sources/simulated-class.ts';
import { repetitionOf } from '../synthetic-form.fixture.ts';
import { type Clip, trainBest } from './model-choice.ts';
import { groupsOf } from './people.ts';
import { intervalOf, leaveOnePersonOut, reliabilityOf } from './validate.ts';

/** People with three clips each: some do it right, some do not, each in their own way. */
function people(count: number, seed: number): Clip[] {
  const random = seededRandom(seed);
  return Array.from({ length: 3 * count }, (_, n): Clip => {
    const person = Math.floor(n / 3);
    const correct = person % 2 === 0 ? 1 : 0;
    const degrees = Array.from({ length: 7 }, (_, k) => (k < 2 && correct === 0 ? 0.5 : 0) + 0.4 * random());
    return { id: `${n}`, person, correct, degrees };
  });
}

describe('leaving one person out', () => {
  const clips = people(8, 5);
  const { validated, rounds } = leaveOnePersonOut('push_up', clips);

  it('judges every clip once, and well where people differ as they should', () => {
    expect(validated.map(({ id }) => id).sort()).toEqual(clips.map(({ id }) => id).sort());
    expect(rounds).toHaveLength(8);
    for (const { label, correct } of validated) expect(correct >= 0.5).toBe(label === 'correct');
  });

  it('lets nobody have a say about themselves: other labels of theirs change nothing', () => {
    const turned = clips.map(
      (clip): Clip => (clip.person === 3 ? { ...clip, correct: clip.correct === 1 ? 0 : 1 } : clip),
    );
    const own = (all: typeof validated) =>
      all.filter(({ person }) => person === 3).map(({ correct }) => correct);
    expect(own(leaveOnePersonOut('push_up', turned).validated)).toEqual(own(validated));
    expect(trainBest('push_up', turned).weights).not.toEqual(trainBest('push_up', clips).weights);
  });

  it('says how sure its figure is and whether probabilities hold', () => {
    const [low, high] = intervalOf(validated, seededRandom(1));
    expect(low).toBeLessThanOrEqual(high);
    expect(high).toBeLessThanOrEqual(1);
    const worse = validated.map((one, n) => (n % 5 === 0 ? { ...one, correct: 1 - one.correct } : one));
    const [below, above] = intervalOf(worse, seededRandom(1));
    expect(below).toBeLessThan(above);
    expect(reliabilityOf(worse).reduce((sum, { clips: n }) => sum + n, 0)).toBe(worse.length);
  });
});

describe('groups of clips', () => {
  it('holds together what one camera saw in one place, and nothing else', () => {
    const film = repetitionOf({ item: 'push_up' });
    const sagging = repetitionOf({ item: 'push_up', reach: 0.9 });
    const elsewhere = film.map(({ at, pose }) => ({
      at,
      pose:
        pose === null
          ? null
          : (Object.fromEntries(
              Object.entries(pose).map(([name, point]) => [name, { ...point, x: point.x + 0.3 }]),
            ) as typeof pose),
    }));
    expect(groupsOf([film, elsewhere, sagging, elsewhere])).toEqual([0, 1, 0, 1]);
  });
});

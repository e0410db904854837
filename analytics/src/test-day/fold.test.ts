import { type AttemptView, PupilDayView, StationView, type PupilDayView as View } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scorePupil } from '../standard/index.ts';
import { anyDay } from './any-day.fixture.ts';
import { foldTestDay, joinDays, type TestDayInput } from './index.ts';
import { allAttempts, DAY, place, pupil, resultOf, scene, subject } from './test-day.fixture.ts';

const shuffled = <T>(values: readonly T[], keys: readonly number[]): T[] =>
  values
    .map((value, index) => ({ value, key: keys[index % keys.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);

const official = ({ results }: View): readonly AttemptView[] =>
  results.flatMap(({ attempt, attempts }) => attempts.filter((view) => view.attempt === attempt));

const onAnyDay = (check: (input: TestDayInput) => void, numRuns = 250) =>
  fc.assert(fc.property(anyDay, check), { numRuns });

describe('a day of any attempts and decisions', () => {
  it('is the same whatever the order in which its attempts and its numbered decisions are given', () => {
    fc.assert(
      fc.property(anyDay, fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), (input, keys) => {
        const other = foldTestDay({
          ...input,
          attempts: shuffled(input.attempts, keys),
          entries: shuffled(input.entries, keys),
        });
        expect(other).toEqual(foldTestDay(input));
      }),
      { numRuns: 250 },
    );
  });

  it('has the shape that the language states', () => {
    onAnyDay((input) => {
      const { pupils, stations } = foldTestDay(input);
      for (const view of pupils) expect(PupilDayView.parse(view)).toEqual(view);
      for (const view of stations) expect(StationView.parse(view)).toEqual(view);
    }, 100);
  });

  it("keeps every attempt of the day's stations once, and the number that was measured", () => {
    onAnyDay((input) => {
      const before = structuredClone(input);
      const views = allAttempts(foldTestDay(input));
      expect(input).toEqual(before);
      const ids = views.map(({ attempt }) => attempt);
      expect(new Set(ids).size).toBe(ids.length);
      const planned = new Set(input.plan.stations.map((at) => at.station));
      for (const body of input.attempts) {
        if (!planned.has(body.station)) continue;
        const view = views.find(({ attempt }) => attempt === body.attempt);
        // An id that came twice shows one of the two.
        const twins = input.attempts.filter(({ attempt }) => attempt === body.attempt);
        if (twins.every(({ station }) => planned.has(station)))
          expect(twins.map(({ value }) => value)).toContain(view?.measured);
      }
    });
  });

  it('never counts a foul, a void attempt, or a number that only a doubting device gave', () => {
    onAnyDay((input) => {
      for (const view of foldTestDay(input).pupils) {
        const [fouled, voided] = standing(input);
        for (const attempt of official(view)) {
          expect(fouled.has(attempt.attempt)).toBe(false);
          expect(voided.has(attempt.attempt)).toBe(false);
          expect(attempt.doubt === null || attempt.corrected).toBe(true);
          expect(attempt).toMatchObject({ status: 'counts', subject: view.subject });
        }
      }
    });
  });

  it('has one counting attempt where an item is done, and none where not', () => {
    onAnyDay((input) => {
      for (const { results } of foldTestDay(input).pupils)
        for (const { state, attempts, value, score, attempt } of results) {
          const counting = attempts.filter(({ status }) => status === 'counts');
          expect(counting.map((view) => view.attempt)).toEqual(state === 'done' ? [attempt] : []);
          expect(value).toBe(counting[0]?.value ?? null);
          if (state !== 'done') expect(score).toBeNull();
        }
    });
  });

  it('has totals that are scorePupil of the official values', () => {
    onAnyDay((input) => {
      for (const view of foldTestDay(input).pupils) {
        const values = Object.fromEntries(view.results.map(({ item, value }) => [item, value]));
        const { total, standardScore, bonus, level, missing } = scorePupil({ ...view, values });
        expect(view).toMatchObject({ total, standardScore, bonus, level, missing });
      }
    });
  });

  it('is as it was after an attempt was moved to another pupil and back', () => {
    let moves = 0;
    fc.assert(
      fc.property(anyDay, (input) => {
        const before = foldTestDay(input);
        const moved = before.pupils.flatMap(official).find(({ item }) => item !== 'run_800m');
        if (moved === undefined || moved.subject === null) return;
        const to = (name: string, entry: number) =>
          ({
            entry,
            testDay: DAY,
            at: 4_000_000_000_000,
            account: null,
            decision: { kind: 'claimed', attempt: moved.attempt, subject: subject(name), reason: 'r' },
          }) as const;
        moves += 1;
        const other = moved.subject === 'bo' ? 'cy' : 'bo';
        const away = foldTestDay({ ...input, entries: [...input.entries, to(other, 100)] });
        expect(away).not.toEqual(before);
        const back = foldTestDay({
          ...input,
          entries: [...input.entries, to(other, 100), to(moved.subject, 101)],
        });
        expect(back.pupils.map(numbers)).toEqual(before.pupils.map(numbers));
      }),
      { numRuns: 200 },
    );
    expect(moves).toBeGreaterThan(30);
  });

  it('joined with nothing else is the year', () => {
    onAnyDay((input) => {
      const fold = foldTestDay(input);
      expect(joinDays([fold])).toEqual(fold.pupils);
    }, 50);
  });
});

const numbers = ({ results, total, level, bmi, missing }: View) => ({
  total,
  level,
  bmi,
  missing,
  results: results.map(({ item, state, value, score }) => ({ item, state, value, score })),
});

/** Attempts that stand as fouled, and as void, by the decisions alone. */
function standing({ entries }: TestDayInput): readonly [Set<string>, Set<string>] {
  const [fouled, voided] = [new Set<string>(), new Set<string>()];
  for (const { decision } of entries) {
    if (decision.kind === 'fouled') fouled.add(decision.attempt);
    if (decision.kind === 'voided') voided.add(decision.attempt);
    if (decision.kind !== 'restored') continue;
    fouled.delete(decision.attempt);
    voided.delete(decision.attempt);
  }
  return [fouled, voided];
}

describe('a pupil of grade 8 on a whole day', () => {
  const day = () => {
    const items = ['height', 'weight', 'vital_capacity', 'run_50m', 'sit_and_reach'] as const;
    const more = ['standing_long_jump', 'pull_up', 'run_1000m'] as const;
    const made = scene([pupil('bo', { tag: 'b' })], {
      stations: [...items, ...more].map((item) => place(`s-${item.replaceAll('_', '-')}`, item)),
    });
    const values = [165, 62, 3450, 8, 7.7, 209, 16, 207];
    const ids = [...items, ...more].map((item, index) =>
      made.hear(item, values[index] ?? 0, {
        tag: 'b',
        station: place(`s-${item.replaceAll('_', '-')}`, item).station,
      }),
    );
    return { made, ids };
  };

  it('has the total that the tables give, and the way to nothing higher', () => {
    expect(day().made.fold().pupils[0]).toMatchObject({
      standardScore: 85.6,
      bonus: 8,
      total: 93.6,
      level: 'excellent',
      bmi: 22.8,
      bmiLevel: 'overweight',
      missing: [],
      whatIf: null,
    });
  });

  it('has no total once one number is taken away, and an incomplete one is no 0', () => {
    const { made, ids } = day();
    const run = ids.at(-1);
    if (run === undefined) throw new Error('nothing was heard');
    made.decide({ kind: 'voided', attempt: run, reason: 'a lap too few' });
    expect(made.fold().pupils[0]).toMatchObject({ total: null, level: null, missing: ['run_1000m'] });
  });
});

describe('a make-up day', () => {
  it('gives what the regular day lacks, keeps what it had, and is the later word on what both have', () => {
    const ann = pupil('ann', { tag: 'a' });
    const regular = scene([ann], { stations: [place('s-1', 'run_50m')] });
    regular.hear('run_50m', 8, { tag: 'a' });
    regular.hear('vital_capacity', 3100, { tag: 'a' });
    const absent = { subject: ann.subject, item: 'run_1000m', state: 'deferred', reason: 'ill' } as const;
    regular.decide({ kind: 'state_set', ...absent });
    const makeUp = scene([ann], { kind: 'make_up', stations: [place('s-1', 'run_1000m')] });
    const before = joinDays([regular.fold(), makeUp.fold()]);
    expect(before[0]?.results.find(({ item }) => item === 'run_1000m')).toMatchObject({ state: 'deferred' });
    makeUp.hear('run_1000m', 240, { tag: 'a' });
    makeUp.hear('vital_capacity', 3000, { tag: 'a' });
    const joined = { ...makeUp.fold(), pupils: joinDays([regular.fold(), makeUp.fold()]) };
    expect(resultOf(joined, 'ann', 'run_1000m').value).toBe(240);
    expect(resultOf(joined, 'ann', 'run_50m').value).toBe(8);
    expect(resultOf(joined, 'ann', 'vital_capacity').value).toBe(3000);
    expect(joined.pupils[0]?.missing).not.toContain('run_50m');
  });
});

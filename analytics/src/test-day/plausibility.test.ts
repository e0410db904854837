import { describe, expect, it } from 'vitest';
import { allAttempts, attemptId, MORNING, place, pupil, resultOf, scene } from './test-day.fixture.ts';

const YEAR = 365.25 * 86_400_000;
const ann = pupil('ann', { tag: 'a' });
const bo = pupil('bo', { tag: 'b' });
const jump = { stations: [place('s-1', 'standing_long_jump')] };
const long = 'standing_long_jump';

const notices = (day: ReturnType<typeof scene>) =>
  allAttempts(day.fold())
    .toSorted((a, b) => a.at - b.at)
    .map((attempt) => attempt.notices.map(({ kind }) => kind));

describe('a second look is asked for', () => {
  it('outside what the national system takes; it still counts', () => {
    const day = scene([ann], jump);
    day.hear(long, 420, { tag: 'a' });
    expect(resultOf(day.fold(), 'ann', long)).toMatchObject({
      value: 420,
      attempts: [{ status: 'counts', notices: [{ kind: 'out_of_range', low: 50, high: 400 }] }],
    });
  });

  it("far from the pupil's own last result, as half a year's growth allows", () => {
    const before = { subject: ann.subject, item: long, value: 150, at: MORNING - YEAR / 2 } as const;
    const older = { ...before, value: 250, at: before.at - YEAR };
    const after = { ...before, value: 300, at: MORNING + YEAR };
    const day = scene([ann], jump, [before, older, after]);
    // 18 cm of noise, 30 / 2 of gain, 15 / 2 of loss.
    for (const value of [183, 184, 125, 124]) day.hear(long, value, { tag: 'a' });
    expect(notices(day)).toEqual([[], ['far_from_own'], [], ['far_from_own']]);
  });

  it('slower than before as well as faster, where less is better', () => {
    const run = { subject: ann.subject, item: 'run_50m', value: 9, at: MORNING - YEAR } as const;
    const day = scene([ann], { stations: [place('s-1', 'run_50m')] }, [run]);
    for (const value of [7.2, 7.1, 11.2, 11.3]) day.hear('run_50m', value, { tag: 'a' });
    expect(notices(day)).toEqual([[], ['far_from_own'], [], ['far_from_own']]);
  });

  const classOf = (...values: readonly number[]) => {
    const pupils = values.map((_, index) => pupil(`p-${index}`, { tag: `t-${index}` }));
    const day = scene([...pupils, pupil('far', { tag: 'far' })], jump);
    values.forEach((value, index) => {
      day.hear(long, value, { tag: `t-${index}` });
    });
    return day;
  };

  it("far from the class's median, of eight results or more", () => {
    const day = classOf(200, 203, 206, 209, 212, 215, 218, 221);
    day.hear(long, 120, { tag: 'far' });
    expect(notices(day).flat()).toEqual(['far_from_class']);
    const alike = classOf(210, 210, 210, 211, 210, 210, 210, 210);
    alike.hear(long, 240, { tag: 'far' });
    alike.hear(long, 180, { tag: 'far' });
    expect(
      notices(alike)
        .flat()
        .filter((kind) => kind === 'far_from_class'),
    ).toEqual([]);
    const few = classOf(200, 203, 206);
    few.hear(long, 120, { tag: 'far' });
    expect(notices(few).flat()).toEqual([]);
  });

  it("but not when it is near the pupil's own", () => {
    const day = classOf(200, 203, 206, 209, 212, 215, 218, 221);
    const far = day.input.pupils.at(-1)?.subject;
    if (far === undefined) throw new Error('no pupil');
    day.hear(long, 120, { tag: 'far' });
    const known = scene(day.input.pupils, jump, [
      { subject: far, item: long, value: 115, at: MORNING - YEAR },
    ]);
    for (const { tag, value } of day.input.attempts) known.hear(long, value, { tag });
    expect(notices(known).flat()).toEqual([]);
  });

  it("at the very number of the pupil before, and not of the pupil's own jump before", () => {
    const day = scene([ann, bo], jump);
    day.hear(long, 203, { tag: 'a' });
    day.hear(long, 203, { tag: 'a' });
    day.hear(long, 203, { tag: 'b' });
    expect(notices(day)).toEqual([[], [], ['same_as_neighbour']]);
  });

  it('too soon after the attempt before', () => {
    const day = scene([ann, bo], jump);
    day.hear(long, 203, { tag: 'a', at: MORNING });
    day.hear(long, 210, { tag: 'b', at: MORNING + 2_999 });
    day.hear(long, 212, { tag: 'b', at: MORNING + 5_999 });
    expect(notices(day)).toEqual([[], ['too_soon'], []]);
  });

  it('and not of runners who finish together, but of one who ran twice in a minute', () => {
    const day = scene([ann, bo], { stations: [place('s-1', 'run_50m')] });
    day.hear('run_50m', 8.1, { tag: 'a', at: MORNING });
    day.hear('run_50m', 8.1, { tag: 'b', at: MORNING });
    day.hear('run_50m', 8.3, { tag: 'b', at: MORNING + 30_000 });
    expect(notices(day)).toEqual([[], [], ['too_soon']]);
  });

  it('of nothing that is void', () => {
    const day = scene([ann], jump);
    day.decide({ kind: 'voided', attempt: attemptId(1), reason: 'a test' });
    day.hear(long, 420, { tag: 'a' });
    expect(notices(day)).toEqual([[]]);
  });
});

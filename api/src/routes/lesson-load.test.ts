import { LessonLoad, ProblemResponse } from '@tizhi/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telemetryLane, worn } from '../fixtures/lesson-data.ts';
import { LESSON, startSchool, strap, subject, type TestSchool } from '../fixtures/school.ts';

const SECONDS = 50;
let school: TestSchool;
let from: number;
beforeEach(async () => {
  school = await startSchool();
  from = (await school.stores.records.lessons.find(LESSON))?.startedAt ?? 0;
});
afterEach(() => school.close());

const path = `/api/lessons/${LESSON}/load`;
/** A rate each second of these seats; seat 2 has lost contact. */
async function teach(seats: readonly number[]): Promise<void> {
  const samples = seats.flatMap((seat) =>
    worn(seat, { from, count: SECONDS }).map((sample) =>
      seat === 2 ? { ...sample, doubt: 'no_contact' as const } : { ...sample, bpm: 100 + 10 * seat },
    ),
  );
  await telemetryLane(school.stores).store(samples);
}
const asked = async (role: 'teacher' | 'nurse' = 'teacher'): Promise<LessonLoad> => {
  const response = await school.get(`${path}?purpose=teaching`, await school.signIn(role));
  expect(response.status).toBe(200);
  return LessonLoad.parse(await response.json());
};
const end = () => school.stores.records.lessons.end(LESSON, from + SECONDS * 1_000);
const loadOf = (load: LessonLoad, seat: number) =>
  load.pupils.find((pupil) => pupil.subject === subject(seat))?.load;

describe("a lesson's load", () => {
  it('is computed from the stored rates of who wore what, in seat order, guests last', async () => {
    await teach([1, 2, 3, 4, 5, 7]);
    await end();
    const load = await asked();
    expect(load.pupils.map((pupil) => [pupil.subject, pupil.guest])).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((seat) => [subject(seat), false]),
      [subject(7), true],
    ]);
    expect(loadOf(load, 6)).toBeNull(); // no strap
    expect(loadOf(load, 2)).toMatchObject({ coverage: 0, meanBpm: null, density: null });
    expect(loadOf(load, 5)?.meanBpm).toBe(150);
    expect(loadOf(load, 5)?.coverage).toBeCloseTo(49 / 50, 6);
    expect(load.group).toMatchObject({ pupils: 7, withDevice: 6, heard: 5 });
    expect(load.running).toBe(false);
  });

  it('goes by the measured maximum where there is one, and says where it is an estimate', async () => {
    await teach([1, 3]);
    await end();
    const load = await asked('nurse');
    expect(loadOf(load, 1)?.max).toEqual({ bpm: 200, kind: 'measured' });
    expect(loadOf(load, 3)?.max).toMatchObject({ kind: 'estimated' });
    expect(load.group.estimatedMax).toBe(5);
  });

  it('gives the rates of a strap to its new wearer from the moment it changed hands', async () => {
    await teach([1]);
    await end();
    await school.stores.records.lessons.bind(LESSON, [
      { device: strap(1), subject: subject(1), from, to: from + 20_000 },
      { device: strap(1), subject: subject(6), from: from + 20_000, to: null },
    ]);
    const load = await asked();
    expect((loadOf(load, 1)?.heardMinutes ?? 0) * 60).toBeCloseTo(19, 6);
    expect((loadOf(load, 6)?.heardMinutes ?? 0) * 60).toBeCloseTo(29, 6);
  });

  it('of a running lesson speaks of it so far, without a verdict', async () => {
    await teach([1]);
    const load = await asked();
    expect(load.running).toBe(true);
    expect(new Set(load.plan.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });

  it('of a lesson that nobody ended ends as planned', async () => {
    await teach([1]);
    school.pass(3 * 3_600_000);
    const load = await asked();
    expect([load.running, load.until]).toEqual([false, load.plannedEndAt]);
  });

  it('is read with a purpose, which is noted', async () => {
    const refused = await school.get(path, await school.signIn('teacher'));
    expect(ProblemResponse.parse(await refused.json()).code).toBe('TIZHI_PURPOSE_NEEDED');
    await asked('nurse');
    expect(await school.stores.records.audit.latest(5)).toContainEqual(
      expect.objectContaining({
        account: 'acc-nurse',
        action: 'read.load',
        detail: `${LESSON} purpose=teaching`,
      }),
    );
    const none = await school.get('/api/lessons/none/load?purpose=teaching', await school.signIn('teacher'));
    expect(none.status).toBe(404);
  });
});

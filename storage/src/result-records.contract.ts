import {
  type AttemptBody,
  type AttemptId,
  type DeviceId,
  ITEMS,
  type ItemKey,
  SchoolId,
  UNITS,
  type Unit,
} from '@tizhi/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from './record-harness.contract.ts';
import { attempt, collect, commitOf, lessonOf, NOON, SCHOOL, subjectOf } from './record-samples.contract.ts';
import type { AttemptScore, ReceivedAttempt } from './record-store.ts';

const OTHER = SchoolId.parse('school-2');

/** Attempts, scores, and where jobs and exports have got to. */
export function describeResults({ store }: Subject): void {
  const receive = (...attempts: ReceivedAttempt[]) => store().inbox.commit(commitOf({ attempts }));
  const values = (found: readonly { body: AttemptBody }[]) => found.map(({ body }) => body.value);
  const score = (of: ReceivedAttempt, more: Partial<AttemptScore> = {}): AttemptScore => ({
    attempt: of.body.attempt,
    standardVersion: 'CN-NSPFS-2014',
    score: 85,
    bonus: 2,
    level: 'good',
    bmi: null,
    at: NOON + 1,
    ...more,
  });

  it('give any attempt back exactly', () =>
    fc.assert(
      fc.asyncProperty(anyAttempt, async (body) => {
        await receive(attempt(body));
        const [newest] = await store().results.latest({ school: SCHOOL.school, limit: 1 });
        expect(newest?.body).toEqual(body);
      }),
      { numRuns: 50 },
    ));

  it('come to a job oldest first, after its cursor, of its school', async () => {
    await receive(
      attempt({ value: 1 }),
      attempt({ value: 2 }),
      attempt({ value: 9 }, OTHER),
      attempt({ value: 3 }),
    );
    const first = await store().results.attemptsAfter(SCHOOL.school, 0, 2);
    expect(values(first)).toEqual([1, 2]);
    expect(await store().results.cursor('score')).toBe(0);
    await store().results.saveCursor('score', first.at(-1)?.arrival ?? 0);
    const after = await store().results.cursor('score');
    expect(values(await store().results.attemptsAfter(SCHOOL.school, after, 9))).toEqual([3]);
  });

  it('come to the page newest first, of a school or one lesson', async () => {
    await receive(
      attempt({ value: 1, lesson: lessonOf(1) }),
      attempt({ value: 2 }),
      attempt({ value: 9 }, OTHER),
    );
    await receive(attempt({ value: 3, lesson: lessonOf(1), at: NOON - 5000 }));
    expect(values(await store().results.latest({ school: SCHOOL.school, limit: 2 }))).toEqual([3, 2]);
    const ofLesson = await store().results.latest({ school: SCHOOL.school, lesson: lessonOf(1), limit: 9 });
    expect(values(ofLesson)).toEqual([3, 1]);
  });

  it("of a pupil and an item come by the attempt's own time, newest first", async () => {
    const mine = (value: number, at: number, item: ItemKey = 'height') =>
      attempt({ subject: subjectOf(1), item, value, at });
    await receive(
      mine(141, NOON + 2),
      mine(140, NOON + 1),
      mine(142, NOON + 2),
      mine(35, NOON + 9, 'weight'),
    );
    await receive(attempt({ subject: subjectOf(2), item: 'height', value: 150 }));
    expect(values(await store().results.ofSubject(subjectOf(1), 'height', 2))).toEqual([142, 141]);
  });

  it('carry their score once they have one, and the newest score stands', async () => {
    const [jump, mass] = [attempt(), attempt({ item: 'weight', value: 35.2, unit: 'kg' })];
    await receive(jump, mass);
    await store().results.saveScores([score(jump), score(mass, { bmi: 17.9, level: 'normal', bonus: 0 })]);
    await store().results.saveScores([score(jump, { score: 90, level: 'excellent' })]);
    const found = await store().results.attemptsAfter(SCHOOL.school, 0, 9);
    expect(found.map((one) => one.score)).toEqual([
      score(jump, { score: 90, level: 'excellent' }),
      score(mass, { bmi: 17.9, level: 'normal', bonus: 0 }),
    ]);
  });

  it('have no score of an attempt that is not there, and then save none of the others', async () => {
    const jump = attempt();
    await receive(jump);
    await expect(store().results.saveScores([score(jump), score(attempt())])).rejects.toThrow();
    expect((await store().results.attemptsAfter(SCHOOL.school, 0, 9))[0]?.score).toBeNull();
  });

  it('stream by their own time, from inclusive and to exclusive, complete over many pages', async () => {
    const all = Array.from({ length: 2500 }, (_, n) => attempt({ value: n, at: NOON + Math.floor(n / 3) }));
    await receive(...all.slice(1000), ...all.slice(0, 1000), attempt({ value: -1 }, OTHER));
    const range = { from: NOON + 1, to: NOON + 800, school: SCHOOL.school };
    const found = await collect(store().results.between(range));
    expect(found).toHaveLength(3 * 799);
    expect(found.map(({ body }) => body.at)).toEqual(found.map((_, n) => NOON + 1 + Math.floor(n / 3)));
    expect(await collect(store().results.between({ from: NOON, to: NOON + 1 }))).toHaveLength(4);
    expect(await collect(store().results.between({ from: NOON, to: NOON }))).toEqual([]);
  });

  it('can be asked for more while they stream', async () => {
    await receive(attempt({ value: 1 }), attempt({ value: 2 }));
    for await (const { body } of store().results.between({ from: NOON, to: NOON + 1 })) {
      await store().results.saveCursor('export', body.value ?? 0);
    }
    expect(await store().results.cursor('export')).toBe(2);
  });
}

const anyAttempt: fc.Arbitrary<AttemptBody> = fc.record({
  kind: fc.constant('attempt' as const),
  attempt: fc.uuid().map((text) => text as AttemptId),
  item: fc.constantFrom(...(Object.keys(ITEMS) as ItemKey[])),
  // + 0: a negative zero is stored as the zero it equals
  value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
  unit: fc.constantFrom(...(Object.keys(UNITS) as Unit[])),
  at: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  deviceAt: fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 })),
  station: fc.constant('jump-mat' as DeviceId),
  lesson: fc.option(fc.constant(lessonOf(1))),
  subject: fc.option(fc.constant(subjectOf(1))),
  // whatever bytes a reader sends, NUL among them
  tag: fc.option(
    fc.oneof(
      fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme' }),
      fc.string({
        minLength: 1,
        maxLength: 64,
        unit: fc.constantFrom('\0', '\uF8FF', '0', '1', 'a', '\x1f'),
      }),
    ),
  ),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
  doubt: fc.option(fc.constantFrom('unstable', 'manual', 'out_of_range')),
  rawHex: fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex')),
});

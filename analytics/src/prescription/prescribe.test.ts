import { type FitnessTest, Prescription, type SessionDone, type Trajectory } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { scorePupil } from '../standard/index.ts';
import { DRILLS, drillOf, HEALTH_QUESTIONS, prescribe } from './index.ts';
import { answersWith, BOY_8, drillIds, GIRL_4, historyOf, planOf } from './prescription.fixture.ts';

const prescribed = (test: FitnessTest = BOY_8) =>
  planOf(prescribe({ history: historyOf(test), answers: answersWith() }));
const withValues = (values: FitnessTest['values'], test = BOY_8): FitnessTest => ({
  ...test,
  values: { ...test.values, ...values },
});
const done = (session: number, share: number, rpe: number | null): SessionDone => ({
  week: 1,
  session,
  on: '2026-11-02',
  done: share,
  rpe,
});
const afterSessions = (...sessions: SessionDone[]) =>
  planOf(prescribe({ history: historyOf(BOY_8), answers: answersWith(), sessions }));

/** Reach 100 points at every item of a boy of grade 8. */
const STRONG = withValues({
  vital_capacity: 4500,
  run_50m: 7,
  sit_and_reach: 22,
  standing_long_jump: 250,
  pull_up: 20,
  run_1000m: 200,
});

describe('a plan', () => {
  it('is one that its schema allows, for grade 4 and for grade 8, and is the same every time', () => {
    for (const test of [BOY_8, GIRL_4]) {
      expect(Prescription.safeParse(prescribed(test)).error).toBeUndefined();
      expect(prescribed(test)).toEqual(prescribed(test));
    }
  });

  it('aims at what matters most, and says the exact points that the next row brings', () => {
    const { focus } = prescribed();
    expect(focus.map(({ item }) => item)).toEqual(['sit_and_reach', 'run_50m', 'standing_long_jump']);
    expect(focus.map(({ score }) => score)).toEqual([74, 78, 78]);
    const before = scorePupil(BOY_8).total ?? Number.NaN;
    const after = scorePupil(withValues({ run_50m: 7.9 })).total ?? Number.NaN;
    expect(focus[1]?.gain).toBeCloseTo(after - before, 5);
    expect(focus[1]?.because.text.en).toBe('50 m run 8.0, 78 points (pass); 7.9 brings 0.4 to the total');
  });

  it('differs for grade 4 and grade 8', () => {
    const [four, eight] = [prescribed(GIRL_4), prescribed()];
    expect(four.focus.map(({ component }) => component)).toContain('coordination');
    expect(eight.focus.map(({ component }) => component)).not.toContain('coordination');
    expect(four.minutesPerSession).toBeLessThanOrEqual(25);
    expect(four.intensity.maxBpm).toBeGreaterThan(eight.intensity.maxBpm);
  });

  it('has other drills for another body-mass class, not less of the same', () => {
    const heavy = prescribed(withValues({ weight: 85 }));
    const light = prescribed();
    expect(heavy.focus.map(({ item }) => item)).toEqual(light.focus.map(({ item }) => item));
    expect(drillIds(heavy).map((id) => drillOf(id)?.impact)).not.toContain('high');
    expect(drillIds(light).map((id) => drillOf(id)?.impact)).toContain('high');
    const shared = drillIds(heavy).filter((id) => drillIds(light).includes(id));
    const dose = (plan: typeof heavy, id: string) =>
      plan.weeks[0]?.sessions.flatMap(({ drills }) => drills).find(({ drill }) => drill === id)?.dose;
    for (const id of shared) {
      const [one, other] = [dose(heavy, id), dose(light, id)];
      if (one !== undefined && other !== undefined) expect(one).toEqual(other);
    }
  });

  it('keeps a strong pupil where they are: the doses stay', () => {
    const plan = prescribed(STRONG);
    const doses = new Map<string, Set<string>>();
    for (const { drill, dose } of plan.weeks.flatMap(({ sessions }) =>
      sessions.flatMap(({ drills }) => drills),
    ))
      doses.set(drill, (doses.get(drill) ?? new Set()).add(JSON.stringify(dose)));
    expect([...doses.values()].map(({ size }) => size)).toEqual([...doses.keys()].map(() => 1));
    expect(plan.explanation.map(({ text }) => text.en).join()).toContain('doses stay');
  });

  it('grows for a weak pupil, with other drills half-way', () => {
    const plan = prescribed(withValues({ sit_and_reach: -10 }));
    const ids = (week: number) =>
      plan.weeks[week]?.sessions.map(({ drills }) => drills.map(({ drill }) => drill).join());
    expect(ids(1)).toEqual(ids(0));
    expect(ids(4)).not.toEqual(ids(0));
    const first = plan.weeks[0]?.sessions[0]?.drills ?? [];
    const third = plan.weeks[2]?.sessions[0]?.drills ?? [];
    const grew = first.filter(({ dose }, index) => (third[index]?.dose.amount ?? 0) > dose.amount);
    expect(grew.length).toBeGreaterThan(0);
  });

  it('lasts six weeks for strong and weak alike, on the same days: the end of a plan tells nothing', () => {
    for (const test of [STRONG, BOY_8, GIRL_4, withValues({ sit_and_reach: -10 })])
      expect(prescribed(test)).toMatchObject({ weeks: { length: 6 }, frequencyPerWeek: 3 });
  });

  it('states the maximum heart rate as an estimate by age, or as measured where it was', () => {
    expect(prescribed().intensity).toMatchObject({ maxBpm: 199, maxBasis: 'estimated' });
    const made = (measuredMaxBpm: number) =>
      planOf(prescribe({ history: historyOf(BOY_8), answers: answersWith(), measuredMaxBpm })).intensity;
    expect(made(206)).toMatchObject({ maxBpm: 206, maxBasis: 'measured' });
    expect(made(120)).toMatchObject({ maxBpm: 199, maxBasis: 'estimated' });
    const unknown = prescribed({ ...BOY_8, ageMonths: null }).intensity;
    expect(unknown.because.text.en).toContain('by the grade');
  });

  it('takes only the equipment that the school has', () => {
    const plan = planOf(
      prescribe({ history: historyOf(BOY_8), answers: answersWith(), equipment: ['mat', 'wall'] }),
    );
    const used = new Set(drillIds(plan).flatMap((id) => drillOf(id)?.equipment ?? []));
    expect([...used].filter((each) => !['none', 'mat', 'wall'].includes(each))).toEqual([]);
  });

  it('gives every line a reason in both languages with its source', () => {
    const plan = prescribed();
    const reasons = [
      ...plan.explanation,
      ...plan.focus.map(({ because }) => because),
      plan.intensity.because,
      ...plan.weeks.flatMap(({ because, sessions }) => [
        because,
        ...sessions.flatMap(({ drills }) => drills.map((planned) => planned.because)),
      ]),
    ];
    for (const { text, source } of reasons) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
      expect(source).not.toBe('');
    }
  });
});

describe('what was done', () => {
  it('makes the sessions fewer where less than half of them was done', () => {
    const plan = afterSessions(done(1, 0.2, 5), done(3, 0.3, 5));
    expect(plan.frequencyPerWeek).toBe(2);
    expect(plan.weeks.every(({ sessions }) => sessions.length === 2)).toBe(true);
  });

  it('lowers doses by a level where it felt too hard, and starts further on where it was easy', () => {
    const volume = (plan: ReturnType<typeof planOf>) =>
      (plan.weeks[0]?.sessions ?? [])
        .flatMap(({ drills }) => drills)
        .reduce((sum, { dose }) => sum + dose.sets * dose.amount, 0);
    const [usual, hard, easy] = [
      afterSessions(),
      afterSessions(done(1, 1, 9)),
      afterSessions(done(1, 1, 3), done(2, 1, 4)),
    ];
    expect(volume(hard)).toBeLessThan(volume(usual));
    expect(volume(easy)).toBeGreaterThan(volume(usual));
    expect(hard.intensity.highBpm).toBeLessThan(usual.intensity.highBpm);
  });

  it('counts against the sessions that were planned: two of two a week is all, two of three is not', () => {
    const sessions = [1, 2, 3, 4].flatMap((week) =>
      [1, 2].map((session) => ({ ...done(session, 1, 4), week })),
    );
    const line = (sessionsPerWeek: number) =>
      planOf(prescribe({ history: historyOf(BOY_8), answers: answersWith(), sessions, sessionsPerWeek }))
        .explanation.map(({ text }) => text.en)
        .find((text) => text.startsWith('So far'));
    expect(line(2)).toBe('So far 100 % done, effort 4.0 of 10: begins about 10 % further on');
    expect(line(3)).toBe('So far 73 % done, effort 4.0 of 10: goes on as planned');
  });

  it('does not count a session that was reported twice as two', () => {
    expect(afterSessions(done(1, 1, 5), done(1, 1, 5))).toEqual(afterSessions(done(1, 1, 5)));
  });

  it('changes the drills of an item that did not get better by the next test, and says so', () => {
    const before = { ...BOY_8, schoolYear: 2024, grade: '6' as const, values: { sit_and_reach: 12 } };
    const stayed = planOf(prescribe({ history: historyOf(before, BOY_8), answers: answersWith() }));
    expect(drillIds(stayed)).not.toEqual(drillIds(prescribed()));
    const lines = stayed.explanation.map(({ text }) => text.en);
    expect(lines.some((line) => line.startsWith('Sit and reach') && line.includes('other drills'))).toBe(
      true,
    );
  });
});

describe('before a plan', () => {
  const history = historyOf(BOY_8);

  it('a parent is asked while any question is open', () => {
    const unanswered = prescribe({ history, answers: null });
    expect(unanswered).toMatchObject({ kind: 'refer', action: 'ask' });
    expect(unanswered.kind === 'refer' && unanswered.answers).toEqual(HEALTH_QUESTIONS.map(({ key }) => key));
    const { fever: _, ...others } = answersWith().answers;
    expect(prescribe({ history, answers: { answeredOn: '2026-10-10', answers: others } })).toMatchObject({
      action: 'ask',
      answers: ['fever'],
    });
    expect(prescribe({ history, answers: answersWith(), on: '2027-05-01' })).toMatchObject({ action: 'ask' });
    expect(prescribe({ history, answers: answersWith(), on: '2026-11-01' })).toMatchObject({ kind: 'plan' });
  });

  it.each(HEALTH_QUESTIONS.map((question) => [question.key, question] as const))(
    'a yes to %s does what its line says',
    (key, { onYes }) => {
      const made = prescribe({ history, answers: answersWith(key) });
      if (onYes !== 'adapt') {
        expect(made).toMatchObject({ kind: 'refer', action: onYes, answers: [key] });
        return;
      }
      const forbidden = DRILLS.filter(({ contraIndications }) => contraIndications.includes(key));
      expect(forbidden.length).toBeGreaterThan(0);
      const ids = drillIds(planOf(made));
      expect(forbidden.filter(({ id }) => ids.includes(id))).toEqual([]);
    },
  );

  it('asks every question there is, in both languages', () => {
    expect(HEALTH_QUESTIONS).toHaveLength(18);
    expect(HEALTH_QUESTIONS.filter(({ onYes }) => onYes === 'refer')).toHaveLength(11);
    for (const { text } of HEALTH_QUESTIONS) {
      expect(text.zh).toMatch(/吗？$/);
      expect(text.en).toMatch(/\?$/);
    }
  });

  it('fever keeps a pupil at rest even where a doctor is due too', () => {
    expect(prescribe({ history, answers: answersWith('fever', 'fainting') })).toMatchObject({
      action: 'exclude',
      answers: ['fever'],
    });
  });

  it('an exemption, or a blood pressure above its line, sends to a doctor', () => {
    const exempt = historyOf({ ...BOY_8, notMeasured: { run_1000m: 'exempt' } });
    expect(prescribe({ history: exempt, answers: answersWith() })).toMatchObject({ action: 'refer' });
    const trajectory = {
      screening: [{ kind: 'blood_pressure', result: 'elevated', schoolYear: 2026 }],
    } as unknown as Trajectory;
    expect(prescribe({ history, answers: answersWith(), trajectory })).toMatchObject({
      action: 'refer',
      answers: ['high_blood_pressure'],
    });
  });

  it('nothing is made of no test, or of a test without a score', () => {
    expect(prescribe({ history: historyOf(), answers: null })).toMatchObject({
      kind: 'none',
      reason: 'no_test',
    });
    const bodyOnly = historyOf({ ...BOY_8, values: { height: 160, weight: 50 } });
    expect(prescribe({ history: bodyOnly, answers: null })).toMatchObject({
      kind: 'none',
      reason: 'no_score',
    });
  });
});

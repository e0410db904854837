import { dataClassOf, type FitnessTest, fieldsOf, SubjectId, WallResponse } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { drillOf, prescribe, sessionOn, type WallPupil, wallOf } from '../index.ts';
import { answersWith, BOY_8, historyOf, planOf } from '../prescription.fixture.ts';

const pupil = (label: string, values: FitnessTest['values'] = {}): WallPupil => ({
  label,
  startsOn: '2026-11-02',
  plan: prescribe({
    history: {
      ...historyOf({ ...BOY_8, values: { ...BOY_8.values, ...values } }),
      subject: SubjectId.parse(`pupil-${label}`),
    },
    answers: answersWith(),
  }),
});
const called = (label: string): WallPupil => ({ ...pupil('1'), label });
const wall = (pupils: readonly WallPupil[], day = '2026-11-02') =>
  wallOf({ title: 'Class 3 corner', demo: true, day, serverAt: 1, pupils });
const plan = planOf(pupil('1').plan);

describe('the session of a day', () => {
  it.each([
    ['2026-11-01', null],
    ['2026-11-02', [1, 1]],
    ['2026-11-03', null],
    ['2026-11-06', [1, 3]],
    ['2026-11-09', [2, 1]],
    ['2026-12-11', [6, 3]],
    ['2026-12-14', null],
  ])('%s of a plan of six weeks that starts on Monday 2 November 2026 is %j', (day, expected) => {
    const found = sessionOn({ plan, startsOn: '2026-11-02', day });
    expect(found && [found.week, found.session]).toEqual(expected);
  });

  it('stays on Monday, Wednesday and Friday where a plan starts in the middle of a week', () => {
    const on = (day: string) => sessionOn({ plan, startsOn: '2026-11-04', day });
    expect(on('2026-11-04')).toMatchObject({ week: 1, session: 1 });
    expect(on('2026-11-09')).toMatchObject({ week: 1, session: 3 });
    expect(on('2026-11-11')).toMatchObject({ week: 2, session: 1 });
  });
});

describe('a wall', () => {
  const weak = { sit_and_reach: -5, run_50m: 11, standing_long_jump: 140 };
  const heavy = { weight: 95 };
  const klass = [
    ...Array.from({ length: 30 }, (_, index) => pupil(String(index + 1))),
    ...Array.from({ length: 6 }, (_, index) => pupil(String(index + 31), heavy)),
    ...Array.from({ length: 6 }, (_, index) => pupil(String(index + 41), weak)),
  ];
  const days = ['2026-11-02', '2026-11-04', '2026-11-06', '2026-11-27', '2026-11-30'];

  it('is one that its schema allows, and has what every plan of today says', () => {
    for (const day of days) {
      const made = wall(klass, day);
      expect(WallResponse.parse(made)).toEqual(made);
      for (const { label, plan: own, startsOn } of klass) {
        const session = sessionOn({ plan: planOf(own), startsOn, day });
        const shown = made.groups.filter(({ doses }) => doses.some(({ labels }) => labels.includes(label)));
        expect(shown.map(({ drill }) => drill).sort()).toEqual(
          session?.drills.map(({ drill }) => drill).sort(),
        );
      }
    }
  });

  it('has only public fields', () => {
    expect(fieldsOf(WallResponse).filter(({ dataClass }) => dataClass !== 'public')).toEqual([]);
    expect(dataClassOf(WallResponse)).toBeUndefined();
  });

  it('gives one dose to all at a drill, the smallest of theirs: it does not rank', () => {
    for (const day of days)
      for (const { drill, doses } of wall(klass, day).groups) {
        expect(doses).toHaveLength(1);
        const own = klass.flatMap(({ plan: each, startsOn }) =>
          (sessionOn({ plan: planOf(each), startsOn, day })?.drills ?? [])
            .filter((planned) => planned.drill === drill)
            .map(({ dose }) => dose.sets * dose.amount),
        );
        const [shown] = doses;
        expect((shown?.dose.sets ?? 0) * (shown?.dose.amount ?? 0)).toBe(Math.min(...own));
      }
  });

  it('has no station with fewer than three labels', () => {
    const sizes = days.flatMap((day) =>
      wall(klass, day).groups.flatMap(({ doses }) => doses.map(({ labels }) => labels.length)),
    );
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3);
  });

  it('has no station where only heavy pupils stand, and stands in the same order whoever is in the class', () => {
    const isHeavy = (label: string) => Number(label) > 30 && Number(label) <= 40;
    for (const day of days)
      for (const { drill, doses } of wall(klass, day).groups) {
        const labels = doses.flatMap((each) => each.labels);
        if (labels.some(isHeavy)) expect(labels.every(isHeavy), `${drill} on ${day}`).toBe(false);
        expect(drillOf(drill)?.bodyMass).toContain('normal');
      }
    expect(wall([...klass].reverse())).toEqual(wall(klass));
  });

  it('begins with the warm-up and ends with the stretch', () => {
    const ids = wall(klass).groups.map(({ drill }) => drill);
    expect([ids[0], ids.at(-1)]).toEqual(['leg-swings', 'seated-fold']);
  });

  it('puts bibs by number and nicknames after them', () => {
    const [first] = wall(['10', '小熊', '9', 'Ace'].map((label) => called(label))).groups;
    expect(first?.doses[0]?.labels).toEqual(['9', '10', 'Ace', '小熊']);
  });

  it('does not show who has no plan, and is empty on a day without a session', () => {
    const referred: WallPupil = {
      ...pupil('7'),
      plan: prescribe({ history: historyOf(BOY_8), answers: answersWith('fainting') }),
    };
    expect(JSON.stringify(wall([referred, pupil('8')]).groups)).not.toContain('"7"');
    expect(wall(klass, '2026-11-03')).toMatchObject({ drills: [], groups: [] });
  });
});

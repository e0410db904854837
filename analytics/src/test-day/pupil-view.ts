import type {
  AttemptView,
  BmiLevel,
  Grade,
  ItemResultView,
  Level,
  PupilDayView,
  Sex,
  TestDayPlan,
} from '@tizhi/contracts';
import { formatItemValue, type PupilScore, type PupilValues, scorePupil } from '../standard/index.ts';
import { NO_VALUE } from './attempt-view.ts';
import { allowedAttempts } from './day-state.ts';
import type { TestDayPupil } from './input.ts';
import { scoreInterval } from './score-interval.ts';
import type { SettledAttempt, SettledItem } from './settle-item.ts';
import { whatIf } from './what-if.ts';

/** Everything that is known of one pupil on the day. The total is of the day's own official results. */
export function viewPupil(of: {
  readonly plan: TestDayPlan;
  readonly pupil: TestDayPupil;
  readonly items: readonly SettledItem[];
  readonly view: (attempt: SettledAttempt) => AttemptView;
}): PupilDayView {
  const { plan, pupil, items, view } = of;
  const { subject, class: group, grade, sex } = pupil;
  const values = Object.fromEntries(items.map(({ slot, counting }) => [slot.item, counting?.value ?? null]));
  const scored = scorePupil({ grade, sex, values });
  return {
    subject,
    class: group,
    grade,
    sex,
    results: items.map((item) => viewResult({ plan, pupil, item, scored, view })),
    ...viewTotal({ grade, sex, values, scored }),
  };
}

/** What follows from all official results together. */
export function viewTotal(of: {
  readonly grade: Grade;
  readonly sex: Sex;
  readonly values: PupilValues;
  readonly scored: PupilScore;
}): Omit<PupilDayView, 'subject' | 'class' | 'grade' | 'sex' | 'results'> {
  const { scored } = of;
  const { bmi } = scored.items;
  return {
    bmi: bmi?.value ?? null,
    bmiLevel: (bmi?.level as BmiLevel | undefined) ?? null,
    standardScore: scored.standardScore,
    bonus: scored.bonus,
    total: scored.total,
    level: scored.level,
    missing: [...scored.missing],
    whatIf: whatIf(of),
  };
}

function viewResult(of: {
  readonly plan: TestDayPlan;
  readonly pupil: TestDayPupil;
  readonly item: SettledItem;
  readonly scored: PupilScore;
  readonly view: (attempt: SettledAttempt) => AttemptView;
}): ItemResultView {
  const { item, scored, view } = of;
  const { slot, counting } = item;
  const key = slot.item;
  const score = key === 'height' || key === 'weight' ? undefined : scored.items[key];
  const state = counting === null ? (slot.mark?.state ?? 'due') : 'done';
  const isClosed = state === 'exempt' || state === 'deferred' || state === 'absent';
  return {
    item: key,
    state,
    stateReason: state === 'done' ? null : (slot.mark?.reason ?? null),
    attemptsLeft: isClosed ? 0 : Math.max(0, allowedAttempts(slot) - slot.taken),
    attempt: counting?.state.heard.attempt ?? null,
    value: counting?.value ?? null,
    display: counting === null ? NO_VALUE : formatItemValue(key, counting.value),
    score: score?.score ?? null,
    bonus: score?.bonus ?? null,
    level: (score?.level as Level | undefined) ?? null,
    interval: counting === null ? null : intervalOf(of, counting),
    attempts: item.attempts.map(view),
  };
}

function intervalOf(
  { plan, pupil, item }: { plan: TestDayPlan; pupil: TestDayPupil; item: SettledItem },
  { state }: SettledAttempt,
): ItemResultView['interval'] {
  const { heard, correction } = state;
  const value = correction ?? heard.measured;
  const place = plan.stations.find((at) => at.station === heard.station && at.item === heard.item);
  if (value === null || place === undefined || place.error === null) return null;
  const { grade, sex } = pupil;
  const { rounding } = item.slot.rule;
  return scoreInterval({ item: heard.item, grade, sex, value, error: place.error, rounding });
}

import type {
  Bilingual,
  FitnessHistory,
  HealthAnswers,
  Level,
  Prescription,
  SessionDone,
  Trajectory,
} from '@tizhi/contracts';
import { BmiLevel } from '@tizhi/contracts';
import { scorePupil } from '../../standard/index.ts';
import { isWork, LIBRARY_VERSION } from '../library/library.ts';
import { type Adherence, adherenceOf } from './adherence.ts';
import { because, RESTS_ON } from './because.ts';
import { changeSince, explanationOf } from './explain.ts';
import { candidatesOf, focusOf } from './focus.ts';
import { gradeNumber, intensityOf } from './intensity.ts';
import { allowedDrills, type Equipment } from './pick.ts';
import { readinessOf } from './readiness.ts';
import { type Aim, weeksOf } from './weeks.ts';

export interface PrescribeInput {
  /** Tests oldest first; the last one decides, the one before it shows whether an item got better. */
  readonly history: FitnessHistory;
  /** Only its screening is read: a blood pressure above its line sends to a doctor first. */
  readonly trajectory?: Trajectory | undefined;
  /** `null`: nobody was asked yet. */
  readonly answers: HealthAnswers | null;
  /** What was done of the plan so far. */
  readonly sessions?: readonly SessionDone[] | undefined;
  /** Sessions a week of the plan that they belong to; three where it is not said. */
  readonly sessionsPerWeek?: number | undefined;
  /** bpm; outside 150-230 it counts as not measured. */
  readonly measuredMaxBpm?: number | undefined;
  readonly ageYears?: number | undefined;
  /** What the school has; without it: everything. */
  readonly equipment?: readonly Equipment[] | undefined;
  /** The day of the prescription: answers older than 180 days are asked again. */
  readonly on?: string | undefined;
}

/** Sessions a week: vigorous and strengthening work three times (WHO 2020), two where three were too many. */
export const FREQUENCY = 3;
const FREQUENCY_WHEN_LITTLE_WAS_DONE = 2;

/** The most minutes of a session by grade; a convention of this project (`low`). */
export const MINUTES_CAP: readonly (readonly [upToGrade: number, minutes: number])[] = [
  [2, 20],
  [4, 25],
  [6, 30],
  [9, 40],
  [12, 45],
];
export const minutesCapOf = (grade: number): number => MINUTES_CAP.find(([upTo]) => grade <= upTo)?.[1] ?? 45;

/** As long for everybody: were it longer for weak pupils, they would be left alone on a wall at the end. */
const WEEKS = 6;
const LOWER: Readonly<Record<Level, Level>> = { fail: 'fail', pass: 'fail', good: 'pass', excellent: 'good' };

export const STOP_SIGNS: readonly Bilingual[] = [
  { zh: '胸痛或胸闷', en: 'pain or tightness in the chest' },
  { zh: '头晕、眼前发黑或要晕倒', en: 'dizziness, black before the eyes, or about to faint' },
  { zh: '脸色苍白、出冷汗', en: 'pale, with cold sweat' },
  { zh: '气喘得说不出话，休息也不缓解', en: 'too breathless to speak, also after a rest' },
  { zh: '关节或肌肉突然疼痛', en: 'sudden pain in a joint or muscle' },
];

/**
 * An exercise prescription (运动处方) by FITT-VP from a pupil's tests, or who must be asked first. Advice for a
 * teacher and a parent, not a medical decision. Nothing in it speaks of weight: a body-mass class chooses other
 * drills and stays unsaid. Method and sources: docs/prescriptions.md.
 */
export function prescribe(input: PrescribeInput): Prescription {
  const { history } = input;
  const test = history.tests.at(-1);
  if (test === undefined)
    return { kind: 'none', subject: history.subject, schoolYear: null, reason: 'no_test' };
  const head = { subject: history.subject, schoolYear: test.schoolYear };
  const candidates = candidatesOf(test);
  if (candidates.length === 0) return { kind: 'none', ...head, reason: 'no_score' };
  const ready = readinessOf({ ...input, test });
  if (ready.kind === 'stop') {
    const { action, answers, because } = ready;
    return { kind: 'refer', ...head, action, answers, because };
  }
  const grade = gradeNumber(test.grade);
  const bmi = BmiLevel.safeParse(scorePupil(test).items.bmi?.level);
  const pupil = {
    subject: history.subject,
    grade,
    bodyMass: bmi.success ? bmi.data : null,
    adapt: ready.adapt,
    equipment: input.equipment ?? null,
  };
  const allowed = allowedDrills(pupil);
  const chosen = focusOf(candidates, (candidate) =>
    allowed.some((drill) => isWork(drill) && drill.items.includes(candidate.item)),
  );
  if (chosen.length === 0)
    return {
      kind: 'refer',
      ...head,
      action: 'refer',
      answers: [...ready.adapt],
      because: because(
        ['没有合适的动作：请医生或康复老师安排', 'No drill fits: a doctor or therapist plans it'],
        RESTS_ON.own,
      ),
    };
  const isMaintenance = candidates.every(({ level }) => level === 'good' || level === 'excellent');
  const adherence = adherenceOf(input.sessions ?? [], input.sessionsPerWeek ?? FREQUENCY);
  const aims = chosen.map(({ focus, level }): Aim => {
    const change = changeSince(history, focus.item);
    return {
      focus,
      level: adherence.kind === 'hard' ? LOWER[level] : level,
      shift: change !== null && change.to <= change.from ? 1 : 0,
    };
  });
  const weakest = chosen.map(({ level }) => level).reduce(weaker);
  const frequency = adherence.kind === 'low' ? FREQUENCY_WHEN_LITTLE_WAS_DONE : FREQUENCY;
  const minutesCap = minutesCapOf(grade);
  const weeks = weeksOf({
    pupil,
    aims,
    weeks: WEEKS,
    frequency,
    minutesCap,
    pace: paceOf(isMaintenance, adherence),
  });
  const minutes = Math.max(...weeks.flatMap(({ sessions }) => sessions.map((session) => session.minutes)));
  return {
    kind: 'plan',
    ...head,
    libraryVersion: LIBRARY_VERSION,
    focus: aims.map(({ focus }) => focus),
    frequencyPerWeek: frequency,
    intensity: intensityOf({ ...input, test, level: adherence.kind === 'hard' ? LOWER[weakest] : weakest }),
    minutesPerSession: minutes,
    weeks,
    explanation: explanationOf({
      history,
      aims,
      adapt: ready.adapt,
      adherence,
      frequency,
      minutes,
      minutesCap,
      weeks: weeks.length,
      isMaintenance,
    }),
    stopSigns: [...STOP_SIGNS],
  };
}

const LEVELS: readonly Level[] = ['fail', 'pass', 'good', 'excellent'];
const weaker = (a: Level, b: Level): Level => (LEVELS.indexOf(a) <= LEVELS.indexOf(b) ? a : b);

function paceOf(isMaintenance: boolean, { kind }: Adherence): 'normal' | 'hold' | 'less' | 'ahead' {
  if (isMaintenance) return 'hold';
  if (kind === 'low') return 'less';
  return kind === 'easy' ? 'ahead' : 'normal';
}

import type { Because, FitnessTest, HealthAnswerKey, HealthAnswers, Trajectory } from '@tizhi/contracts';
import { because, RESTS_ON } from './because.ts';
import { HEALTH_QUESTIONS, type HealthQuestion } from './questions.ts';

/** Answers older than so many days are asked again; a convention of this project. */
export const ANSWERS_HOLD_DAYS = 180;

export type Readiness =
  /** `adapt`: positive answers whose drills are left out. */
  | { readonly kind: 'ready'; readonly adapt: readonly HealthAnswerKey[] }
  | {
      readonly kind: 'stop';
      readonly action: 'refer' | 'exclude' | 'ask';
      readonly answers: HealthAnswerKey[];
      readonly because: Because;
    };

/**
 * Whether a plan may be made at all, the most urgent reason first: what forbids exercise now, what a doctor
 * sees first, what has not been answered. No answer is never a "no".
 */
export function readinessOf(of: {
  readonly answers: HealthAnswers | null;
  readonly test: FitnessTest;
  readonly trajectory?: Trajectory | undefined;
  /** The day on which the plan is made, where it is known: old answers are asked again. */
  readonly on?: string | undefined;
}): Readiness {
  const given = of.answers?.answers ?? {};
  const yes = (onYes: HealthQuestion['onYes']): HealthAnswerKey[] =>
    HEALTH_QUESTIONS.filter((question) => question.onYes === onYes && given[question.key] === true).map(
      ({ key }) => key,
    );
  const excluded = yes('exclude');
  if (excluded.length > 0)
    return {
      kind: 'stop',
      action: 'exclude',
      answers: excluded,
      because: because(
        [
          '现在不要运动；康复并重新填写问卷后再定计划',
          'No exercise now; after recovery answer again, then a plan',
        ],
        excluded.every((key) => key === 'fever') ? RESTS_ON.fever : RESTS_ON.safety,
      ),
    };
  const referred = yes('refer');
  if (referred.length > 0)
    return {
      kind: 'stop',
      action: 'refer',
      answers: referred,
      because: because(
        ['先请医生检查，再制定运动计划', 'A doctor looks first, then a plan is made'],
        referred.every((key) => key === 'uncontrolled_seizures') ? RESTS_ON.safety : RESTS_ON.aha,
      ),
    };
  const found = foundAtTest(of);
  if (found !== null) return found;
  const missing = HEALTH_QUESTIONS.map(({ key }) => key).filter(
    (key) => given[key] === undefined || isOld(of.answers?.answeredOn, of.on),
  );
  if (missing.length > 0)
    return {
      kind: 'stop',
      action: 'ask',
      answers: missing,
      because: because(['先请家长填写健康问卷', 'A parent answers the health questions first'], RESTS_ON.aha),
    };
  return { kind: 'ready', adapt: yes('adapt') };
}

/** What the test itself says: an exemption, or a blood pressure above its line. */
function foundAtTest(of: { test: FitnessTest; trajectory?: Trajectory | undefined }): Readiness | null {
  if (Object.values(of.test.notMeasured).includes('exempt'))
    return {
      kind: 'stop',
      action: 'refer',
      answers: [],
      because: because(
        [
          '测试中有免测项目：请医生说明可以做什么',
          'Exempt from a part of the test: a doctor says what is allowed',
        ],
        RESTS_ON.own,
      ),
    };
  const elevated = of.trajectory?.screening.some(
    ({ kind, result, schoolYear }) =>
      kind === 'blood_pressure' && result === 'elevated' && schoolYear === of.test.schoolYear,
  );
  return elevated
    ? {
        kind: 'stop',
        action: 'refer',
        answers: ['high_blood_pressure'],
        because: because(
          [
            '体检血压偏高：先请医生复查',
            'Blood pressure above its line at the check-up: a doctor measures again first',
          ],
          RESTS_ON.aha,
        ),
      }
    : null;
}

const isOld = (answeredOn: string | undefined, on: string | undefined): boolean =>
  answeredOn !== undefined &&
  on !== undefined &&
  Date.parse(on) - Date.parse(answeredOn) > ANSWERS_HOLD_DAYS * 86_400_000;

import { randomUUID } from 'node:crypto';
import { HEALTH_QUESTIONS, prescribe, trajectoryOf } from '@tizhi/analytics';
import { dateInChina, hashToken, newToken } from '@tizhi/api';
import { AccountId, type HealthAnswerKey, PrescriptionId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { DemoLife } from './lives.ts';
import { DEMO_SCHOOL, LESSON_CLASS } from './people.ts';

const DAY_MS = 86_400_000;
const TEACHER = AccountId.parse('demo-teacher');
/** Seats whose parents answered with a yes, or not at all; the others' draft waits, or is confirmed. */
const YES: Readonly<Record<number, HealthAnswerKey>> = {
  7: 'fainting',
  12: 'asthma',
  20: 'injury_lower_limb',
};
const NOT_ASKED: ReadonlySet<number> = new Set([9, 31]);
const NOT_CONFIRMED: ReadonlySet<number> = new Set([3, 18, 27]);
const NICKNAMES: Readonly<Record<number, string>> = {
  1: '飞鱼',
  2: '小燕子',
  4: '闪电',
  6: '向日葵',
  8: '石头',
};

/** Monday of the week before, in China: the plans are in their second week. */
function lastMonday(now: number): string {
  const today = Date.parse(dateInChina(now));
  const weekday = new Date(today).getUTCDay() || 7;
  return new Date(today - (weekday - 1 + 7) * DAY_MS).toISOString().slice(0, 10);
}

/** Answers, drafts and confirmed plans of the class, and what its pupils are called on the wall. */
export async function seedPlans(
  records: RecordStore,
  { lives, now }: { readonly lives: readonly DemoLife[]; readonly now: number },
): Promise<void> {
  const { plans, walls } = records.care;
  const startsOn = lastMonday(now);
  const answeredOn = new Date(Date.parse(startsOn) - 3 * DAY_MS).toISOString().slice(0, 10);
  for (const { pupil, tests } of lives) {
    const { subject, seat } = pupil;
    const history = { subject, tests: [...tests] };
    const answers = {
      answeredOn,
      answers: Object.fromEntries(HEALTH_QUESTIONS.map(({ key }) => [key, YES[seat] === key])),
    };
    const at = Date.parse(`${answeredOn}T16:00:00+08:00`);
    if (!NOT_ASKED.has(seat)) await plans.saveAnswers({ subject, answers, at, account: TEACHER });
    await walls.saveLabel(subject, NICKNAMES[seat] ?? String(seat));
    const content = prescribe({
      history,
      trajectory: trajectoryOf(history),
      answers: NOT_ASKED.has(seat) ? null : answers,
      on: startsOn,
    });
    const prescription = PrescriptionId.parse(randomUUID());
    await plans.saveDraft({
      prescription,
      content,
      madeAt: at,
      state: 'draft',
      confirmedBy: null,
      confirmedAt: null,
      startsOn: null,
    });
    if (content.kind !== 'plan' || NOT_CONFIRMED.has(seat)) continue;
    await plans.confirm({ prescription, at: at + 3_600_000, account: TEACHER, startsOn });
    const done = content.weeks[0]?.sessions.length ?? 0;
    for (let session = 1; session <= done; session += 1) {
      const share = [1, 0.8, 0.5, 1][(seat + session) % 4] ?? 1;
      const on = new Date(Date.parse(startsOn) + (session - 1) * 2 * DAY_MS).toISOString().slice(0, 10);
      await plans.saveSession({
        prescription,
        done: { week: 1, session, on, done: share, rpe: 4 + (seat % 4) },
      });
    }
  }
}

const DISPLAY = 'demo-wall';

/** The demo's wall display with a new link, which is printed; the link of the start before opens nothing. */
export async function renewDemoDisplay(records: RecordStore, now: number): Promise<string> {
  const { walls } = records.care;
  const token = newToken();
  const { school } = DEMO_SCHOOL;
  await walls.removeDisplay(school, DISPLAY);
  await walls.addDisplay({
    display: DISPLAY,
    school,
    class: LESSON_CLASS.class,
    title: '八年级1班 · 今日锻炼 (DEMO)',
    madeAt: now,
    tokenHash: hashToken(token),
  });
  return token;
}

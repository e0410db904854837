import { findingsOf, trajectoryOf } from '@tizhi/analytics';
import { AccountId, type WarningAct } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { DemoLife } from './lives.ts';
import { DEMO_SCHOOL } from './people.ts';

const HOUR_MS = 3_600_000;
const NURSE = AccountId.parse('demo-nurse');
const TEACHER = AccountId.parse('demo-teacher');

/** What the demo's nurse did with some warnings, in turn; the others are open. */
const LIVES: readonly (readonly WarningAct[])[] = [
  [],
  [{ kind: 'acknowledge', note: null }],
  [],
  [{ kind: 'act', note: 'DEMO 已约家长下周来校面谈' }],
  [
    { kind: 'acknowledge', note: null },
    { kind: 'resolve', outcome: 'helped', note: 'DEMO 复测正常，已告知家长' },
  ],
  [],
];

/** Warnings as the school's own job finds them, some of them already in the nurse's hands. */
export async function seedWarnings(
  records: RecordStore,
  { lives, now }: { readonly lives: readonly DemoLife[]; readonly now: number },
): Promise<void> {
  const { warnings } = records.care;
  const { school } = DEMO_SCHOOL;
  const findings = lives.flatMap(({ pupil, tests }) => {
    const history = { subject: pupil.subject, tests: [...tests] };
    return findingsOf({ trajectory: trajectoryOf(history), history });
  });
  const subjects = lives.map(({ pupil }) => pupil.subject);
  const openedAt = now - 5 * HOUR_MS;
  await warnings.keep({ school, at: openedAt, subjects, findings });
  const alarms = (await warnings.list({ school, subjects, limit: 5_000 })).filter(
    ({ finding }) => finding.shownAs === 'alarm',
  );
  // By pupil and rule: the ids are random.
  const inOrder = alarms.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const [n, { warning, finding }] of inOrder.entries()) {
    const account = finding.rule.startsWith('total') ? TEACHER : NURSE;
    for (const [step, act] of (LIVES[n % LIVES.length] ?? []).entries())
      await warnings.append({ warning, at: openedAt + (step + 1) * HOUR_MS, account, act });
  }
}

const keyOf = ({
  finding,
}: {
  readonly finding: { readonly subject: string; readonly rule: string };
}): string => `${finding.subject} ${finding.rule}`;

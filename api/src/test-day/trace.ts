import { traceSteps } from '@tizhi/analytics';
import type {
  AccountId,
  AttemptArrival,
  AttemptId,
  ScoredItemKey,
  ScoreTrace,
  SubjectId,
  TestDayTrace,
} from '@tizhi/contracts';
import type { RecordStore, StoredAttempt } from '@tizhi/storage';
import { unhurried } from '../unhurried.ts';
import type { Day } from './day.ts';

/**
 * Walks a score back to the raw frame, with how each attempt came and who decided; `undefined` where the pupil
 * is not of the day or the item not of the pupil's group.
 */
export async function traceDay({
  day,
  records,
  subject,
  item,
}: {
  readonly day: Day;
  readonly records: RecordStore;
  readonly subject: SubjectId;
  readonly item: ScoredItemKey;
}): Promise<TestDayTrace | undefined> {
  const pupil = day.pupils.find((each) => each.subject === subject);
  const trace = await unhurried(traceSteps({ input: day.input, fold: day.fold, subject, item }));
  if (pupil === undefined || trace === undefined) return undefined;
  const { name, className } = pupil;
  return {
    ...trace,
    testDay: day.sources.plan.testDay,
    name,
    className,
    arrivals: attemptsIn(trace).flatMap((attempt) => {
      const stored = day.sources.arrivals.get(attempt);
      return stored === undefined ? [] : [arrivalOf(stored)];
    }),
    people: await namesOf(records, accountsIn(trace)),
  };
}

const attemptsIn = ({ sources }: ScoreTrace): AttemptId[] =>
  sources.flatMap(({ attempt }) => (attempt === null ? [] : [attempt.attempt]));

const accountsIn = ({ sources }: ScoreTrace): AccountId[] =>
  sources.flatMap(({ decisions }) => decisions.flatMap(({ account }) => (account === null ? [] : [account])));

function arrivalOf({ body, gateway, receivedAt, clock }: StoredAttempt): AttemptArrival {
  const { attempt, deviceAt, confidence, unit } = body;
  return { attempt, gateway, receivedAt, deviceAt, ...clock, confidence, unit };
}

/** Each account once, with the name that the pages show; `null`: the account is gone. */
export async function namesOf(
  records: RecordStore,
  accounts: readonly AccountId[],
): Promise<{ account: AccountId; accountName: string | null }[]> {
  const people = [];
  for (const account of new Set(accounts)) {
    const found = await records.accounts.find(account);
    people.push({ account, accountName: found?.displayName ?? null });
  }
  return people;
}

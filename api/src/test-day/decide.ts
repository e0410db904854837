import { foldSteps, refuseDecision, type TestDayInput } from '@tizhi/analytics';
import {
  type AccountId,
  type DecisionsRequest,
  type DecisionsResponse,
  type Instant,
  type TestDayDecision,
  type TestDayEntry,
  type TestDayId,
  TizhiError,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { notFound } from '../problem.ts';
import { unhurried } from '../unhurried.ts';
import type { Day } from './day.ts';
import type { DayBook } from './day-book.ts';
import { lastEntryOf } from './day-sources.ts';

export const noTestDay = () => notFound({ zh: '这个体测日', en: 'such test day' });

/**
 * Appends decisions to a test day, all or none. The same request again is not stored twice, and gets what the
 * first one got. Where several processes decide at once, each is judged on what stands when it is written. Throws the refusal of the first decision that is not allowed, and `TIZHI_NOT_FOUND`.
 */
export function decide(
  { book, records, clock }: { book: DayBook; records: RecordStore; clock: () => Instant },
  act: DecisionsRequest & { readonly testDay: TestDayId; readonly account: AccountId | null },
): Promise<DecisionsResponse> {
  const { testDay, account, request, decisions } = act;
  return book.alone(testDay, async (read) => {
    let entries: TestDayEntry[] | undefined;
    // Another process may decide between reading and writing: then all is judged anew on what it decided.
    while (entries === undefined) {
      const day = await read();
      if (day === undefined) throw noTestDay();
      const before = await records.testDays.appended(testDay, request);
      if (before !== undefined) return { entries: before, repeated: true };
      await refuseAny(day, { testDay, account, decisions, at: clock() });
      const made = { testDay, account, request, decisions, at: clock() };
      entries = await records.testDays.appendAfter({ ...made, after: lastEntryOf(day.sources) });
    }
    const span = `${entries.at(0)?.entry}-${entries.at(-1)?.entry}`;
    const kinds = [...new Set(decisions.map(({ kind }) => kind))].join(',');
    await records.audit.note({
      at: clock(),
      account,
      action: 'test-day.decided',
      detail: `${testDay} ${span} ${kinds}`,
    });
    return { entries, repeated: false };
  });
}

/**
 * Each decision is judged after those before it. The day is folded again only where one touches what an earlier
 * one of them changed: forty-five tapped finishers need no forty-five folds.
 */
async function refuseAny(
  day: Day,
  act: {
    readonly testDay: TestDayId;
    readonly account: AccountId | null;
    readonly decisions: readonly TestDayDecision[];
    readonly at: Instant;
  },
): Promise<void> {
  const { testDay, account, at, decisions } = act;
  let { input, fold } = day;
  let pending: TestDayDecision[] = [];
  const touched = new Set<string>();
  for (const decision of decisions) {
    const touches = touchedBy(decision);
    if (touches.some((thing) => touched.has(thing) || touched.has(EVERYTHING))) {
      input = withPending(input, { testDay, account, at, pending });
      fold = await unhurried(foldSteps(input));
      pending = [];
      touched.clear();
    }
    const refusal = refuseDecision({ input, fold, decision });
    if (refusal !== undefined) throw new TizhiError(refusal.code, refusal.params);
    for (const thing of touches) touched.add(thing);
    pending.push(decision);
  }
}

const EVERYTHING = 'everything';

function touchedBy(decision: TestDayDecision): string[] {
  switch (decision.kind) {
    case 'entered':
      return [decision.attempt, ...(decision.subject === null ? [] : [decision.subject])];
    case 'claimed':
      return [decision.attempt, decision.subject];
    case 'released':
    case 'fouled':
    case 'voided':
    case 'restored':
    case 'corrected':
      return [decision.attempt];
    case 'state_set':
    case 'retest_granted':
      return [decision.subject];
    case 'bib_given':
      return [decision.subject, `bib ${decision.tag}`];
    case 'queued':
    case 'skipped':
      return [`queue ${decision.station}`];
    case 'closed':
    case 'reopened':
      return [EVERYTHING];
  }
}

function withPending(
  input: TestDayInput,
  act: {
    readonly testDay: TestDayId;
    readonly account: AccountId | null;
    readonly at: Instant;
    readonly pending: readonly TestDayDecision[];
  },
): TestDayInput {
  const { testDay, account, at, pending } = act;
  const last = input.entries.at(-1)?.entry ?? 0;
  const more = pending.map((decision, i) => ({ entry: last + 1 + i, testDay, at, account, decision }));
  return { ...input, entries: [...input.entries, ...more] };
}

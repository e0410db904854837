import { formatItemValue } from '@tizhi/analytics';
import type { AttemptId, ItemKey, SeenResponse, SubjectId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { Day } from './day.ts';
import { namesOf } from './trace.ts';

/** Everybody who was shown an official value of this pupil and item, and whether it still stands. */
export async function whoSaw({
  day,
  records,
  subject,
  item,
}: {
  readonly day: Day;
  readonly records: RecordStore;
  readonly subject: SubjectId;
  readonly item: ItemKey;
}): Promise<SeenResponse['seen']> {
  const { testDay } = day.sources.plan;
  const all = await records.testDays.whoSaw({ testDay, subject, item });
  // Among all attempts those of this day: another day's number is not this one's.
  const sights = all.filter((sight) => sight.testDay !== null || isOfDay(day, sight.attempt));
  const names = new Map(
    (
      await namesOf(
        records,
        sights.flatMap(({ account }) => account ?? []),
      )
    ).map((each) => [each.account, each.accountName]),
  );
  const now = day.pupils
    .find((pupil) => pupil.subject === subject)
    ?.results.find((result) => result.item === item);
  return sights.map(({ at, account, attempt, value }) => {
    const display = formatItemValue(item, value);
    return {
      at,
      account,
      accountName: account === null ? null : (names.get(account) ?? null),
      attempt,
      value,
      display,
      // As it was read: an attempt's own value is not rounded yet.
      current: now?.attempt === attempt && now.display === display,
    };
  });
}

const isOfDay = ({ sources }: Day, attempt: AttemptId): boolean =>
  sources.arrivals.has(attempt) ||
  sources.entries.some(({ decision }) => decision.kind === 'entered' && decision.attempt === attempt);

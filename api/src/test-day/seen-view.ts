import { formatItemValue } from '@tizhi/analytics';
import type { ItemKey, SeenResponse, SubjectId } from '@tizhi/contracts';
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
  const sights = await records.testDays.whoSaw({ testDay, subject, item });
  const names = new Map(
    (
      await namesOf(
        records,
        sights.map(({ account }) => account),
      )
    ).map((each) => [each.account, each.accountName]),
  );
  const now = day.pupils
    .find((pupil) => pupil.subject === subject)
    ?.results.find((result) => result.item === item);
  return sights.map(({ at, account, attempt, value }) => ({
    at,
    account,
    accountName: names.get(account) ?? null,
    attempt,
    value,
    display: formatItemValue(item, value),
    current: now?.value === value && now.attempt === attempt,
  }));
}

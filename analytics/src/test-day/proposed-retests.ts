import type { ItemKey, SubjectId } from '@tizhi/contracts';
import type { TestDayFold } from './input.ts';

/**
 * Results whose station's error reaches over a level line and that rest on one attempt: a second would tell.
 * Proposed only; a person grants it.
 */
export function proposedRetests({
  pupils,
}: Pick<TestDayFold, 'pupils'>): readonly { readonly subject: SubjectId; readonly item: ItemKey }[] {
  return pupils.flatMap(({ subject, results }) =>
    results.flatMap(({ item, interval, attempts }) => {
      const valid = attempts.filter(({ status }) => status === 'counts' || status === 'valid');
      return interval?.crossesLevel === true && valid.length === 1 ? [{ subject, item }] : [];
    }),
  );
}

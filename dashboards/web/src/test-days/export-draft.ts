import type { ClassId, ExportCheck, ExportQuery } from '@tizhi/contracts';

/** What the form of the national file holds; every choice has its usual value. */
export type ExportDraft = Required<Pick<ExportQuery, 'variant' | 'format' | 'states'>> & {
  readonly allowEmpty: readonly MayBeEmpty[];
  /** `null`: all classes of the test day. */
  readonly class: ClassId | null;
};
export type MayBeEmpty = (typeof MAY_BE_EMPTY)[number];

/** Columns that a school may leave empty and that this form offers; the file has no vision columns. */
export const MAY_BE_EMPTY = ['classCode', 'nationality', 'address'] as const;
export const VARIANTS = ['national', 'district', 'university'] as const;
export const FORMATS = ['xlsx', 'xls', 'csv'] as const;

export const USUAL_EXPORT: ExportDraft = {
  variant: 'national',
  format: 'xlsx',
  states: 'empty',
  allowEmpty: [],
  class: null,
};

/** The query of both requests, the check and the file. */
export function exportQuery(draft: ExportDraft): string {
  const query = new URLSearchParams({
    variant: draft.variant,
    format: draft.format,
    states: draft.states,
    vision: 'none',
  });
  for (const column of draft.allowEmpty) query.append('allowEmpty', column);
  if (draft.class !== null) query.set('class', draft.class);
  return query.toString();
}

/** The same thing wrong in many rows is one thing to mend: problems by column and sentence, the most first. */
export function problemGroups(
  problems: ExportCheck['problems'],
  language: 'zh' | 'en',
): readonly { readonly column: string; readonly text: string; readonly cells: ExportCheck['problems'] }[] {
  const groups = Map.groupBy(problems, (problem) => `${problem.column}\n${problem[language]}`);
  return [...groups.values()]
    .flatMap((cells) => {
      const [first] = cells;
      return first === undefined ? [] : [{ column: first.column, text: first[language], cells }];
    })
    .sort((a, b) => b.cells.length - a.cells.length);
}

import type { SubjectId, TestDayDecision, TestDayPupilView } from '@tizhi/contracts';

/** Bibs as they are to be given: by pupil, the text of the field where somebody wrote in it. */
export type BibDraft = ReadonlyMap<SubjectId, string>;

/** The longest tag that stations and cards carry. */
export const MAX_BIB = 64;

/** Numbers one after the other in the order of the seats, from the first on. */
export function numbered(pupils: readonly TestDayPupilView[], first: number): BibDraft {
  return new Map(pupils.map(({ subject }, at) => [subject, String(first + at)]));
}

export type Giving =
  | { readonly ok: true; readonly decisions: readonly TestDayDecision[] }
  | { readonly ok: false; readonly twice: string };

/** The decisions that give what was written; a bib twice among them would name only the last pupil. */
export function givingOf(pupils: readonly TestDayPupilView[], draft: BibDraft): Giving {
  const given = pupils.flatMap(({ subject, tag }) => {
    const text = draft.get(subject)?.trim() ?? '';
    return text === '' || text === tag ? [] : [{ kind: 'bib_given' as const, tag: text, subject }];
  });
  const tags = given.map(({ tag }) => tag);
  const twice = tags.find((tag, at) => tags.indexOf(tag) !== at);
  return twice === undefined ? { ok: true, decisions: given } : { ok: false, twice };
}

/** Pupils of the day from whom a giving takes a bib away: it names one pupil at a time. */
export function losers(
  all: readonly TestDayPupilView[],
  decisions: readonly TestDayDecision[],
): readonly TestDayPupilView[] {
  const given = new Map(
    decisions.flatMap((decision) =>
      decision.kind === 'bib_given' ? [[decision.tag, decision.subject] as const] : [],
    ),
  );
  const renewed = new Set(given.values());
  return all.filter(
    ({ subject, tag }) =>
      tag !== null && given.has(tag) && given.get(tag) !== subject && !renewed.has(subject),
  );
}

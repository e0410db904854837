/** Ids asked for in one statement, far below what either database takes. */
const IDS_AT_ONCE = 500;

/** The ids in portions that fit one statement each; without those that are `null`. */
export function* portions<Id>(ids: readonly (Id | null)[]): Generator<Id[]> {
  const named = ids.filter((id) => id !== null);
  for (let at = 0; at < named.length; at += IDS_AT_ONCE) yield named.slice(at, at + IDS_AT_ONCE);
}

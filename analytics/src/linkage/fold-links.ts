import type { LinkEntry, LinkedRow, LinkRow } from '@tizhi/contracts';

/** What people decided, after the engine. */
export interface FoldedLinks {
  readonly links: readonly LinkedRow[];
  /** Decisions that touched a row, in their order, by `file` and `row`. */
  readonly history: (row: LinkRow) => readonly LinkEntry[];
  /** Decisions that changed nothing, and why: none is lost. */
  readonly unused: readonly UnusedEntry[];
}

export interface UnusedEntry {
  readonly entry: number;
  /** `clash`: one person would have two tests of an occasion. `no_effect`: it was so already. */
  readonly reason: 'unknown_row' | 'clash' | 'no_effect';
}

/**
 * Applies merges and un-merges over the engine's links, in the order of their entries: the same decisions give the
 * same persons, however often the engine runs again. A merge gives the rows of `b` the person of `a`; an un-merge
 * takes `b` out again, with the rows that the engine had linked to it and not to `a`. `occasionOf` keeps a merge
 * from giving a person two tests of one occasion.
 */
export function foldLinks(
  links: readonly LinkedRow[],
  entries: readonly LinkEntry[],
  options: { readonly occasionOf?: (row: LinkRow) => string | undefined } = {},
): FoldedLinks {
  const state = new Map(links.map((link) => [keyOf(link), { ...link, engine: link.person, decided: false }]));
  const members = new Map<string, Set<string>>();
  for (const [key, { person }] of state) members.set(person, (members.get(person) ?? new Set()).add(key));
  const history = new Map<string, LinkEntry[]>();
  const unused: UnusedEntry[] = [];

  const move = (keys: readonly string[], person: string): void => {
    for (const key of keys) {
      const link = state.get(key);
      if (link === undefined) continue;
      members.get(link.person)?.delete(key);
      members.set(person, (members.get(person) ?? new Set()).add(key));
      state.set(key, { ...link, person, decided: true });
    }
  };

  for (const entry of [...entries].sort((x, y) => x.entry - y.entry)) {
    const [a, b] = [keyOf(entry.decision.a), keyOf(entry.decision.b)];
    const [linkA, linkB] = [state.get(a), state.get(b)];
    for (const key of [a, b]) history.set(key, [...(history.get(key) ?? []), entry]);
    if (linkA === undefined || linkB === undefined) {
      unused.push({ entry: entry.entry, reason: 'unknown_row' });
      continue;
    }
    const together = linkA.person === linkB.person;
    const rowsOfB = [...(members.get(linkB.person) ?? [])];
    if (entry.decision.kind === 'merge') {
      if (together) unused.push({ entry: entry.entry, reason: 'no_effect' });
      else if (clash([...(members.get(linkA.person) ?? []), ...rowsOfB]))
        unused.push({ entry: entry.entry, reason: 'clash' });
      else move([...rowsOfB, a], linkA.person);
    } else if (!together) {
      unused.push({ entry: entry.entry, reason: 'no_effect' });
    } else {
      const apart = linkA.engine !== linkB.engine;
      const leaving = apart ? rowsOfB.filter((key) => state.get(key)?.engine === linkB.engine) : [b];
      move(leaving, newPerson(apart ? linkB.engine : `${linkB.person}-${entry.entry}`));
      move([a], linkA.person);
    }
  }

  function newPerson(wanted: string): string {
    return (members.get(wanted)?.size ?? 0) === 0 ? wanted : newPerson(`${wanted}x`);
  }

  function clash(keys: readonly string[]): boolean {
    const occasions = keys.map((key) => {
      const link = state.get(key);
      return link === undefined ? undefined : options.occasionOf?.(link);
    });
    const known = occasions.filter((occasion) => occasion !== undefined);
    return new Set(known).size < known.length;
  }

  return {
    links: [...state.values()].map(({ engine: _, decided, ...link }) =>
      decided
        ? { ...link, probability: 1, status: (members.get(link.person)?.size ?? 0) > 1 ? 'auto' : 'single' }
        : { ...link, status: statusOf(link, members.get(link.person)?.size ?? 1) },
    ),
    history: (row) => history.get(keyOf(row)) ?? [],
    unused,
  };
}

/** A row whose only companion left is alone. */
const statusOf = (link: LinkedRow, rows: number): LinkedRow['status'] =>
  link.status === 'auto' && rows === 1 ? 'single' : link.status;

const keyOf = ({ file, row }: LinkRow): string => `${row} ${file}`;

import { createHmac, randomBytes } from 'node:crypto';
import {
  foldLinks,
  linkRows,
  occasionOf,
  ROW_STATUS,
  type RosterSheet,
  RowTable,
  readLinkageSheet,
} from '@tizhi/analytics';
import {
  type LinkEntry,
  type LinkedRow,
  type LinkReport,
  type LinkRow,
  MAX_LINK_REVIEW,
  MAX_LINK_ROWS_AT_ONCE,
} from '@tizhi/contracts';

/** What a linkage works on: the sheets of the files, and what people decided. */
export interface LinkWork {
  readonly files: readonly { readonly name: string; readonly sheets: readonly RosterSheet[] }[];
  readonly entries: readonly LinkEntry[];
}
export type LinkOutcome =
  | { readonly kind: 'linked'; readonly report: LinkReport }
  | {
      readonly kind: 'unusable';
      readonly file: string;
      readonly problem: { readonly zh: string; readonly en: string };
    }
  | { readonly kind: 'too_many' };

/** Links the rows of national files. Student numbers are compared by a key that is made here and forgotten. */
export function linkFiles({ files, entries }: LinkWork): LinkOutcome {
  const secret = randomBytes(32);
  const table = new RowTable();
  const places: LinkRow[] = [];
  const occasions: string[] = [];
  for (const { name, sheets } of files) {
    const read = sheets.map(({ name: sheet, cells }) => ({ sheet, of: readLinkageSheet(cells) }));
    const usable = read.flatMap(({ sheet, of }) => (of.kind === 'sheet' ? [{ sheet, rows: of.rows }] : []));
    if (usable.length === 0) {
      const problem = read.flatMap(({ of }) => (of.kind === 'unusable' ? [of.problem] : []))[0];
      return {
        kind: 'unusable',
        file: name,
        problem: problem ?? { zh: '没有工作表', en: 'it has no sheet' },
      };
    }
    for (const [n, { sheet, rows }] of usable.entries()) {
      const file = n === 0 ? name : `${name}#${sheet}`;
      for (const { row, identity, grade, schoolYear } of rows) {
        if (places.length >= MAX_LINK_ROWS_AT_ONCE) return { kind: 'too_many' };
        const occasion = occasionOf({ grade, schoolYear }, file);
        const numberKey =
          identity.number === null
            ? null
            : createHmac('sha256', secret).update(identity.number).digest('base64url').slice(0, 22);
        table.add({ identity, numberKey, occasion, stage: grade ?? occasion });
        places.push({ file, row });
        occasions.push(occasion);
      }
    }
  }
  return { kind: 'linked', report: reportOf({ table, places, occasions, entries }) };
}

function reportOf(of: {
  readonly table: RowTable;
  readonly places: readonly LinkRow[];
  readonly occasions: readonly string[];
  readonly entries: readonly LinkEntry[];
}): LinkReport {
  const { table, places, occasions, entries } = of;
  const linkage = linkRows(table.columns());
  const engine = places.map(
    (place, n): LinkedRow => ({
      ...place,
      person: `p-${(linkage.person[n] ?? 0) + 1}`,
      probability: linkage.probability[n] ?? 1,
      status: ROW_STATUS[linkage.status[n] ?? 0] ?? 'single',
    }),
  );
  const occasionAt = new Map(places.map((place, n) => [keyOf(place), occasions[n]]));
  const { links, unused } = foldLinks(engine, entries, { occasionOf: (row) => occasionAt.get(keyOf(row)) });
  const decided = new Set(entries.map(({ decision }) => pairKey(decision.a, decision.b)));
  const open = linkage.review.flatMap(({ a, b, probability }) => {
    const [at, with_] = [places[a], places[b]];
    if (at === undefined || with_ === undefined || decided.has(pairKey(at, with_))) return [];
    if (links[a]?.person === links[b]?.person) return [];
    return [{ a: at, b: with_, probability, pair: [a, b] as const }];
  });
  const count = (status: LinkedRow['status']) => links.filter((link) => link.status === status).length;
  return {
    rows: [...links],
    review: open.slice(0, MAX_LINK_REVIEW).map(({ a, b, probability, pair }) => ({
      a,
      b,
      probability,
      fields: [...linkage.explain(...pair)],
    })),
    reviewCount: open.length,
    counts: {
      rows: links.length,
      persons: new Set(links.map(({ person }) => person)).size,
      auto: count('auto'),
      review: count('review'),
      single: count('single'),
    },
    unused: [...unused],
  };
}

const keyOf = ({ file, row }: LinkRow): string => `${row} ${file}`;
const pairKey = (a: LinkRow, b: LinkRow): string => [keyOf(a), keyOf(b)].sort().join('\n');

import { createHmac } from 'node:crypto';
import { type CorruptionMix, cityTests, corrupter, type IdentityText, identityText } from '../city/people.ts';
import { type Linkage, linkRows } from './link-rows.ts';
import { readIdentity } from './read-identity.ts';
import { type RowColumns, RowTable } from './row-table.ts';
import { seededChance } from './seeded-chance.ts';

/** A row as a file has it, and whose it is. */
export interface TrueRow {
  readonly text: IdentityText;
  readonly occasion: string;
  readonly stage: string;
  readonly pupil: number;
}

export interface LinkedCity {
  readonly linkage: Linkage;
  readonly rows: RowColumns;
  readonly truth: readonly number[];
}

export const tableOf = (rows: Iterable<TrueRow>): { columns: RowColumns; truth: number[] } => {
  const table = new RowTable();
  const truth: number[] = [];
  for (const { text, occasion, stage, pupil } of rows) {
    const identity = readIdentity(text);
    const key =
      identity.number === null
        ? null
        : createHmac('sha256', 'test').update(identity.number).digest('base64url');
    table.add({ identity, numberKey: key, occasion, stage });
    truth.push(pupil);
  }
  return { columns: table.columns(), truth };
};

export function link(rows: Iterable<TrueRow>): LinkedCity {
  const { columns, truth } = tableOf(rows);
  return { linkage: linkRows(columns), rows: columns, truth };
}

/** A synthetic city's rows of grades 4, 6 and 8, with errors. */
export function* cityRows(of: {
  readonly pupils: number;
  readonly rate: number;
  readonly mix?: CorruptionMix;
  readonly seed?: number;
}): Generator<TrueRow> {
  const { pupils, rate, mix, seed = 1 } = of;
  const corrupt = corrupter({ rate, chance: seededChance(seed + 1), ...(mix === undefined ? {} : { mix }) });
  const above = new Map<string, IdentityText>();
  for (const test of cityTests({ pupils, seed })) {
    const clean = identityText(test);
    const { row: text } = corrupt(clean, above.get(test.grade) ?? clean);
    above.set(test.grade, clean);
    yield { text, occasion: String(test.schoolYear), stage: test.grade, pupil: test.pupil };
  }
}

/** Over pairs of rows, of what was linked without a person. */
export function judge({ linkage, truth }: LinkedCity): { precision: number; recall: number } {
  let [right, wrong, all] = [0, 0, 0];
  const rowsOf = Map.groupBy(truth.keys(), (row) => truth[row]);
  for (const rows of rowsOf.values()) all += (rows.length * (rows.length - 1)) / 2;
  const persons = Map.groupBy(
    [...truth.keys()].filter((row) => linkage.status[row] === 2),
    (row) => linkage.person[row],
  );
  for (const rows of persons.values())
    for (const [n, a] of rows.entries())
      for (const b of rows.slice(n + 1)) {
        if (truth[a] === truth[b]) right += 1;
        else wrong += 1;
      }
  return { precision: right / (right + wrong), recall: right / all };
}

import type { RowColumns } from './row-table.ts';

/** How often each value occurs: a rare name is more evidence than a common one. Counts by id. */
export interface Frequencies {
  readonly named: number;
  readonly folded: Int32Array;
  readonly sound: Int32Array;
  readonly loose: Int32Array;
  readonly bag: Int32Array;
  /** Surnames and given names have ids of one range. */
  readonly part: Int32Array;
  readonly number: Int32Array;
  readonly numbered: number;
  /** Of sex codes 0-2. */
  readonly sex: readonly number[];
  /** Sum over surnames of the squared share: the chance that two rows share a surname. */
  readonly surnamesMeet: number;
}

export function countFrequencies(rows: RowColumns): Frequencies {
  const { names } = rows;
  const counts = (size: number) => new Int32Array(size);
  const [folded, sound, loose, bag] = [names.size, names.size, names.size, names.size].map(counts) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const part = counts(names.partCount);
  const number = counts(rows.counts.numbers);
  const sex = [0, 0, 0];
  let named = 0;
  let numbered = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const name = rows.name[row] ?? -1;
    if (name >= 0) {
      named += 1;
      increment(folded, names.foldedId[name]);
      increment(sound, names.soundId[name]);
      increment(loose, names.looseId[name]);
      increment(bag, names.bagId[name]);
      increment(part, names.surnameId[name]);
      increment(part, names.givenId[name]);
    }
    const numberId = rows.number[row] ?? 0;
    if (numberId > 0) numbered += 1;
    increment(number, numberId);
    const code = rows.sex[row] ?? 0;
    sex[code] = (sex[code] ?? 0) + 1;
  }
  return {
    named,
    folded,
    sound,
    loose,
    bag,
    part,
    number,
    numbered,
    sex,
    surnamesMeet: surnamesMeet(rows, part, named),
  };
}

function increment(counts: Int32Array, id: number | undefined): void {
  if (id !== undefined) counts[id] = (counts[id] ?? 0) + 1;
}

function surnamesMeet({ names }: RowColumns, part: Int32Array, named: number): number {
  let meet = 0;
  for (const surname of new Set(names.surnameId)) meet += ((part[surname] ?? 0) / Math.max(1, named)) ** 2;
  return meet;
}

import type { RowColumns } from './row-table.ts';

/** Links by number that a school's own record of where its pupils go needs to outweigh the general rule. */
const PRIOR_LINKS = 8;
/** Before any link is known: as likely as not that the school is the same. */
const PRIOR_SAME = { same: 5, of: 10 };

/**
 * Where pupils of a school are found at the next test: learned from rows that a number links, for 6 to 8 leads from
 * one school to another and which ones is no chance. Without links only "the same school" is evidence.
 */
export class SchoolPaths {
  readonly #rows: RowColumns;
  readonly #schools: number;
  /** Rows of each school at each stage. */
  readonly #at: Int32Array;
  readonly #atStage: Int32Array;
  readonly #together = new Map<number, number>();
  readonly #from = new Map<number, number>();
  readonly #same = new Map<number, number>();
  readonly #pairs = new Map<number, number>();

  constructor(rows: RowColumns) {
    this.#rows = rows;
    this.#schools = rows.counts.schools;
    this.#at = new Int32Array(rows.counts.stages * this.#schools);
    this.#atStage = new Int32Array(rows.counts.stages);
    for (let row = 0; row < rows.length; row += 1) {
      const school = rows.school[row] ?? 0;
      const stage = rows.stage[row] ?? 0;
      if (school === 0) continue;
      const at = stage * this.#schools + school;
      this.#at[at] = (this.#at[at] ?? 0) + 1;
      this.#atStage[stage] = (this.#atStage[stage] ?? 0) + 1;
    }
  }

  /** Two rows of one person. */
  learn(a: number, b: number): void {
    const [from, to] = this.#ordered(a, b);
    const [schoolA, schoolB] = [this.#rows.school[from] ?? 0, this.#rows.school[to] ?? 0];
    if (schoolA === 0 || schoolB === 0) return;
    const stages = this.#stagesOf(from, to);
    add(this.#together, this.#key(stages, schoolA, schoolB));
    add(this.#from, this.#key(stages, schoolA, 0));
    add(this.#pairs, stages);
    if (schoolA === schoolB) add(this.#same, stages);
  }

  /** Chance of the later school among rows of one person, and among any rows; both schools known. */
  chances(a: number, b: number): { readonly matched: number; readonly any: number } {
    const [from, to] = this.#ordered(a, b);
    const [schoolA, schoolB] = [this.#rows.school[from] ?? 0, this.#rows.school[to] ?? 0];
    const stages = this.#stagesOf(from, to);
    const any = this.#share(this.#rows.stage[to] ?? 0, schoolB);
    const same =
      ((this.#same.get(stages) ?? 0) + PRIOR_SAME.same) / ((this.#pairs.get(stages) ?? 0) + PRIOR_SAME.of);
    const general =
      schoolA === schoolB
        ? same
        : ((1 - same) * any) / Math.max(0.01, 1 - this.#share(this.#rows.stage[to] ?? 0, schoolA));
    const seen = this.#together.get(this.#key(stages, schoolA, schoolB)) ?? 0;
    const of = this.#from.get(this.#key(stages, schoolA, 0)) ?? 0;
    return { matched: (seen + PRIOR_LINKS * general) / (of + PRIOR_LINKS), any };
  }

  #share(stage: number, school: number): number {
    return ((this.#at[stage * this.#schools + school] ?? 0) + 0.5) / ((this.#atStage[stage] ?? 0) + 10);
  }

  /** The same way round for every pair of two stages. */
  #ordered(a: number, b: number): readonly [number, number] {
    return (this.#rows.stage[a] ?? 0) <= (this.#rows.stage[b] ?? 0) ? [a, b] : [b, a];
  }

  #stagesOf(from: number, to: number): number {
    return (this.#rows.stage[from] ?? 0) * this.#rows.counts.stages + (this.#rows.stage[to] ?? 0);
  }

  #key(stages: number, a: number, b: number): number {
    return (stages * this.#schools + a) * this.#schools + b;
  }
}

const add = (counts: Map<number, number>, key: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

import { GrownInts } from './grown-ints.ts';
import { Interner, NameTable } from './name-table.ts';
import type { Identity } from './read-identity.ts';

/** A row ready to be linked: identity, and when the test was. */
export interface LinkageRow {
  readonly identity: Omit<Identity, 'number' | 'moved'>;
  /** Keyed hash of the student number; `null`: none. */
  readonly numberKey: string | null;
  /** One test a pupil: the school year, else the grade, else the file. Two rows of one occasion are two pupils. */
  readonly occasion: string;
  /** What the school depends on, such as the grade; the occasion where it is unknown. */
  readonly stage: string;
}

const SEX_CODES = { male: 1, female: 2 } as const;

/**
 * All rows as columns of small integers: a city of 1.5 million rows is about 50 MB, names and schools are kept
 * once. Id 0 of a number, school or class means that the row does not say it; a name id of -1 likewise.
 */
export class RowTable {
  readonly names = new NameTable();
  readonly #numbers = new Interner();
  readonly #schools = new Interner();
  readonly #occasions = new Interner();
  readonly #stages = new Interner();
  readonly #columns = {
    number: new GrownInts(),
    name: new GrownInts(),
    birthDate: new GrownInts(),
    sex: new GrownInts(),
    school: new GrownInts(),
    classNumber: new GrownInts(),
    occasion: new GrownInts(),
    stage: new GrownInts(),
  };

  /** Adds a row; rows are known by the order in which they came, from 0. */
  add({ identity, numberKey, occasion, stage }: LinkageRow): void {
    const columns = this.#columns;
    columns.number.push(numberKey === null ? 0 : this.#numbers.idOf(numberKey) + 1);
    columns.name.push(identity.name === null ? -1 : this.names.idOf(identity.name));
    columns.birthDate.push(identity.birthDate);
    columns.sex.push(identity.sex === null ? 0 : SEX_CODES[identity.sex]);
    columns.school.push(identity.school === null ? 0 : this.#schools.idOf(identity.school) + 1);
    columns.classNumber.push(identity.classNumber);
    columns.occasion.push(this.#occasions.idOf(occasion));
    columns.stage.push(this.#stages.idOf(stage));
  }

  /** The keyed hash that a row's `number` stands for. */
  numberKeyOf(id: number): string {
    return this.#numbers.textOf(id - 1);
  }

  get counts(): { readonly [of in 'numbers' | 'schools' | 'occasions' | 'stages']: number } {
    return {
      numbers: this.#numbers.size + 1,
      schools: this.#schools.size + 1,
      occasions: this.#occasions.size,
      stages: this.#stages.size,
    };
  }

  /** The rows so far; not changed by later ones. */
  columns(): RowColumns {
    const c = this.#columns;
    return {
      length: c.number.length,
      number: c.number.values(),
      name: c.name.values(),
      birthDate: c.birthDate.values(),
      sex: c.sex.values(),
      school: c.school.values(),
      classNumber: c.classNumber.values(),
      occasion: c.occasion.values(),
      stage: c.stage.values(),
      names: this.names,
      counts: this.counts,
    };
  }
}

export interface RowColumns {
  readonly length: number;
  readonly number: Int32Array;
  readonly name: Int32Array;
  readonly birthDate: Int32Array;
  readonly sex: Int32Array;
  readonly school: Int32Array;
  readonly classNumber: Int32Array;
  readonly occasion: Int32Array;
  readonly stage: Int32Array;
  readonly names: NameTable;
  readonly counts: RowTable['counts'];
}

import { compareDates } from './compare-dates.ts';
import { compareNames } from './compare-names.ts';
import type { Frequencies } from './frequencies.ts';
import { LINK_FIELDS, NAME, PLAIN } from './levels.ts';
import type { LinkModel } from './model.ts';
import type { RowColumns } from './row-table.ts';
import type { SchoolPaths } from './school-paths.ts';

const NUMBER = 0;
const NAME_FIELD = 1;
const BIRTH_DATE = 2;
const SEX = 3;
const SCHOOL = 4;
const CLASS = 5;
export const FIELD_COUNT = LINK_FIELDS.length;

/** A name nobody else bears counts as if half a further person did. */
const UNSEEN = 0.5;
/** Rows that a small set of files is filled up with in thought, so that its few names do not look common. */
const BACKGROUND_ROWS = 1_000;

/** Compares two rows and weighs what it sees. One object is reused: read `levels` before the next pair. */
export class PairScorer {
  readonly #rows: RowColumns;
  readonly #frequencies: Frequencies;
  readonly #paths: SchoolPaths;
  #model: LinkModel;
  /** Level of each field of the last pair. */
  readonly levels = new Uint8Array(FIELD_COUNT);
  /** log2 of the chance of what was seen among strangers; 0 where a field says nothing. */
  readonly logU = new Float64Array(FIELD_COUNT);
  /** The same among rows of one person, of the fields that estimation does not reach (school). */
  #logSchool = 0;

  constructor(from: {
    readonly rows: RowColumns;
    readonly frequencies: Frequencies;
    readonly paths: SchoolPaths;
    readonly model: LinkModel;
  }) {
    this.#rows = from.rows;
    this.#frequencies = from.frequencies;
    this.#paths = from.paths;
    this.#model = from.model;
  }

  set model(model: LinkModel) {
    this.#model = model;
  }
  get model(): LinkModel {
    return this.#model;
  }

  /** log2 of the odds that rows `a` and `b` are one person. */
  score(a: number, b: number): number {
    this.compare(a, b);
    let score = Math.log2(this.#model.priorOdds);
    for (let field = 0; field < FIELD_COUNT; field += 1) score += this.weight(field);
    return score;
  }

  /** log2 of the likelihood ratio of a field of the last pair. */
  weight(field: number): number {
    const level = this.levels[field] ?? 0;
    if (level === 0) return 0;
    if (field === SCHOOL) return this.#logSchool - (this.logU[SCHOOL] ?? 0);
    const name = LINK_FIELDS[field] ?? 'number';
    return Math.log2(this.#model.m[name][level] ?? 1e-9) - (this.logU[field] ?? 0);
  }

  compare(a: number, b: number): void {
    const rows = this.#rows;
    this.#compareNumbers(rows.number[a] ?? 0, rows.number[b] ?? 0);
    this.#compareNames(rows.name[a] ?? -1, rows.name[b] ?? -1);
    const date = compareDates(rows.birthDate[a] ?? 0, rows.birthDate[b] ?? 0);
    this.#set(BIRTH_DATE, date, this.#model.u.birth_date[date]);
    const [sexA, sexB] = [rows.sex[a] ?? 0, rows.sex[b] ?? 0];
    const sex = sexA === 0 || sexB === 0 ? PLAIN.missing : sexA === sexB ? PLAIN.same : PLAIN.different;
    this.#set(SEX, sex, this.#sexChance(sex, sexB));
    this.#compareSchools(a, b);
  }

  #set(field: number, level: number, chance: number | undefined): void {
    this.levels[field] = level;
    this.logU[field] = level === 0 ? 0 : Math.log2(Math.max(1e-12, chance ?? 1));
  }

  #compareNumbers(a: number, b: number): void {
    const { number, numbered } = this.#frequencies;
    if (a === 0 || b === 0) this.#set(NUMBER, PLAIN.missing, 1);
    else if (a !== b) this.#set(NUMBER, PLAIN.different, 1);
    else this.#set(NUMBER, PLAIN.same, rarity(number[a], numbered));
  }

  #compareNames(a: number, b: number): void {
    const level = a < 0 || b < 0 ? NAME.missing : compareNames(this.#rows.names, a, b);
    this.#set(NAME_FIELD, level, this.#nameChance(level, a));
  }

  /** A shared rare name is more evidence than a shared common one. */
  #nameChance(level: number, a: number): number {
    const { names } = this.#rows;
    const { folded, sound, loose, bag, part, named, surnamesMeet } = this.#frequencies;
    const general = this.#model.u.name[level] ?? 1;
    switch (level) {
      case NAME.missing:
        return 1;
      case NAME.same:
      case NAME.variant:
        return rarity(folded[names.foldedId[a] ?? 0], named);
      case NAME.homophone:
        return Math.max(rarity(sound[names.soundId[a] ?? 0], named), general);
      case NAME.swapped:
        return Math.max(rarity(bag[names.bagId[a] ?? 0], named), general / 10);
      case NAME.nearHomophone:
        return Math.max(rarity(loose[names.looseId[a] ?? 0], named), general);
      case NAME.given:
        return share(part[names.givenId[a] ?? 0], named);
      case NAME.oneCharacter:
      case NAME.dropped:
      case NAME.surname:
        return (general * share(part[names.surnameId[a] ?? 0], named)) / Math.max(0.001, surnamesMeet);
      default:
        return general;
    }
  }

  #sexChance(level: number, sex: number): number {
    const [, male = 0, female = 0] = this.#frequencies.sex;
    const same = ((sex === 1 ? male : female) + 5) / (male + female + 10);
    return level === PLAIN.same ? same : 1 - same;
  }

  #compareSchools(a: number, b: number): void {
    const rows = this.#rows;
    const [schoolA, schoolB] = [rows.school[a] ?? 0, rows.school[b] ?? 0];
    const known = schoolA !== 0 && schoolB !== 0;
    const level = !known ? PLAIN.missing : schoolA === schoolB ? PLAIN.same : PLAIN.different;
    if (known) {
      const { matched, any } = this.#paths.chances(a, b);
      this.#logSchool = Math.log2(matched);
      this.#set(SCHOOL, level, any);
    } else this.#set(SCHOOL, level, 1);
    const [classA, classB] = [rows.classNumber[a] ?? 0, rows.classNumber[b] ?? 0];
    // Class numbers of two schools have nothing to do with each other.
    const comparable = level === PLAIN.same && classA !== 0 && classB !== 0;
    const sameClass = !comparable ? PLAIN.missing : classA === classB ? PLAIN.same : PLAIN.different;
    this.#set(CLASS, sameClass, this.#model.u.class[sameClass]);
  }
}

/** Share of rows of other people with a value that `count` rows have, the two at hand among them. */
const rarity = (count: number | undefined, of: number): number =>
  (Math.max(0, (count ?? 0) - 2) + UNSEEN) / (of + BACKGROUND_ROWS);

const share = (count: number | undefined, of: number): number =>
  ((count ?? 0) + UNSEEN) / (of + BACKGROUND_ROWS);

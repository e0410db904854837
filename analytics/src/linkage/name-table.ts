import { foldCharacter, looseReading, readingOf } from './characters.ts';

/** Surnames of two characters that still occur in school registers. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 上官 司马 司徒 诸葛 皇甫 尉迟 公孙 慕容 令狐 夏侯 东方 端木 独孤 南宫 宇文 长孙 轩辕 西门 闻人 ' +
    '申屠 呼延 澹台 公冶 宗政 濮阳 淳于 单于 太叔 钟离 鲜于 闾丘 司空 司寇 仉督 子车 颛孙 巫马 公西 漆雕 ' +
    '乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 呼延 羊舌 微生 梁丘 左丘 东门 西门 第五'
  ).split(' '),
);

/** Gives equal texts equal small numbers, in order of first appearance. */
export class Interner {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  textOf(id: number): string {
    return this.#texts[id] ?? '';
  }
  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(text, id);
    this.#texts.push(text);
    return id;
  }
  get size(): number {
    return this.#ids.size;
  }
}

/** Everything that comparing and blocking need of each distinct name, by the name's id. */
export class NameTable {
  readonly #names = new Interner();
  readonly #folds = new Interner();
  readonly #sounds = new Interner();
  readonly #looseSounds = new Interner();
  readonly #bags = new Interner();
  readonly #parts = new Interner();
  /** As written, spaces and signs removed. */
  readonly text: string[] = [];
  /** Variant characters folded. */
  readonly folded: string[] = [];
  readonly foldedId: number[] = [];
  /** Toneless pinyin. */
  readonly soundId: number[] = [];
  /** Pinyin without what speakers confuse. */
  readonly looseId: number[] = [];
  /** The same characters in any order. */
  readonly bagId: number[] = [];
  readonly surnameId: number[] = [];
  readonly givenId: number[] = [];
  /** Characters of the surname. */
  readonly surnameLength: number[] = [];

  get size(): number {
    return this.text.length;
  }

  /** Ids of surnames and given names are below this. */
  get partCount(): number {
    return this.#parts.size;
  }

  idOf(name: string): number {
    const id = this.#names.idOf(name);
    if (id < this.text.length) return id;
    const signs = [...name].map(foldCharacter);
    const readings = signs.map(readingOf);
    const surnameLength = signs.length > 2 && COMPOUND_SURNAMES.has(signs.slice(0, 2).join('')) ? 2 : 1;
    this.text.push(name);
    this.folded.push(signs.join(''));
    this.foldedId.push(this.#folds.idOf(signs.join('')));
    this.soundId.push(this.#sounds.idOf(readings.join(' ')));
    this.looseId.push(this.#looseSounds.idOf(readings.map(looseReading).join(' ')));
    this.bagId.push(this.#bags.idOf([...signs].sort().join('')));
    this.surnameId.push(this.#parts.idOf(signs.slice(0, surnameLength).join('')));
    this.givenId.push(this.#parts.idOf(`-${signs.slice(surnameLength).join('')}`));
    this.surnameLength.push(surnameLength);
    return id;
  }
}

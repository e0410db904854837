/**
 * Values as SQLite gives and takes them. Numbers of 64 bits are counters and epoch milliseconds, far below 2^53.
 */
const INT8 = 20;
const BYTEA = 17;
const TEXT = 25;
type Parse = (text: string) => unknown;

const PARSERS: Readonly<Record<number, Parse>> = {
  [INT8]: Number,
  [BYTEA]: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  [TEXT]: (text) => plainText(text),
};

/** A parser of this store, or the one that pg has for a type. */
export const parserOf = (oid: number, usual: Parse): Parse => PARSERS[oid] ?? usual;

/** A parameter as PostgreSQL takes it. */
export const toParameter = (value: unknown): unknown =>
  typeof value === 'string' ? storedText(value) : value;

/**
 * PostgreSQL's text has no NUL character, and a station may well send one: it is written as a private character
 * and a `0`, that character itself as the character and a `1`.
 */
const MARK = '\uF8FF';

function storedText(text: string): string {
  if (!text.includes('\0') && !text.includes(MARK)) return text;
  return text.replaceAll(MARK, `${MARK}1`).replaceAll('\0', `${MARK}0`);
}

function plainText(stored: string): string {
  if (!stored.includes(MARK)) return stored;
  return stored.replaceAll(`${MARK}0`, '\0').replaceAll(`${MARK}1`, MARK);
}

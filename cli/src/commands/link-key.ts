import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RowColumns } from '@tizhi/analytics';
import { systemProblem, TizhiError } from '@tizhi/contracts';
import type { LinkPlaces } from './link-places.ts';

/** Shorter secrets can be guessed, and with them every student number. */
const MIN_KEY_BYTES = 16;

export interface LinkKey {
  readonly secret: Buffer;
  /** Made for this run: the next run's pseudonyms are others. */
  readonly fresh: boolean;
}

/** The secret of `--key-file`, else of `TIZHI_LINK_KEY`, else a new one. Throws where it is unusable. */
export function linkKey(file: string | undefined): LinkKey {
  const given = file === undefined ? process.env.TIZHI_LINK_KEY : readKeyFile(file);
  if (given === undefined) return { secret: randomBytes(32), fresh: true };
  const secret = Buffer.from(given.trim(), 'utf8');
  if (secret.length >= MIN_KEY_BYTES) return { secret, fresh: false };
  throw new TizhiError('TIZHI_USAGE', {
    problem: `the link key needs at least ${MIN_KEY_BYTES} bytes`,
    problemZh: `密钥至少需要 ${MIN_KEY_BYTES} 字节`,
    command: 'tizhi link',
  });
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) }, { cause: error });
  }
}

/** HMAC-SHA256 of a student number, 128 bits of it: enough that two numbers do not meet. */
export const numberKey = ({ secret }: LinkKey, number: string): string =>
  createHmac('sha256', secret).update(`number:${number}`).digest('base64url').slice(0, 22);

/**
 * The pseudonym of a person by the first of their rows: made from the first student number of their rows where that is
 * theirs alone, so that the same key gives the same pseudonym next year; else from where the first row stands.
 */
export function pseudonyms(of: {
  readonly key: LinkKey;
  readonly columns: RowColumns;
  /** First row of each row's person. */
  readonly person: Int32Array;
  readonly places: LinkPlaces;
}): (firstRow: number) => string {
  const { key, columns, person, places } = of;
  const numbers = new Map<number, number>();
  for (const [row, number] of columns.number.entries()) {
    const first = person[row] ?? row;
    if (number !== 0 && !numbers.has(first)) numbers.set(first, number);
  }
  const made = new Map<number, string>();
  const taken = new Set<string>();
  const nameOf = (seed: string) =>
    `p-${createHmac('sha256', key.secret).update(`person:${seed}`).digest('hex').slice(0, 16)}`;
  return (firstRow) => {
    const known = made.get(firstRow);
    if (known !== undefined) return known;
    const number = numbers.get(firstRow);
    const { file, row } = places.at(firstRow);
    const wanted = nameOf(number === undefined ? `row ${row} ${file}` : places.numberKeyOf(number));
    const name = taken.has(wanted) ? nameOf(`row ${row} ${file}`) : wanted;
    taken.add(name);
    made.set(firstRow, name);
    return name;
  };
}

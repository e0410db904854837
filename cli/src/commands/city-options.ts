import { TizhiError } from '@tizhi/contracts';

export const MOST_PUPILS = 20_000_000;

/** An option's whole number. Throws `TIZHI_USAGE` where it is none, or out of its range. */
export function wholeNumber(of: {
  readonly option: string;
  readonly text: string;
  readonly least: number;
  readonly most: number;
  readonly command: string;
}): number {
  const value = Number(of.text);
  if (/^\d+$/.test(of.text) && value >= of.least && value <= of.most) return value;
  throw new TizhiError('TIZHI_USAGE', {
    problem: `${of.option} takes a whole number from ${of.least} to ${of.most}, not "${of.text}"`,
    command: of.command,
  });
}

export const seedOf = (text: string, command: string): number =>
  wholeNumber({ option: '--seed', text, least: 0, most: 2 ** 31 - 1, command });

import type { Sex } from '@tizhi/contracts';
import type { Chance } from './names.ts';

/**
 * Student numbers (全国学籍号) of 19 characters: G and an 18-digit identity number, or L and a temporary one of the
 * same length. Synthetic ones begin with area 99, which no county of China has: none can be a real person's.
 */

const AREAS = 16;
/** Weights of the check digit of GB 11643 (ISO 7064, MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

export function nationalNumber(
  of: { readonly birthDate: string; readonly sex: Sex; readonly order: number },
  chance: Chance,
): string {
  const area = 990_101 + Math.floor(chance() * AREAS);
  const sequence = (of.order * 2 + (of.sex === 'male' ? 1 : 0)) % 1_000;
  const digits = `${area}${of.birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return `G${digits}${checkDigit(digits)}`;
}

/** Of a pupil without an identity number: replaced by a national one some day. */
export const temporaryNumber = (chance: Chance): string =>
  `L99${String(Math.floor(chance() * 1e8)).padStart(8, '0')}${String(Math.floor(chance() * 1e8)).padStart(8, '0')}`;

export const checkDigit = (digits: string): string =>
  CHECKS[[...digits].reduce((sum, digit, at) => sum + Number(digit) * (WEIGHTS[at] ?? 0), 0) % 11] ?? '';

import { z } from 'zod';

/** Units a measurement may be stated in, with the name a teacher reads. */
export const UNITS = {
  bpm: { zh: '次/分', en: 'bpm' },
  count: { zh: '次', en: 'reps' },
  ms: { zh: '毫秒', en: 'ms' },
  s: { zh: '秒', en: 's' },
  min: { zh: '分', en: 'min' },
  mm: { zh: '毫米', en: 'mm' },
  cm: { zh: '厘米', en: 'cm' },
  m: { zh: '米', en: 'm' },
  in: { zh: '英寸', en: 'in' },
  g: { zh: '克', en: 'g' },
  kg: { zh: '千克', en: 'kg' },
  jin: { zh: '斤', en: 'jin' },
  lb: { zh: '磅', en: 'lb' },
  ml: { zh: '毫升', en: 'ml' },
  l: { zh: '升', en: 'l' },
  'kg/m2': { zh: '千克/米²', en: 'kg/m²' },
  kJ: { zh: '千焦', en: 'kJ' },
  '%': { zh: '%', en: '%' },
  degC: { zh: '摄氏度', en: '°C' },
  mmHg: { zh: '毫米汞柱', en: 'mmHg' },
  ohm: { zh: '欧姆', en: 'Ω' },
  'm/s': { zh: '米/秒', en: 'm/s' },
  '1/min': { zh: '次/分', en: '/min' },
  W: { zh: '瓦', en: 'W' },
  V: { zh: '伏', en: 'V' },
  hPa: { zh: '百帕', en: 'hPa' },
  ppm: { zh: 'ppm', en: 'ppm' },
} as const;
export type Unit = keyof typeof UNITS;
export const Unit = z.enum(Object.keys(UNITS) as [Unit, ...Unit[]]);

/** Each unit as an exact fraction (numerator, denominator) of its dimension's base unit. */
const SCALE: Readonly<Record<Unit, readonly [dimension: string, numerator: number, denominator: number]>> = {
  bpm: ['rate', 1, 1],
  count: ['count', 1, 1],
  ms: ['time', 1, 1000],
  s: ['time', 1, 1],
  min: ['time', 60, 1],
  mm: ['length', 1, 10],
  cm: ['length', 1, 1],
  m: ['length', 100, 1],
  in: ['length', 254, 100], // exact since 1959
  g: ['mass', 1, 1000],
  kg: ['mass', 1, 1],
  jin: ['mass', 1, 2], // 市斤 = 500 g
  lb: ['mass', 45_359_237, 100_000_000], // exact since 1959
  ml: ['volume', 1, 1],
  l: ['volume', 1000, 1],
  'kg/m2': ['bmi', 1, 1],
  kJ: ['energy', 1, 1],
  '%': ['share', 1, 1],
  degC: ['temperature', 1, 1], // Fahrenheit has another zero: a decoder converts it itself
  mmHg: ['pressure', 1, 1],
  ohm: ['resistance', 1, 1],
  'm/s': ['speed', 1, 1],
  '1/min': ['frequency', 1, 1],
  W: ['power', 1, 1],
  V: ['voltage', 1, 1],
  hPa: ['air pressure', 1, 1],
  ppm: ['concentration', 1, 1],
};

/**
 * Converts between units of one dimension. Multiplies before it divides, so whole numbers in metric
 * units stay exact (2.25 m is 225 cm). Returns `undefined` where the dimensions differ.
 */
export function convert(value: number, from: Unit, to: Unit): number | undefined {
  const [fromDimension, fromNumerator, fromDenominator] = SCALE[from];
  const [toDimension, toNumerator, toDenominator] = SCALE[to];
  if (fromDimension !== toDimension) return undefined;
  if (from === to) return value;
  const converted = (value * (fromNumerator * toDenominator)) / (fromDenominator * toNumerator);
  // Twelve significant digits: removes the binary dust of 2.3 * 100 without touching any real digit.
  return Number(converted.toPrecision(12));
}

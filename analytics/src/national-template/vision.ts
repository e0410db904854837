import { type Heading, normalForm } from './headings.ts';
import type { Bilingual } from './item-cell.ts';
import { type Cell, plainText } from './text.ts';

/**
 * One eye as the national file has it. Before 2021: naked vision, pinhole (串镜) and refraction (屈光不正)
 * codes. From the 2021 collection on: naked vision, sphere S and cylinder C in dioptres, axis A in degrees.
 */
export interface Eye {
  /** 裸眼视力: 0 (worse than 3.0), or 3.0-5.3. */
  readonly naked?: number;
  readonly pinhole?: number;
  readonly refraction?: number;
  readonly sphere?: number;
  readonly cylinder?: number;
  readonly axis?: number;
}
export type EyePart = keyof Eye;

export interface Vision {
  readonly left: Eye;
  readonly right: Eye;
}

export type VisionField = `${keyof Vision}.${EyePart}`;

/** The words behind 左眼 and 右眼. */
export const EYE_HEADINGS: Readonly<Record<EyePart, string>> = {
  naked: '裸眼视力',
  pinhole: '串镜',
  refraction: '屈光不正',
  sphere: '屈光球镜S',
  cylinder: '屈光柱镜C',
  axis: '屈光轴位A',
};
export const EYE_SIDES: Readonly<Record<keyof Vision, string>> = { left: '左眼', right: '右眼' };

const FIELDS = (Object.keys(EYE_SIDES) as (keyof Vision)[]).flatMap((side) =>
  (Object.keys(EYE_HEADINGS) as EyePart[]).map((part) => ({
    field: `${side}.${part}` as const,
    heading: EYE_SIDES[side] + EYE_HEADINGS[part],
  })),
);
const FIELD_OF: ReadonlyMap<string, VisionField> = new Map(
  FIELDS.flatMap(({ field, heading }) => [
    [normalForm(heading), field] as const,
    [normalForm(heading.replace(/[SCA]$/, '')), field] as const,
  ]),
);

export function readVisionHeading(
  cell: Cell,
): (Omit<Heading, 'field'> & { readonly field: VisionField }) | undefined {
  const text = plainText(cell);
  const field = FIELD_OF.get(normalForm(text));
  return field === undefined ? undefined : { field, text, inSeconds: false, rank: 0 };
}

export const isVision = (field: string): field is VisionField => /^(left|right)\./.test(field);

/** The side and the part of a field. */
export const eyeOf = (field: VisionField): readonly [keyof Vision, EyePart] =>
  field.split('.') as [keyof Vision, EyePart];

/**
 * The codes and the naked vision are the national system's (reporting-template.md). For the dioptres and the
 * axis no range was found: these bounds are ours and only catch slips of the hand.
 */
const RULES: Readonly<
  Record<EyePart, { readonly holds: (value: number) => boolean; readonly allowed: string }>
> = {
  naked: {
    holds: (value) => (value === 0 || (value >= 3 && value <= 5.3)) && hasSteps(value, 10),
    allowed: '0, 3.0 – 5.3',
  },
  pinhole: { holds: (value) => [0, -1, 1, 2, 9].includes(value), allowed: '0 (≥ 5.0); -1, 1, 2, 9 (< 5.0)' },
  refraction: { holds: (value) => [0, 1, 2, 3, 9].includes(value), allowed: '0, 1, 2, 3, 9' },
  sphere: { holds: (value) => Math.abs(value) <= 30 && hasSteps(value, 100), allowed: '-30.00 – 30.00' },
  cylinder: { holds: (value) => Math.abs(value) <= 15 && hasSteps(value, 100), allowed: '-15.00 – 15.00' },
  axis: { holds: (value) => Number.isInteger(value) && value >= 0 && value <= 180, allowed: '0 – 180' },
};
const hasSteps = (value: number, scale: number): boolean =>
  Math.abs(value * scale - Math.round(value * scale)) < 1e-6;

export const allowedVision = (part: EyePart): Bilingual => ({
  zh: RULES[part].allowed,
  en: RULES[part].allowed,
});

/** What is wrong with one part of an eye; `undefined`: nothing. A pinhole test fits the naked vision beside it. */
export function visionProblem(part: EyePart, eye: Eye): Bilingual | undefined {
  const value = eye[part];
  if (value === undefined) return undefined;
  if (!RULES[part].holds(value)) return { zh: '不在允许范围内', en: 'is not allowed' };
  if (part !== 'pinhole') return undefined;
  if (eye.naked === undefined) return { zh: '没有对应的裸眼视力', en: 'stands without a naked vision' };
  return eye.naked >= 5 === (value === 0)
    ? undefined
    : { zh: '与裸眼视力不符', en: 'does not fit the naked vision' };
}

import { z } from 'zod';
import type { Unit } from './units.ts';

/**
 * Items of the national fitness test (国家学生体质健康标准, 2014 revision) that a station can measure.
 * `min`/`max` are the legal input range that the national reporting system enforces
 * (shared standard notes, reporting-template.md); `decimals` is the stored precision.
 */
export const ITEMS = {
  height: { zh: '身高', en: 'Height', unit: 'cm', decimals: 1, min: 80, max: 250 },
  weight: { zh: '体重', en: 'Weight', unit: 'kg', decimals: 1, min: 14, max: 200 },
  vital_capacity: { zh: '肺活量', en: 'Vital capacity', unit: 'ml', decimals: 0, min: 500, max: 9999 },
  run_50m: { zh: '50米跑', en: '50 m run', unit: 's', decimals: 1, min: 5, max: 20 },
  sit_and_reach: { zh: '坐位体前屈', en: 'Sit and reach', unit: 'cm', decimals: 1, min: -30, max: 40 },
  rope_skip_1min: {
    zh: '一分钟跳绳',
    en: 'Rope skipping, 1 min',
    unit: 'count',
    decimals: 0,
    min: 0,
    max: 300,
  },
  sit_up_1min: { zh: '一分钟仰卧起坐', en: 'Sit-ups, 1 min', unit: 'count', decimals: 0, min: 0, max: 99 },
  shuttle_50m_x8: { zh: '50米×8往返跑', en: '50 m × 8 shuttle', unit: 's', decimals: 0, min: 45, max: 240 },
  pull_up: { zh: '引体向上', en: 'Pull-ups', unit: 'count', decimals: 0, min: 0, max: 99 },
  standing_long_jump: {
    zh: '立定跳远',
    en: 'Standing long jump',
    unit: 'cm',
    decimals: 0,
    min: 50,
    max: 400,
  },
  run_1000m: { zh: '1000米跑', en: '1000 m run', unit: 's', decimals: 0, min: 120, max: 540 },
  run_800m: { zh: '800米跑', en: '800 m run', unit: 's', decimals: 0, min: 120, max: 540 },
} as const satisfies Record<
  string,
  { zh: string; en: string; unit: Unit; decimals: 0 | 1; min: number; max: number }
>;
export type ItemKey = keyof typeof ITEMS;
export const ItemKey = z.enum(Object.keys(ITEMS) as [ItemKey, ...ItemKey[]]);

/** What the standard scores: every measured item but height and weight, which together give BMI. */
export type ScoredItemKey = Exclude<ItemKey, 'height' | 'weight'> | 'bmi';
export const ScoredItemKey = z.enum([
  'bmi',
  ...(Object.keys(ITEMS).filter((key) => key !== 'height' && key !== 'weight') as Exclude<
    ItemKey,
    'height' | 'weight'
  >[]),
]);

/** School grades 1-12 (小学、初中、高中); `u12` and `u34` are university years 1-2 and 3-4. */
export const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', 'u12', 'u34'] as const;
export const Grade = z.enum(GRADES);
export type Grade = z.infer<typeof Grade>;

export const SEXES = ['male', 'female'] as const;
export const Sex = z.enum(SEXES);
export type Sex = z.infer<typeof Sex>;

/** 优秀, 良好, 及格, 不及格. */
export const Level = z.enum(['excellent', 'good', 'pass', 'fail']);
export type Level = z.infer<typeof Level>;

/** 正常, 低体重, 超重, 肥胖. */
export const BmiLevel = z.enum(['normal', 'underweight', 'overweight', 'obese']);
export type BmiLevel = z.infer<typeof BmiLevel>;

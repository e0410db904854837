import { z } from 'zod';
import type { Unit } from './units.ts';

/**
 * What a sensor tells besides the heart rate and the items of the fitness test. `min`/`max` are what the
 * quantity can be at all (a body, a machine, a room): a value outside is kept with the doubt `out_of_range`, never
 * believed. They are wide on purpose: what is alarming is a rule's business, not a decoder's.
 */
export const QUANTITIES = {
  spo2: { zh: '血氧饱和度', en: 'Oxygen saturation', unit: '%', min: 20, max: 100 },
  pulse_rate: { zh: '脉率', en: 'Pulse rate', unit: 'bpm', min: 20, max: 300 },
  perfusion_index: { zh: '灌注指数', en: 'Perfusion index', unit: '%', min: 0, max: 30 },
  body_temperature: { zh: '体温', en: 'Body temperature', unit: 'degC', min: 20, max: 45 },
  systolic_pressure: { zh: '收缩压', en: 'Systolic blood pressure', unit: 'mmHg', min: 30, max: 300 },
  diastolic_pressure: { zh: '舒张压', en: 'Diastolic blood pressure', unit: 'mmHg', min: 10, max: 220 },
  mean_pressure: { zh: '平均动脉压', en: 'Mean arterial pressure', unit: 'mmHg', min: 15, max: 250 },
  cuff_pressure: { zh: '袖带压力', en: 'Cuff pressure', unit: 'mmHg', min: 0, max: 330 },
  body_fat: { zh: '体脂率', en: 'Body fat', unit: '%', min: 1, max: 75 },
  fat_free_mass: { zh: '去脂体重', en: 'Fat-free mass', unit: 'kg', min: 5, max: 200 },
  soft_lean_mass: { zh: '软瘦组织量', en: 'Soft lean mass', unit: 'kg', min: 5, max: 200 },
  muscle_mass: { zh: '肌肉量', en: 'Muscle mass', unit: 'kg', min: 3, max: 150 },
  muscle_share: { zh: '肌肉率', en: 'Muscle percentage', unit: '%', min: 1, max: 90 },
  body_water_mass: { zh: '身体水分量', en: 'Body water mass', unit: 'kg', min: 3, max: 150 },
  impedance: { zh: '生物电阻抗', en: 'Bioelectrical impedance', unit: 'ohm', min: 50, max: 5_000 },
  basal_metabolism: { zh: '基础代谢', en: 'Basal metabolism', unit: 'kJ', min: 1_000, max: 20_000 },
  body_mass_index: { zh: '体质指数', en: 'Body mass index', unit: 'kg/m2', min: 5, max: 100 },
  grip_strength: { zh: '握力', en: 'Grip strength', unit: 'kg', min: 0, max: 120 },
  speed: { zh: '速度', en: 'Speed', unit: 'm/s', min: 0, max: 40 },
  cadence: { zh: '步频或踏频', en: 'Cadence', unit: '1/min', min: 0, max: 400 },
  stride_length: { zh: '步幅', en: 'Stride length', unit: 'm', min: 0, max: 5 },
  distance: { zh: '距离', en: 'Distance', unit: 'm', min: 0, max: 1_000_000 },
  power: { zh: '功率', en: 'Power', unit: 'W', min: -5_000, max: 5_000 },
  energy: { zh: '能量消耗', en: 'Energy expended', unit: 'kJ', min: 0, max: 300_000 },
  inclination: { zh: '坡度', en: 'Inclination', unit: '%', min: -100, max: 100 },
  resistance: { zh: '阻力等级', en: 'Resistance level', unit: 'count', min: -1_000, max: 1_000 },
  strokes: { zh: '划桨次数', en: 'Strokes', unit: 'count', min: 0, max: 65_535 },
  steps: { zh: '步数', en: 'Steps', unit: 'count', min: 0, max: 4_294_967_295 },
  wheel_revolutions: { zh: '车轮转数', en: 'Wheel revolutions', unit: 'count', min: 0, max: 4_294_967_295 },
  crank_revolutions: { zh: '曲柄转数', en: 'Crank revolutions', unit: 'count', min: 0, max: 65_535 },
  elapsed_time: { zh: '已用时间', en: 'Elapsed time', unit: 's', min: 0, max: 1_000_000 },
  forced_vital_capacity: { zh: '用力肺活量', en: 'Forced vital capacity', unit: 'ml', min: 0, max: 12_000 },
  battery: { zh: '电量', en: 'Battery', unit: '%', min: 0, max: 100 },
  battery_voltage: { zh: '电池电压', en: 'Battery voltage', unit: 'V', min: 0, max: 20 },
  air_temperature: { zh: '气温', en: 'Air temperature', unit: 'degC', min: -60, max: 85 },
  humidity: { zh: '湿度', en: 'Humidity', unit: '%', min: 0, max: 100 },
  air_pressure: { zh: '气压', en: 'Air pressure', unit: 'hPa', min: 300, max: 1_200 },
  co2: { zh: '二氧化碳浓度', en: 'Carbon dioxide', unit: 'ppm', min: 0, max: 65_535 },
} as const satisfies Record<string, { zh: string; en: string; unit: Unit; min: number; max: number }>;
export type Quantity = keyof typeof QUANTITIES;
export const Quantity = z.enum(Object.keys(QUANTITIES) as [Quantity, ...Quantity[]]);

/** Samples of a body or of its motion at a fixed rate, and the unit each is given in. */
export const SIGNALS = {
  ecg: { zh: '心电', en: 'ECG', unit: 'uV' },
  ppg: { zh: '光电容积脉搏波', en: 'Photoplethysmogram', unit: 'raw' },
  acceleration: { zh: '加速度', en: 'Acceleration', unit: 'g' },
  rotation: { zh: '角速度', en: 'Rotation', unit: 'deg/s' },
  magnetic_field: { zh: '磁场', en: 'Magnetic field', unit: 'gauss' },
} as const satisfies Record<string, { zh: string; en: string; unit: string }>;
export type Signal = keyof typeof SIGNALS;
export const Signal = z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]]);

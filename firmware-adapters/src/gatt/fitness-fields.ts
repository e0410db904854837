import type { Group, Part } from './flagged.ts';
import { ratio, type Scale } from './formats.ts';

/**
 * Fields that the machines of the Fitness Machine Service 0x1826 share.
 * Source: Bluetooth SIG, Fitness Machine Service 1.0 (and 1.0.1), section 4, and GATT Specification Supplement.
 */
/** 0.01 km/h to m/s: 1000/3600/100. */
const SPEED = ratio(1, 360);
/** Thermochemical kilocalories: 4.184 kJ exactly. */
const KILOCALORIES = ratio(4184, 1000);
/** Seconds for 500 m: only a machine that moves has a pace, so that 0 gives no speed. */
const PACE: Scale = { of: (raw) => 500 / raw, raw: (value) => 500 / value };

const NOT_AVAILABLE = 0xffff;
const NOT_AVAILABLE_SIGNED = 0x7fff;

/** "More Data" set: the first field comes in another notification of the same moment. Averages are read past. */
export const firstField = (...parts: readonly Part[]): Group => ({ bit: 0, whenClear: true, parts });
export const speed: Part = { name: 'speed', format: 'u16', is: { quantity: 'speed' }, scale: SPEED };
export const pace: Part = {
  name: 'pace',
  format: 'u16',
  none: NOT_AVAILABLE,
  is: { quantity: 'speed' },
  scale: PACE,
};
export const past = (bit: number, format: Part['format'], ...names: readonly string[]): Group => ({
  bit,
  parts: names.map((name) => ({ name, format })),
});
export const distance = (bit: number): Group => ({
  bit,
  parts: [{ name: 'distance', format: 'u24', is: { quantity: 'distance' } }],
});
export const inclination = (bit: number): Group => ({
  bit,
  parts: [
    {
      name: 'inclination',
      format: 's16',
      none: NOT_AVAILABLE_SIGNED,
      is: { quantity: 'inclination' },
      scale: ratio(1, 10),
    },
    { name: 'ramp_angle', format: 's16', none: NOT_AVAILABLE_SIGNED },
  ],
});
/** A whole octet in tens (1.0.1 and the Supplement); two octets before. */
export const resistance = (bit: number, earlier: Scale): Group => ({
  bit,
  parts: [
    {
      name: 'resistance',
      format: 'u8',
      is: { quantity: 'resistance' },
      scale: ratio(10),
      earlier: { format: 's16', scale: earlier },
    },
  ],
});
export const power = (bit: number): Group => ({
  bit,
  parts: [{ name: 'power', format: 's16', none: NOT_AVAILABLE_SIGNED, is: { quantity: 'power' } }],
});
export const cadence = (bit: number, format: 'u8' | 'u16', scale: Scale): Group => ({
  bit,
  parts: [{ name: 'cadence', format, is: { quantity: 'cadence' }, scale }],
});
/** The last four that every machine has, in this order, from the bit of the energy on. */
export const energyToRemaining = (bit: number): readonly Group[] => [
  {
    bit,
    parts: [
      { name: 'energy', format: 'u16', none: NOT_AVAILABLE, is: { quantity: 'energy' }, scale: KILOCALORIES },
      { name: 'energy_per_hour', format: 'u16', none: NOT_AVAILABLE },
      { name: 'energy_per_minute', format: 'u8', none: 0xff },
    ],
  },
  { bit: bit + 1, parts: [{ name: 'heart_rate', format: 'u8', is: 'heart_rate' }] },
  { bit: bit + 2, parts: [{ name: 'metabolic_equivalent', format: 'u8' }] },
  { bit: bit + 3, parts: [{ name: 'elapsed', format: 'u16', is: { quantity: 'elapsed_time' } }] },
  { bit: bit + 4, parts: [{ name: 'remaining', format: 'u16' }] },
];

export const MACHINE = {
  service: '1826',
  connect: {
    zh: '打开器械的蓝牙；同一时间只能连接一台主机。',
    en: 'Switch its Bluetooth on; a machine talks to one host at a time.',
  },
} as const;

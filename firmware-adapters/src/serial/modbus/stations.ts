import type { ItemKey, Reading } from '@tizhi/contracts';
import { toHex } from '../../bytes.ts';
import type { DeviceDefinition, Golden } from '../../device.ts';
import { measured } from '../say.ts';
import { modbusDevice } from './modbus-device.ts';
import type { RegisterMap, RegisterValue } from './register-map.ts';
import { readAnswer } from './rtu.ts';

/*
 * Fitness-test stations with a PLC or a small controller. There is no standard map: makers choose their own. These are
 * the maps that a station with our demonstration firmware has; a real one is the same few lines with its own numbers:
 *
 * | register | what |
 * |---|---|
 * | 0 | bit 0: a measurement is ready; bit 1: not settled; bit 2: beyond the sensor; bit 15: battery low |
 * | 1-2 | card number, high word first; 0: no card |
 * | 3 | the value |
 */
const status = { register: 0, mask: 1 } as const;
const mapOf = (value: Omit<RegisterValue, 'register'>): RegisterMap => ({
  count: 4,
  ready: status,
  tag: { register: 1, as: 'u32' },
  values: [{ ...value, register: 3 }],
  doubts: [
    { register: 0, mask: 2, doubt: 'unstable' },
    { register: 0, mask: 4, doubt: 'overload' },
    { register: 0, mask: 0x8000, doubt: 'low_battery' },
  ],
});

interface Station {
  readonly id: string;
  readonly name: DeviceDefinition['name'];
  readonly unit: number;
  readonly value: Omit<RegisterValue, 'register'>;
  /** A value and the number in its register. */
  readonly example: readonly [value: number, register: number];
  readonly illegal: number;
}

const words = (...registers: readonly number[]): Uint8Array =>
  Uint8Array.from(registers.flatMap((register) => [(register >> 8) & 0xff, register & 0xff]));

function reading(item: ItemKey, said: Parameters<typeof measured>[1]): Reading {
  const made = measured(item, said);
  if (typeof made === 'string') throw new RangeError(`${item} cannot be ${said.value}`);
  return made;
}

function station({ id, name, unit, value, example: [shown, register], illegal }: Station): DeviceDefinition {
  const map = mapOf(value);
  const asks = { unit, function: 3, address: 0 } as const;
  const { item } = value;
  const answer = (what: string, registers: Uint8Array) => ({
    hex: toHex(readAnswer({ ...asks, count: map.count }, registers)),
    source: `constructed from the map above: ${what}`,
  });
  const golden: Golden[] = [
    {
      ...answer('ready, card 80107', words(1, 1, 14_571, register)),
      readings: [reading(item, { value: shown, tag: '80107' })],
    },
    { ...answer('ready, no card', words(1, 0, 0, register)), readings: [reading(item, { value: shown })] },
    { ...answer('nothing measured yet', words(0, 0, 0, 0)), readings: [] },
    {
      ...answer('not settled', words(3, 0, 0, register)),
      readings: [reading(item, { value: shown, doubt: 'unstable' })],
    },
    {
      ...answer('battery low', words(0x8001, 0, 0, register)),
      readings: [reading(item, { value: shown, doubt: 'low_battery' })],
    },
    { ...answer('an impossible value', words(1, 0, 0, illegal)), rejected: 'out_of_range' },
  ];
  return modbusDevice({
    id,
    name,
    asks,
    map,
    connect: {
      zh: `RS-485 两线接 USB 转换器；站号 ${unit}，9600 8N1，由网关询问。`,
      en: `Two wires of RS-485 to a USB converter; unit ${unit}, 9600 8N1. The gateway asks.`,
    },
    golden,
  });
}

/** Stations whose controller speaks Modbus RTU. */
export const modbusStations: readonly DeviceDefinition[] = [
  station({
    id: 'modbus/spirometer',
    name: { zh: '肺活量测试仪（Modbus）', en: 'Spirometer, Modbus' },
    unit: 1,
    value: { item: 'vital_capacity', as: 'u16', none: 0 },
    example: [3200, 3200],
    illegal: 12_000,
  }),
  station({
    id: 'modbus/sit-and-reach',
    name: { zh: '坐位体前屈测试仪（Modbus）', en: 'Sit and reach, Modbus' },
    unit: 2,
    value: { item: 'sit_and_reach', as: 'i16', scale: 0.1, none: -32_768 },
    example: [-4.5, 0x1_0000 - 45],
    illegal: 700,
  }),
  station({
    id: 'modbus/jump-mat',
    name: { zh: '立定跳远测试仪（Modbus）', en: 'Standing long jump mat, Modbus' },
    unit: 3,
    value: { item: 'standing_long_jump', as: 'u16', unit: 'mm', none: 0 },
    example: [185, 1850],
    illegal: 9000,
  }),
];

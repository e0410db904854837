import {
  type Contact,
  type Doubt,
  EXERCISES,
  type HeartRateReading,
  ITEMS,
  type MeasurementReading,
  QUANTITIES,
  type Reading,
  type Rejected,
  SIGNALS,
  type TimingReading,
  UNITS,
  type WaveformReading,
} from '@tizhi/contracts';
import { type Decoded, type DeviceDefinition, toHex } from '@tizhi/firmware-adapters';

const DOUBTS: Readonly<Record<Doubt, string>> = {
  no_contact: 'no skin contact 传感器未接触皮肤',
  no_value: 'the device measured nothing 设备未测到数值',
  out_of_range: 'outside the possible range 超出合理范围',
  unstable: 'not settled 未稳定',
  manual: 'entered by hand 手工输入',
  low_battery: 'low battery 电量低',
  overload: 'overload 超载',
  poor_signal: 'poor signal 信号差',
};
const CONTACTS: Readonly<Record<Contact, string>> = {
  detected: 'detected 已接触',
  lost: 'lost 未接触',
  unsupported: 'not reported 不支持',
};
const REASONS: Readonly<Record<Rejected['reason'], string>> = {
  truncated: 'bytes are missing 数据不完整',
  trailing_bytes: 'too many bytes 多余字节',
  bad_checksum: 'the checksum does not hold 校验错误',
  unknown_format: "not in this device's format 格式不符",
  not_a_number: 'no number where one belongs 不是数字',
  out_of_range: 'outside the legal range of the item 超出项目允许范围',
  too_long: 'longer than a frame can be 超过最大长度',
  encrypted: 'encrypted, and nobody gave the key 数据已加密',
  noise: 'noise 干扰数据',
  refused: 'the device says that it cannot 设备拒绝',
};

/** `gatt/2a37  心率带 · Heart-rate sensor` */
export const deviceLine = ({ id, name }: DeviceDefinition): string => `${id}  ${name.zh} · ${name.en}`;

/** What was decoded, for a person. A doubtful value is shown as missing, with the reason. */
export function decodedLines(decoded: Decoded): string[] {
  if (decoded.kind === 'rejected') {
    return [
      `Rejected 已拒绝 (${decoded.reason}: ${REASONS[decoded.reason]}): ${toHex(decoded.bytes) || '-'}`,
    ];
  }
  return decoded.readings.flatMap(readingLines);
}

function readingLines(reading: Reading): string[] {
  switch (reading.kind) {
    case 'heart_rate':
      return heartRateLines(reading);
    case 'measurement':
      return [measurementLine(reading)];
    case 'quantity': {
      const { en, zh, unit } = QUANTITIES[reading.quantity];
      return [`${en} ${zh}: ${shown(reading.value, unit, reading.doubt)}`];
    }
    case 'waveform':
      return [waveformLine(reading)];
    case 'tag':
      return [`Tag 编号: ${reading.tag}`];
    case 'timing':
      return [timingLine(reading)];
    case 'device_info':
      return [`${reading.field}: ${reading.text}`];
    case 'repetitions': {
      const { en, zh } = EXERCISES[reading.exercise];
      return [`${en} ${zh}: ${shown(reading.count, 'count', reading.doubt)}`];
    }
    default:
      return reading satisfies never;
  }
}

function waveformLine({ signal, fsHz, channels, doubt }: WaveformReading): string {
  const { en, zh, unit } = SIGNALS[signal];
  const rate = fsHz === null ? '' : `, ${fsHz} Hz`;
  const why = doubt === null ? '' : ` (${doubt}: ${DOUBTS[doubt]})`;
  const samples = channels.map((channel) => channel.join(' ')).join(' | ');
  return `${en} ${zh}: ${channels[0]?.length ?? 0} samples 个样本${rate}, ${unit}${why}: ${samples}`;
}

const TIMING_EVENTS: Readonly<Record<TimingReading['event'], string>> = {
  start: 'Start 起跑',
  finish: 'Finish 到达',
  lap: 'Split 分段',
  run_time: 'Run time 成绩',
  cancelled: 'Cancelled 取消',
  blocked: 'Blocked 通道关闭',
};

function timingLine({ event, trigger, channel, number, timeMs, doubt }: TimingReading): string {
  const parts = [
    `${TIMING_EVENTS[event]}: ${shown(timeMs === null ? null : timeMs / 1000, 's', doubt)}`,
    ...(number === null ? [] : [`number 号码 ${number}`]),
    ...(channel === null ? [] : [`channel 通道 ${channel}`]),
    ...(trigger === 'manual' ? ['by hand 手动'] : []),
  ];
  return parts.join(', ');
}

function heartRateLines(reading: HeartRateReading): string[] {
  const { bpm, contact, energyKj, rrMs, doubt } = reading;
  return [
    `Heart rate 心率: ${shown(bpm, 'bpm', doubt)}`,
    `Contact 接触: ${CONTACTS[contact]}`,
    ...(energyKj === null ? [] : [`Energy 能量: ${energyKj} kJ 千焦`]),
    ...(rrMs.length === 0 ? [] : [`RR intervals RR 间期: ${rrMs.join(', ')} ms 毫秒`]),
  ];
}

function measurementLine({ item, value, unit, tag, doubt }: MeasurementReading): string {
  const pupil = tag === null ? '' : `, tag 编号 ${tag}`;
  return `${ITEMS[item].en} ${ITEMS[item].zh}: ${shown(value, unit, doubt)}${pupil}`;
}

function shown(value: number | null, unit: MeasurementReading['unit'], doubt: Doubt | null): string {
  if (doubt !== null) return `- (${doubt}: ${DOUBTS[doubt]})`;
  const { zh, en } = UNITS[unit];
  return value === null ? '-' : `${value} ${en} ${zh}`;
}

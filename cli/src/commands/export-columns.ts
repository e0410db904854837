import { type Instant, QUANTITIES, SIGNALS } from '@tizhi/contracts';
import { doubtOf, type StoredAttempt, type StoredHeartRate, type StoredReading } from '@tizhi/storage';
import type { Cell, Columns } from './export-lines.ts';

/** ISO 8601 in UTC with milliseconds. */
const iso = (at: Instant): string => new Date(at).toISOString();

type Timed = Pick<StoredHeartRate, 'n' | 'deviceAt' | 'skewMs' | 'errorMs'>;
/** What every stored reading has: its number, and what its time rests on. */
const timeColumns: Columns<Timed> = [
  { name: 'n', note: "the reading's number: a jump is a loss 读数序号", of: (row) => row.n },
  {
    name: 'deviceAt',
    note: "the device's own clock, where it has one, UTC 设备时间",
    of: (row) => (row.deviceAt === null ? null : iso(row.deviceAt)),
  },
  {
    name: 'skewMs',
    note: "the gateway's own clock said at minus this, ms 网关时钟偏差",
    of: (row) => row.skewMs,
  },
  {
    name: 'errorMs',
    note: "bound of the error of at, ms; empty: the gateway's own word 时间误差上限",
    of: (row) => row.errorMs,
  },
];

export const telemetryColumns: Columns<StoredHeartRate> = [
  { name: 'at', note: 'time of the sample, UTC 采样时间', of: (row) => iso(row.at) },
  { name: 'school', note: 'school id 学校', of: (row) => row.school },
  { name: 'gateway', note: 'gateway id 网关', of: (row) => row.gateway },
  { name: 'device', note: 'device id 设备', of: (row) => row.device },
  { name: 'bpm', note: 'heart rate as sent, beats per minute 心率', of: (row) => row.bpm },
  { name: 'contact', note: 'detected, lost or unsupported 接触状态', of: (row) => row.contact },
  { name: 'confidence', note: '0 to 1 置信度', of: (row) => row.confidence },
  { name: 'doubt', note: 'why the value is not to be trusted 存疑原因', of: (row) => row.doubt },
  { name: 'energyKj', note: 'energy since reset, kJ 能量消耗', of: (row) => row.energyKj },
  { name: 'rrMs', note: 'RR intervals, ms, oldest first RR 间期', of: (row) => row.rrMs },
  ...timeColumns,
];

/**
 * Readings that are no heart rate. A card's number and a start number stay in the store, as those of results do;
 * the rest of a reading that has more than one value (a waveform, a time) is its own JSON.
 */
export const readingColumns: Columns<StoredReading> = [
  { name: 'at', note: 'time of the reading, UTC 读数时间', of: (row) => iso(row.at) },
  { name: 'school', note: 'school id 学校', of: (row) => row.school },
  { name: 'gateway', note: 'gateway id 网关', of: (row) => row.gateway },
  { name: 'device', note: 'device id 设备', of: (row) => row.device },
  {
    name: 'kind',
    note: 'quantity, waveform, tag, timing or device_info 类别',
    of: ({ reading }) => reading.kind,
  },
  { name: 'what', note: 'the quantity, signal, event or field 内容', of: ({ reading }) => whatOf(reading) },
  { name: 'value', note: 'as measured; of a time: ms 数值', of: ({ reading }) => valueIn(reading) },
  { name: 'unit', note: 'unit of the value or of the samples 单位', of: ({ reading }) => unitOf(reading) },
  {
    name: 'confidence',
    note: '0 to 1 置信度',
    of: ({ reading }) => ('confidence' in reading ? reading.confidence : null),
  },
  { name: 'doubt', note: 'why the value is not to be trusted 存疑原因', of: doubtOf },
  {
    name: 'detail',
    note: 'samples, rates and gates as JSON; no card or start number 详情',
    of: ({ reading }) => detailOf(reading),
  },
  ...timeColumns,
];

type Reading = StoredReading['reading'];

function whatOf(reading: Reading): string | null {
  switch (reading.kind) {
    case 'quantity':
      return reading.quantity;
    case 'waveform':
      return reading.signal;
    case 'timing':
      return reading.event;
    case 'device_info':
      return reading.field;
    case 'repetitions':
      return reading.exercise;
    case 'tag':
      return null;
  }
}

function valueIn(reading: Reading): number | null {
  if (reading.kind === 'quantity') return reading.value;
  if (reading.kind === 'repetitions') return reading.count;
  return reading.kind === 'timing' ? reading.timeMs : null;
}

function unitOf(reading: Reading): string | null {
  if (reading.kind === 'quantity') return QUANTITIES[reading.quantity].unit;
  if (reading.kind === 'waveform') return SIGNALS[reading.signal].unit;
  if (reading.kind === 'repetitions') return 'count';
  return reading.kind === 'timing' ? 'ms' : null;
}

function detailOf(reading: Reading): Cell {
  switch (reading.kind) {
    case 'waveform': {
      const { fsHz, sensorMs, channels } = reading;
      return { json: { fsHz, sensorMs, channels } };
    }
    case 'timing': {
      const { trigger, channel } = reading;
      return { json: { trigger, channel } };
    }
    case 'device_info':
      return reading.text;
    case 'repetitions': {
      const { lane, fouls, notCounted, tookMs } = reading;
      return { json: { lane, fouls, notCounted, tookMs } };
    }
    case 'quantity':
    case 'tag':
      return null;
  }
}

/**
 * Attempts by pseudonym. Tag and raw frame stay in the store: at many stations they hold the student number
 * that a pupil typed in, and an export travels.
 */
export const resultColumns: Columns<StoredAttempt> = [
  { name: 'at', note: 'time of the attempt, UTC 测试时间', of: (row) => iso(row.body.at) },
  { name: 'receivedAt', note: 'when it reached the inbox, UTC 接收时间', of: (row) => iso(row.receivedAt) },
  { name: 'school', note: 'school id 学校', of: (row) => row.school },
  { name: 'gateway', note: 'gateway id 网关', of: (row) => row.gateway },
  { name: 'station', note: 'device id of the station 测试站', of: (row) => row.body.station },
  { name: 'lesson', note: 'lesson id 课程', of: (row) => row.body.lesson },
  { name: 'subject', note: "the pupil's pseudonym 学生代号", of: (row) => row.body.subject },
  { name: 'item', note: 'test item 项目', of: (row) => row.body.item },
  { name: 'value', note: 'as measured 测量值', of: (row) => row.body.value },
  { name: 'unit', note: 'unit of the value 单位', of: (row) => row.body.unit },
  { name: 'confidence', note: '0 to 1 置信度', of: (row) => row.body.confidence },
  { name: 'doubt', note: 'why the value is not to be trusted 存疑原因', of: (row) => row.body.doubt },
  { name: 'score', note: '0 to 100 by the standard 得分', of: (row) => row.score?.score ?? null },
  { name: 'bonus', note: 'bonus points 附加分', of: (row) => row.score?.bonus ?? null },
  { name: 'level', note: 'level by the standard 等级', of: (row) => row.score?.level ?? null },
  {
    name: 'bmi',
    note: 'kg/m², where the score is that of the BMI 体重指数',
    of: (row) => row.score?.bmi ?? null,
  },
  {
    name: 'standardVersion',
    note: 'version of the standard 标准版本',
    of: (row) => row.score?.standardVersion ?? null,
  },
  { name: 'attempt', note: 'id of the attempt, for the walk back 测试编号', of: (row) => row.body.attempt },
];

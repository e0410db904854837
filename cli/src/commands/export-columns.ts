import type { Instant } from '@tizhi/contracts';
import type { StoredAttempt, StoredHeartRate } from '@tizhi/storage';
import type { Columns } from './export-lines.ts';

/** ISO 8601 in UTC with milliseconds. */
const iso = (at: Instant): string => new Date(at).toISOString();

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

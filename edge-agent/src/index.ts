export { RING_BOUND_MS } from './alarm/alarm.ts';
export {
  AS_GOOD_MS,
  type Boot,
  BootClock,
  clockStampOf,
  placeEarlierBoot,
  Stamp,
  type UncomparedBoot,
} from './clock/boot-clock.ts';
export {
  CLOCK_LIMITS,
  type ClockEffect,
  type ClockEvent,
  type ClockState,
  type ClockStep,
  type Clocks,
  errorAt,
  sameTimes,
  stampAt,
  startedClock,
  stepClock,
  timeAt,
} from './clock/clock-machine.ts';
export { SchoolClock, type SchoolClockOptions } from './clock/school-clock.ts';
export { adapterName, BleAdapter, type BleConfig } from './config/ble-config.ts';
export { closest } from './config/closest.ts';
export { EdgeConfig, loadEdgeConfig } from './config/edge-config.ts';
export { parseYaml, readYaml } from './config/read-yaml.ts';
export type {
  ReplayConfig,
  SerialConfig,
  SimulateConfig,
  SourceConfig,
  TcpConfig,
} from './config/source-config.ts';
export { type EdgeAgent, type EdgeAgentOptions, type EdgeStatus, startEdgeAgent } from './edge-agent.ts';
export * from './models/acute/index.ts';
export * from './models/heart/index.ts';
export * from './models/pose/index.ts';
export type { LaneBodies, Outgoing } from './outbox/letter.ts';
export { type LaneReport, Outbox, type OutboxOptions, type Transmit } from './outbox/outbox.ts';
export { type OutboxFileCase, outboxFileContract } from './outbox/outbox-file.contract.ts';
export {
  type CountedLetter,
  type Counts,
  Damaged,
  DiskFull,
  type Letter,
  type Mark,
  type Message,
  type Notes,
  type OutboxDisk,
  type OutboxFile,
  type Replacement,
  type Salvage,
  type Salvaged,
  type StoredLane,
  type StoredLanes,
} from './outbox/outbox-file.ts';
export {
  type LaneState,
  OUTBOX_LIMITS,
  type OutboxEffect,
  type OutboxEvent,
  type OutboxState,
  type OutboxStep,
  openedOutbox,
  queued,
  stepOutbox,
} from './outbox/outbox-machine.ts';
export { sqliteDisk } from './outbox/sqlite-disk.ts';
export { Pipeline } from './pipeline/pipeline.ts';
export type { PupilState } from './pipeline/pupil-track.ts';
export type { AirReport, BleDeviceReport, Stranger } from './sources/ble/ble-machine.ts';
export { type InTheAir, scanTheAir } from './sources/ble/scan.ts';
export { simulatedStrapIds } from './sources/simulate-source.ts';
export { seededRandom } from './sources/simulated-class.ts';
export {
  type SimulatedDevice,
  type SimulatedDeviceOptions,
  startSimulatedDevice,
} from './sources/simulated-device.ts';

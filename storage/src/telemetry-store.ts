import type {
  DeviceId,
  GatewayId,
  HeartRateSample,
  Instant,
  SchoolId,
  TelemetryBody,
} from '@tizhi/contracts';

/** One accepted telemetry message, with the identity that makes writing it twice harmless. */
export interface TelemetryMessage {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly seq: number;
  readonly body: TelemetryBody;
}

/** A stored heart-rate sample: the reading, and where it came from. */
export interface StoredHeartRate extends HeartRateSample {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
}

/** `from` inclusive, `to` exclusive, epoch ms. */
export interface TelemetryRange {
  readonly from: Instant;
  readonly to: Instant;
  readonly school?: SchoolId;
  readonly devices?: readonly DeviceId[];
}

/**
 * The time series behind a small door. Implementations: SQLite (embedded default) and InfluxDB; one
 * contract suite (`telemetry-store.contract.ts`) runs on both.
 */
export interface TelemetryStore {
  readonly kind: 'sqlite' | 'influx';
  /**
   * Stores all rows of all messages durably, or throws `TIZHI_STORE_UNAVAILABLE` having stored any part
   * of them. Idempotent: the same message again changes nothing, so the caller simply tries again.
   */
  write(messages: readonly TelemetryMessage[]): Promise<void>;
  /** Samples in order of time, then device, gateway, school, point digits; streamed, never all in memory. */
  heartRate(range: TelemetryRange): AsyncIterable<StoredHeartRate>;
  /** True when the store answers. Never throws. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * The sub-millisecond digits of a stored point, 0..999,999: they hold the message's and the row's number,
 * so that two samples of one device in the same millisecond stay two points, while a resent message lands
 * on itself. (A time-series point's identity is device + nanosecond.) Messages 1,000 sequence numbers
 * apart share digits; they are minutes apart in time.
 */
export const pointDigits = (seq: number, row: number): number => (seq % 1000) * 1000 + row;

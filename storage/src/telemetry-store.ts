import type {
  ClockStamp,
  DeviceId,
  GatewayId,
  HeartRateSample,
  Instant,
  OtherKind,
  ReadingSample,
  SchoolId,
  TelemetryBody,
} from '@tizhi/contracts';

/**
 * One accepted telemetry message. A row is stored at `at + clock.shiftMs`; with `(school, gateway, device)`
 * and its number `n` that is its identity, which makes writing it twice harmless.
 */
export interface TelemetryMessage {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly clock: ClockStamp;
  readonly body: TelemetryBody;
}

/** Where a stored reading came from, and what its time rests on. */
interface Origin {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  /** School time minus gateway time, ms: the gateway's clock said `at - skewMs`. */
  readonly skewMs: number;
  /** Bound of the error of `at`, ms; `null`: the gateway's own word. */
  readonly errorMs: number | null;
}

export interface StoredHeartRate extends HeartRateSample, Origin {}
/** A stored reading that is no heart rate, exactly as the gateway decoded it. */
export interface StoredReading extends ReadingSample, Origin {}

/** A message that the store will never take (too many series, a field of another type), and why. */
export interface Refusal {
  readonly message: TelemetryMessage;
  readonly reason: string;
}

/** `from` inclusive, `to` exclusive, epoch ms. */
export interface TelemetryRange {
  readonly from: Instant;
  readonly to: Instant;
  readonly school?: SchoolId;
  readonly devices?: readonly DeviceId[];
}
export interface ReadingRange extends TelemetryRange {
  /** Only these; unset: all. */
  readonly kinds?: readonly OtherKind[];
}

/**
 * The time series behind a small door. Implementations: SQLite (embedded default) and InfluxDB; one
 * contract suite (`telemetry-store.contract.ts`) runs on both.
 */
export interface TelemetryStore {
  readonly kind: 'sqlite' | 'influx';
  /**
   * Stores all rows of all messages durably, or throws `TIZHI_STORE_UNAVAILABLE` having stored any part
   * of them. Idempotent: the same message again changes nothing, so the caller simply tries again. Gives
   * back the messages that it refuses for good: trying those again would block everybody's for ever.
   */
  write(messages: readonly TelemetryMessage[]): Promise<readonly Refusal[]>;
  /** Samples in order of time, then device, gateway, school, point digits; streamed, never all in memory. */
  heartRate(range: TelemetryRange): AsyncIterable<StoredHeartRate>;
  /** All other readings, in the same order: the number `n` decides last. Streamed, too. */
  readings(range: ReadingRange): AsyncIterable<StoredReading>;
  /** True when the store answers. Never throws. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * The sub-millisecond digits of a stored point, 0..999,999: the reading's number, so that two samples of one
 * device in the same millisecond stay two points, while a reading sent again lands on itself, in whatever
 * message it comes. (A time-series point's identity is device + nanosecond.) Numbers a million apart share
 * digits; they are days apart in time.
 */
export const pointDigits = (n: number): number => n % 1_000_000;

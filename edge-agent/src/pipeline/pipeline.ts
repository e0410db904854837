import { Buffer } from 'node:buffer';
import {
  type AlertId,
  type AttemptId,
  type DeviceId,
  type HeartRateSample,
  type Lane,
  type Reading,
  type Rejected,
  TizhiError,
} from '@tizhi/contracts';
import { type Adapter, createAdapter, type Decoded, type DeviceDefinition } from '@tizhi/firmware-adapters';
import type { Logger } from 'pino';
import type { HrAboveCeilingConfig } from '../config/edge-config.ts';
import type { LaneBodies, Outbox } from '../outbox/outbox.ts';
import type { Frame, FrameSink } from '../sources/source.ts';
import { AcuteAlerts } from './acute-alerts.ts';
import { type Bindings, bindingsFrom } from './lesson-bindings.ts';
import { TelemetryBatcher } from './telemetry-batcher.ts';

export const PIPELINE_LIMITS = {
  /** Messages kept in memory while the outbox refuses them; telemetry makes way first. */
  waiting: 2_000,
  /** Telemetry messages in the outbox above which a recording waits. */
  backlog: 1_000,
  /** Rejected frames written to the log per second. */
  rejectedLogs: 10,
  /** Bytes of a rejected frame written to the log. */
  rejectedBytes: 32,
} as const;

/** Counters since start. */
export interface PipelineCounters {
  frames: number;
  readings: number;
  alerts: number;
  attempts: number;
  /** Rejected frames, by reason. */
  readonly rejected: Partial<Record<Rejected['reason'], number>>;
  /** Bytes from a device that nobody configured. */
  unknownDevice: number;
  /** Messages given up because the outbox refused and memory was full, too. */
  lost: number;
}

type Waiting = { [L in Lane]: { readonly lane: L; readonly body: LaneBodies[L] } }[Lane];

/** Bytes -> adapter -> readings -> samples, attempts and alerts -> outbox. */
export class Pipeline implements FrameSink {
  readonly counters: PipelineCounters = {
    frames: 0,
    readings: 0,
    alerts: 0,
    attempts: 0,
    rejected: {},
    unknownDevice: 0,
    lost: 0,
  };
  readonly #devices: ReadonlyMap<DeviceId, DeviceDefinition>;
  readonly #outbox: Outbox;
  readonly #log: Logger;
  readonly #newId: () => string;
  readonly #adapters = new Map<DeviceId, Adapter>();
  readonly #batcher = new TelemetryBatcher();
  readonly #alerts: AcuteAlerts;
  #bindings: Bindings = bindingsFrom({ pupils: [], lessons: [] });
  #waiting: Waiting[] = [];
  #logsLeft: number = PIPELINE_LIMITS.rejectedLogs;

  constructor(options: {
    readonly devices: ReadonlyMap<DeviceId, DeviceDefinition>;
    readonly outbox: Outbox;
    readonly rule: HrAboveCeilingConfig;
    readonly log: Logger;
    /** Random UUIDs. */
    readonly newId: () => string;
  }) {
    this.#devices = options.devices;
    this.#outbox = options.outbox;
    this.#log = options.log;
    this.#newId = options.newId;
    this.#alerts = new AcuteAlerts({ config: options.rule, newId: () => options.newId() as AlertId });
  }

  bind(bindings: Bindings): void {
    this.#bindings = bindings;
  }

  frame({ device, at, bytes }: Frame): void {
    const adapter = this.#adapterOf(device);
    if (adapter === undefined) {
      this.counters.unknownDevice += 1;
      return;
    }
    this.#decoded(device, at, adapter.push(bytes));
  }

  reset(device: DeviceId): void {
    const adapter = this.#adapters.get(device);
    if (adapter === undefined) return;
    // Half a frame from before the break is reported and counted; it must not meet what comes after.
    for (const decoded of adapter.flush()) if (decoded.kind === 'rejected') this.#rejected(device, decoded);
    this.#adapters.delete(device);
  }

  async room(): Promise<void> {
    const full = (): boolean =>
      this.#waiting.length > 0 || this.#outbox.lane('telemetry').queued >= PIPELINE_LIMITS.backlog;
    do await new Promise((resolve) => setTimeout(resolve, full() ? 50 : 0));
    while (full());
  }

  tags(): readonly string[] {
    return this.#bindings.tags;
  }

  /** Sends what has collected. To be called each second, and at the end. */
  flush(): void {
    this.#logsLeft = PIPELINE_LIMITS.rejectedLogs;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.#leave(message);
    const body = this.#batcher.flush();
    if (body !== undefined) this.#leave({ lane: 'telemetry', body });
  }

  #decoded(device: DeviceId, at: number, all: readonly Decoded[]): void {
    for (const decoded of all) {
      if (decoded.kind === 'rejected') {
        this.#rejected(device, decoded);
        continue;
      }
      this.counters.frames += 1;
      for (const reading of decoded.readings) {
        this.counters.readings += 1;
        this.#reading(reading, { device, at, bytes: decoded.frame });
      }
    }
  }

  #adapterOf(device: DeviceId): Adapter | undefined {
    const existing = this.#adapters.get(device);
    if (existing !== undefined) return existing;
    const definition = this.#devices.get(device);
    if (definition === undefined) return undefined;
    const adapter = createAdapter(definition);
    this.#adapters.set(device, adapter);
    return adapter;
  }

  #rejected(device: DeviceId, { reason, bytes }: Rejected): void {
    this.counters.rejected[reason] = (this.counters.rejected[reason] ?? 0) + 1;
    if (this.#logsLeft <= 0) return;
    this.#logsLeft -= 1;
    const hex = Buffer.from(bytes.subarray(0, PIPELINE_LIMITS.rejectedBytes)).toString('hex');
    this.#log.debug({ device, reason, length: bytes.length, hex }, 'frame rejected');
  }

  #reading(reading: Reading, frame: Frame): void {
    switch (reading.kind) {
      case 'heart_rate': {
        const { kind: _, ...values } = reading;
        this.#heartRate({ ...values, device: frame.device, at: frame.at });
        break;
      }
      case 'measurement':
        this.#attempt(reading, frame);
        break;
      default:
        reading satisfies never;
    }
  }

  #heartRate(sample: HeartRateSample): void {
    const wearer = this.#bindings.wearer(sample.device, sample.at);
    for (const body of this.#alerts.heard(sample, wearer)) {
      this.counters.alerts += 1;
      this.#leave({ lane: 'alert', body });
    }
    const body = this.#batcher.add(sample);
    if (body !== undefined) this.#leave({ lane: 'telemetry', body });
  }

  #attempt(reading: Extract<Reading, { kind: 'measurement' }>, { device, at, bytes }: Frame): void {
    const { item, value, unit, tag, confidence, doubt } = reading;
    const { subject, lesson } = this.#bindings.attemptOwner({ station: device, tag, at });
    this.counters.attempts += 1;
    this.#leave({
      lane: 'result',
      body: {
        kind: 'attempt',
        attempt: this.#newId() as AttemptId,
        item,
        value,
        unit,
        at,
        station: device,
        lesson,
        subject,
        tag,
        confidence,
        doubt,
        rawHex: Buffer.from(bytes).toString('hex'),
      },
    });
  }

  /** Into the outbox, or into the waiting room of {@link PIPELINE_LIMITS} until the disk takes it. */
  #leave(message: Waiting): void {
    try {
      this.#outbox.enqueue(message.lane, message.body);
    } catch (error) {
      const code = error instanceof TizhiError ? error.code : 'TIZHI_INTERNAL';
      this.#log.error(
        { code, lane: message.lane, err: error },
        'the outbox refused a message; it waits in memory',
      );
      this.#waiting.push(message);
      if (this.#waiting.length > PIPELINE_LIMITS.waiting) this.#giveUpOne();
    }
  }

  #giveUpOne(): void {
    const telemetry = this.#waiting.findIndex((message) => message.lane === 'telemetry');
    this.#waiting.splice(Math.max(0, telemetry), 1);
    this.counters.lost += 1;
  }
}

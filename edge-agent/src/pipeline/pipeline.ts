import { Buffer } from 'node:buffer';
import {
  type AlertBody,
  type AlertId,
  type AttemptId,
  type CameraView,
  type DeviceId,
  type Doubt,
  type HeartRateSample,
  type LiveMessage,
  MAX_CAMERA_VIEWS,
  type OtherReading,
  type Reading,
  type Rejected,
  type TelemetryBody,
} from '@tizhi/contracts';
import {
  type Adapter,
  createOnceAdapter,
  type Decoded,
  type DeviceDefinition,
} from '@tizhi/firmware-adapters';
import type { Logger } from 'pino';
import type { Stamp } from '../clock/boot-clock.ts';
import type { HrAboveCeilingConfig } from '../config/edge-config.ts';
import type { NurseSettings } from '../models/acute/second.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { pause } from '../retry.ts';
import type { Frame, FrameSink } from '../sources/source.ts';
import { AcuteDesk } from './acute-desk.ts';
import { type Bindings, bindingsFrom, type Wearer } from './lesson-bindings.ts';
import { openAlertsFromText, openAlertsToText } from './open-alerts.ts';
import type { PupilState } from './pupil-track.ts';
import { TelemetryBatcher } from './telemetry-batcher.ts';
import { WaitingRoom } from './waiting-room.ts';

export const PIPELINE_LIMITS = {
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
}

export interface PipelineOptions {
  readonly devices: ReadonlyMap<DeviceId, DeviceDefinition>;
  readonly outbox: Outbox;
  readonly rule: HrAboveCeilingConfig;
  /** What the nurse set; left out: oxygen and temperature are judged by nobody. */
  readonly nurse?: NurseSettings;
  /** Rings on the gateway itself; must not throw. */
  readonly ring?: (body: AlertBody, wearer: Wearer | undefined) => void;
  readonly log: Logger;
  /** Random UUIDs. */
  readonly newId: () => string;
  readonly monotonic: () => number;
  /** Which clock stamps times now. */
  readonly stamp: () => Stamp;
  /** Takes what was just heard or seen to whoever looks on now; may lose it. */
  readonly live: (news: Pick<LiveMessage, 'body' | 'cameras'>) => void;
}

/** Bytes -> adapter -> readings -> samples, attempts and alerts -> outbox. */
export class Pipeline implements FrameSink {
  readonly #options: PipelineOptions;
  readonly #counters: PipelineCounters = {
    frames: 0,
    readings: 0,
    alerts: 0,
    attempts: 0,
    rejected: {},
    unknownDevice: 0,
  };
  /** One for each kind of frame of a device. */
  readonly #adapters = new Map<DeviceId, Map<DeviceDefinition, Adapter>>();
  readonly #batcher = new TelemetryBatcher();
  readonly #acute: AcuteDesk;
  readonly #leaving: WaitingRoom;
  /** Readings heard of each device, since ever. */
  readonly #counts: Map<DeviceId, number>;
  #bindings: Bindings = bindingsFrom({ pupils: [], lessons: [] });
  #logsLeft: number = PIPELINE_LIMITS.rejectedLogs;

  constructor(options: PipelineOptions) {
    const { outbox, rule, nurse = NOTHING_SET, log, newId } = options;
    this.#options = options;
    this.#acute = new AcuteDesk({ rule, nurse, newId: () => newId() as AlertId });
    this.#leaving = new WaitingRoom({ enqueue: (message) => outbox.enqueue(message), log });
    this.#counts = new Map(outbox.counts);
    this.#resumeAlerts();
  }

  /** `lost`: messages given up because the outbox refused and memory was full, too. */
  get counters(): Readonly<PipelineCounters> & { readonly lost: number } {
    return { ...this.#counters, lost: this.#leaving.lost };
  }

  bind(bindings: Bindings): void {
    this.#bindings = bindings;
  }

  frame({ device, at, deviceAt, bytes, definition, doubt }: Frame): void {
    const adapter = this.#adapterOf(device, definition);
    if (adapter === undefined) {
      this.#counters.unknownDevice += 1;
      return;
    }
    for (const decoded of adapter.push(bytes)) {
      if (decoded.kind === 'rejected') this.#rejected(device, decoded);
      else
        this.#decoded(doubted(decoded, doubt), {
          device,
          at,
          deviceAt: deviceAt ?? null,
          bytes: decoded.frame,
        });
    }
  }

  readings({ device, at, deviceAt, bytes }: Frame, readings: readonly Reading[]): void {
    this.#decoded(
      { kind: 'frame', frame: bytes, readings },
      { device, at, deviceAt: deviceAt ?? null, bytes },
    );
  }

  cameras(views: readonly CameraView[]): void {
    for (let from = 0; from < views.length; from += MAX_CAMERA_VIEWS)
      this.#options.live({ cameras: views.slice(from, from + MAX_CAMERA_VIEWS) });
  }

  reset(device: DeviceId): void {
    // Half a frame from before the break is reported and counted; it must not meet what comes after.
    for (const adapter of this.#adapters.get(device)?.values() ?? [])
      for (const decoded of adapter.flush()) if (decoded.kind === 'rejected') this.#rejected(device, decoded);
    this.#adapters.delete(device);
  }

  async room(signal: AbortSignal): Promise<void> {
    const { outbox } = this.#options;
    const full = (): boolean =>
      this.#leaving.size > 0 || outbox.lane('telemetry').queued >= PIPELINE_LIMITS.backlog;
    do await pause(full() ? 50 : 0, signal);
    while (full() && !signal.aborted);
  }

  tags(): readonly string[] {
    return this.#bindings.tags;
  }

  /** Sends what has collected. */
  flush(): void {
    this.#leaving.retry();
    const body = this.#batcher.flush();
    if (body !== undefined) this.#telemetry(body);
  }

  /** To be called each second. */
  tick(): void {
    this.#logsLeft = PIPELINE_LIMITS.rejectedLogs;
    const wears = (device: DeviceId): Wearer | undefined => this.#bindings.lastWearer(device);
    for (const body of this.#acute.tick(this.#options.monotonic(), wears)) this.#alert(body);
  }

  /** The state of each heart that is heard, for a page that shows them. */
  hearts(): readonly PupilState[] {
    return this.#acute.hearts();
  }

  /** The clock was moved by so much. What had collected must have been flushed before. */
  clockMoved(ms: number): void {
    this.#acute.moved(ms);
  }

  #adapterOf(device: DeviceId, said: DeviceDefinition | undefined): Adapter | undefined {
    const first = this.#options.devices.get(device);
    if (first === undefined) return undefined;
    const definition = said ?? first;
    const adapters = this.#adapters.get(device) ?? new Map<DeviceDefinition, Adapter>();
    this.#adapters.set(device, adapters);
    const adapter = adapters.get(definition) ?? createOnceAdapter(definition);
    adapters.set(definition, adapter);
    return adapter;
  }

  #rejected(device: DeviceId, { reason, bytes }: Rejected): void {
    this.#counters.rejected[reason] = (this.#counters.rejected[reason] ?? 0) + 1;
    if (this.#logsLeft <= 0) return;
    this.#logsLeft -= 1;
    const hex = Buffer.from(bytes.subarray(0, PIPELINE_LIMITS.rejectedBytes)).toString('hex');
    this.#options.log.debug({ device, reason, length: bytes.length, hex }, 'frame rejected');
  }

  #decoded({ readings }: Exclude<Decoded, Rejected>, frame: HeardFrame): void {
    this.#counters.frames += 1;
    for (const reading of readings) {
      this.#counters.readings += 1;
      if (reading.kind === 'heart_rate') this.#heartRate(reading, frame);
      else if (reading.kind === 'measurement') this.#attempt(reading, frame);
      else this.#other(reading, frame);
    }
  }

  /** The number of a device's next reading: one count for all that is telemetry. */
  #next(device: DeviceId): number {
    const n = (this.#counts.get(device) ?? 0) + 1;
    this.#counts.set(device, n);
    return n;
  }

  #other(reading: OtherReading, { device, at, deviceAt }: HeardFrame): void {
    const [wearer, now] = [this.#wearer({ device, at }), this.#options.monotonic()];
    this.#acute.reading(reading, { device, at, wearer, now });
    const body = this.#batcher.addReading({ device, at, n: this.#next(device), deviceAt, reading });
    if (body !== undefined) this.#telemetry(body);
  }

  #heartRate(reading: Extract<Reading, { kind: 'heart_rate' }>, { device, at, deviceAt }: HeardFrame): void {
    const { kind: _, ...values } = reading;
    const sample: HeartRateSample = { ...values, device, at, n: this.#next(device), deviceAt };
    const alerts = this.#acute.heartRate(sample, this.#wearer(sample), this.#options.monotonic());
    for (const body of alerts) this.#alert(body);
    const body = this.#batcher.add(sample);
    if (body !== undefined) this.#telemetry(body);
  }

  /** Without a clock to go by, whoever was given the strap last: an alert must not wait for the time. */
  #wearer({ device, at }: Pick<HeartRateSample, 'device' | 'at'>): Wearer | undefined {
    const wearer = this.#bindings.wearer(device, at);
    if (wearer !== undefined || this.#options.stamp().base === null) return wearer;
    return this.#bindings.lastWearer(device);
  }

  /**
   * An alert is noted as open before it is raised, and until after it is cleared. A process that died in between
   * raises or clears it once more, under the same id.
   */
  #alert(body: AlertBody): void {
    this.#counters.alerts += 1;
    this.#options.ring?.(body, this.#bindings.lastWearer(body.device));
    if (body.state === 'raised') this.#noteOpenAlerts();
    this.#leaving.send({ lane: 'alert', body, stamp: this.#options.stamp() });
    if (body.state === 'cleared') this.#noteOpenAlerts();
  }

  #noteOpenAlerts(): void {
    this.#options.outbox.saveNote('open-alerts', openAlertsToText(this.#acute.open));
  }

  #resumeAlerts(): void {
    const { outbox, monotonic } = this.#options;
    this.#acute.resume(openAlertsFromText(outbox.note('open-alerts')), monotonic());
    for (const { raised } of this.#acute.open) {
      this.#options.ring?.(raised, undefined);
      this.#leaving.send({ lane: 'alert', body: raised, stamp: this.#options.stamp() });
    }
  }

  #telemetry(body: TelemetryBody): void {
    this.#leaving.send({ lane: 'telemetry', body, stamp: this.#options.stamp() });
    this.#options.live({ body });
  }

  #attempt(reading: Extract<Reading, { kind: 'measurement' }>, frame: HeardFrame): void {
    const { kind: _, ...values } = reading;
    const { device, at, deviceAt, bytes } = frame;
    const { subject, lesson } = this.#bindings.attemptOwner({ station: device, tag: values.tag, at });
    this.#counters.attempts += 1;
    this.#leaving.send({
      lane: 'result',
      body: {
        kind: 'attempt',
        attempt: this.#options.newId() as AttemptId,
        ...values,
        at,
        deviceAt,
        station: device,
        lesson,
        subject,
        rawHex: Buffer.from(bytes).toString('hex'),
      },
      stamp: this.#options.stamp(),
    });
  }
}

/** The source's own doubt, where the device has none. */
function doubted(decoded: Exclude<Decoded, Rejected>, doubt: Doubt | undefined): Exclude<Decoded, Rejected> {
  if (doubt === undefined) return decoded;
  const readings = decoded.readings.map(
    (reading): Reading =>
      'doubt' in reading && reading.doubt === null ? { ...reading, doubt, confidence: 0 } : reading,
  );
  return { ...decoded, readings };
}

/** A whole frame, cut out of what the source handed on. */
type HeardFrame = Frame & { readonly deviceAt: number | null };

const NOTHING_SET: NurseSettings = { spo2: null, temperature: null };

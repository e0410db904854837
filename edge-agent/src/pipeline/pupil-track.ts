import type {
  AlertBody,
  AlertId,
  DeviceId,
  HeartRateSample,
  QuantityReading,
  WaveformReading,
} from '@tizhi/contracts';
import { evidenceOf } from '../models/acute/evidence.ts';
import { type HeartState, heartState } from '../models/acute/heart-state.ts';
import { joined, MOVEMENT_HOLDS_MS, movementFrom } from '../models/acute/movement.ts';
import { PupilWatch, type StateChange } from '../models/acute/pupil-watch.ts';
import {
  isBelieved,
  type Judged,
  type Limits,
  type Movement,
  type NurseSettings,
  type Second,
} from '../models/acute/second.ts';
import { median } from '../models/acute/windows.ts';
import type { Wearer } from './lesson-bindings.ts';

/** Rates nearer together than this belong to one second. */
const ONE_SECOND_MS = 700;
/** Silence from which a second counts as one in which nothing was heard. */
const SILENT_MS = 1_500;
/** A pupil of whom nothing was heard for so long is watched no more. */
const FORGOTTEN_MS = 600_000;
/** Beats kept while their second is not over. */
const MOST_BEATS = 32;

/** What a page of hearts shows of one pupil. */
export interface PupilState {
  readonly subject: Wearer['subject'];
  readonly device: DeviceId;
  readonly at: number;
  readonly state: HeartState;
  /** `null` where it is not believed. */
  readonly bpm: number | null;
  readonly because: Judged['because'];
  /** Rules whose condition holds now. */
  readonly alerts: readonly string[];
}

/** One pupil's sensors brought together into seconds, and the alerts that are open of it. */
export class PupilTrack {
  readonly device: DeviceId;
  readonly wearer: Wearer;
  readonly #watch: PupilWatch;
  readonly #newId: () => AlertId;
  readonly #open = new Map<string, AlertBody>();
  #movement: { readonly value: Movement; readonly at: number } | null = null;
  #spo2: number | null = null;
  #temperature: number | null = null;
  #beats: number[] = [];
  /** School time and monotonic time of the last second. */
  #lastAt = Number.NEGATIVE_INFINITY;
  #lastNow = 0;
  #heardNow: number;

  constructor(options: {
    readonly device: DeviceId;
    readonly wearer: Wearer;
    readonly settings: NurseSettings;
    readonly newId: () => AlertId;
    readonly now: number;
  }) {
    this.device = options.device;
    this.wearer = options.wearer;
    this.#watch = new PupilWatch(options.settings);
    this.#newId = options.newId;
    this.#heardNow = options.now;
  }

  get open(): readonly AlertBody[] {
    return [...this.#open.values()];
  }

  /** False where the last rate that came is one that no rule may count. */
  get believes(): boolean {
    const { last } = this.#watch;
    return last === undefined || last.bpm === null || isBelieved(last);
  }

  /** What the beats of the last seconds say where a strap missed one, which pulls its shown rate down; else `null`. */
  get rateByBeats(): number | null {
    const rr = this.#watch.seconds.slice(-6).flatMap(({ rrMs }) => rrMs);
    if (rr.length < 6) return null;
    const middle = median(rr);
    return rr.some((ms) => ms > 1.7 * middle) ? Math.round(60_000 / middle) : null;
  }

  resume(body: AlertBody): void {
    const { evidence, rule, severity, from } = body;
    if (evidence.kind !== 'acute_state') return;
    this.#open.set(rule.id, body);
    const { quantity, threshold, observed, confidence } = evidence;
    const seen = { severity, from, quantity, threshold, observed, confidence };
    this.#watch.resume(rule.id, { is: 'yes', ...seen, evidenceMs: 60_000 });
  }

  heartRate(sample: HeartRateSample, now: number): AlertBody[] {
    this.#heardNow = now;
    this.#beats = [...this.#beats, ...sample.rrMs].slice(-MOST_BEATS);
    if (sample.at - this.#lastAt < ONE_SECOND_MS && sample.at >= this.#lastAt) return [];
    const bpm = sample.doubt === null && sample.confidence >= 0.5 ? sample.bpm : null;
    return this.#second({ at: sample.at, bpm, contact: sample.contact }, now);
  }

  /** Movement, oxygen and temperature: they count in the pupil's next second. */
  reading(reading: QuantityReading | WaveformReading, { at, now }: { at: number; now: number }): void {
    this.#heardNow = now;
    if (this.#lastAt === Number.NEGATIVE_INFINITY) this.#begin(at, now);
    const moves = movementFrom(reading);
    if (moves !== null) {
      const last = this.#movement;
      const together = last !== null && Math.abs(at - last.at) < 2_000 && last.value.source !== moves.source;
      this.#movement = { value: together ? joined(last.value, moves) : moves, at };
    }
    if (reading.kind !== 'quantity' || reading.doubt !== null || reading.value === null) return;
    if (reading.quantity === 'spo2') this.#spo2 = reading.value;
    if (reading.quantity === 'body_temperature') this.#temperature = reading.value;
  }

  /** A second in which no rate came, if one has passed. */
  silence(now: number): AlertBody[] {
    const silentMs = now - this.#lastNow;
    if (this.#lastAt === Number.NEGATIVE_INFINITY || silentMs < SILENT_MS) return [];
    const at = Math.round(this.#lastAt + silentMs);
    return this.#second({ at, bpm: null, contact: 'silent' }, now);
  }

  forgotten(now: number): boolean {
    return now - this.#heardNow > FORGOTTEN_MS;
  }

  /** Ends what is open: another pupil has the strap, or the lesson is over. */
  end(at: number): AlertBody[] {
    const bodies = this.open.map((body): AlertBody => ({ ...body, state: 'cleared', at, ...NO_MEMBERS }));
    this.#open.clear();
    return bodies.map((body) =>
      body.evidence.kind === 'acute_state' ? { ...body, evidence: { ...body.evidence, series: [] } } : body,
    );
  }

  moved(ms: number): void {
    this.#watch.moved(ms);
    this.#lastAt += ms;
    if (this.#movement !== null) this.#movement = { ...this.#movement, at: this.#movement.at + ms };
    for (const [rule, body] of this.#open)
      this.#open.set(rule, { ...body, from: body.from + ms, at: body.at + ms });
  }

  state(): PupilState | null {
    const { last, seconds, open } = this.#watch;
    const limits = this.#limits();
    if (last === undefined || limits === null) return null;
    return {
      subject: this.wearer.subject,
      device: this.device,
      at: last.at,
      state: heartState(seconds, limits),
      bpm: isBelieved(last) ? last.bpm : null,
      because: last.because,
      alerts: [...open.keys()],
    };
  }

  #begin(at: number, now: number): void {
    this.#lastAt = at - 1;
    this.#lastNow = now;
  }

  #limits(): Limits | null {
    const { pupil } = this.wearer;
    return pupil === undefined ? null : { ceilingBpm: pupil.ceilingBpm, maxBpm: pupil.maxBpm };
  }

  #second(heard: Pick<Second, 'at' | 'bpm' | 'contact'>, now: number): AlertBody[] {
    const { at } = heard;
    const movement =
      this.#movement !== null && at - this.#movement.at <= MOVEMENT_HOLDS_MS ? this.#movement.value : null;
    const second: Second = {
      ...heard,
      rrMs: this.#beats,
      movement,
      spo2: this.#spo2,
      temperature: this.#temperature,
    };
    this.#beats = [];
    this.#spo2 = null;
    this.#temperature = null;
    this.#lastAt = at;
    this.#lastNow = now;
    return this.#watch.second(second, this.#limits()).flatMap((change) => this.#changed(change));
  }

  #changed(change: StateChange): AlertBody[] {
    const { rule } = change;
    const open = this.#open.get(rule.id);
    if (change.state === 'cleared') {
      if (open === undefined) return [];
      this.#open.delete(rule.id);
      return [this.#body(change, open.alert, open.severity)];
    }
    const raised = this.#body(change, this.#newId(), change.verdict.severity);
    this.#open.set(rule.id, raised);
    // The same condition became critical: the new alert stands before the old one ends.
    return open === undefined ? [raised] : [raised, { ...raised, ...open, state: 'cleared', at: change.at }];
  }

  #body(change: StateChange, alert: AlertId, severity: AlertBody['severity']): AlertBody {
    const { rule, state, at, verdict } = change;
    return {
      kind: 'alert',
      alert,
      rule: { id: rule.id, version: rule.version },
      state,
      severity,
      from: Math.min(verdict.from, at),
      at,
      device: this.device,
      subject: this.wearer.subject,
      lesson: this.wearer.lesson,
      evidence: evidenceOf(change),
    };
  }
}

const NO_MEMBERS = { members: [] as NonNullable<AlertBody['members']> };

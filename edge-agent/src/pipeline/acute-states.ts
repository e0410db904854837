import type {
  AlertBody,
  AlertId,
  DeviceId,
  HeartRateSample,
  QuantityReading,
  SubjectId,
  WaveformReading,
} from '@tizhi/contracts';
import type { NurseSettings } from '../models/acute/second.ts';
import type { Wearer } from './lesson-bindings.ts';
import type { OpenAlert } from './open-alerts.ts';
import { type PupilState, PupilTrack } from './pupil-track.ts';

/** Pupils watched at once: eight classes. */
export const MOST_PUPILS = 400;

/** Runs the table of acute states for every pupil who wears something; does no I/O. */
export class AcuteStates {
  readonly #settings: NurseSettings;
  readonly #newId: () => AlertId;
  readonly #tracks = new Map<SubjectId, PupilTrack>();
  /** Open alerts of an earlier process, until their pupils are heard again. */
  readonly #earlier = new Map<SubjectId, readonly OpenAlert[]>();
  #earlierSince = 0;

  constructor(options: { readonly settings: NurseSettings; readonly newId: () => AlertId }) {
    this.#settings = options.settings;
    this.#newId = options.newId;
  }

  /** What was raised and not cleared: to be kept for the next process. */
  get open(): readonly OpenAlert[] {
    const now = [...this.#tracks.values()].flatMap(({ open, wearer }) =>
      open.map((raised) => ({ raised, maxBpm: wearer.pupil?.maxBpm ?? 200 })),
    );
    return [...now, ...[...this.#earlier.values()].flat()];
  }

  resume(alerts: readonly OpenAlert[], now: number): void {
    this.#earlierSince = now;
    const ours = alerts.filter(
      ({ raised }) => raised.evidence.kind === 'acute_state' && raised.subject !== null,
    );
    for (const [subject, of] of Map.groupBy(ours, ({ raised }) => raised.subject))
      if (subject !== null) this.#earlier.set(subject, of);
  }

  heartRate(sample: HeartRateSample, wearer: Wearer | undefined, now: number): AlertBody[] {
    const ended = this.#handOver(sample, wearer);
    if (wearer === undefined) return ended;
    const track = this.#track(sample.device, wearer, now);
    return track === undefined ? ended : [...ended, ...track.heartRate(sample, now)];
  }

  /** Movement, oxygen saturation and temperature of whoever wears the device; others are not for the table. */
  reading(
    reading: QuantityReading | WaveformReading,
    { device, at, wearer, now }: { device: DeviceId; at: number; wearer: Wearer | undefined; now: number },
  ): void {
    if (wearer === undefined || !isForTheTable(reading)) return;
    const known = this.#tracks.get(wearer.subject);
    (known ?? this.#track(device, wearer, now))?.reading(reading, { at, now });
  }

  /** The rate by its beats, where a missed beat pulled the shown one down; else as shown. */
  counted(sample: HeartRateSample, subject: SubjectId | undefined): HeartRateSample {
    const track = subject === undefined ? undefined : this.#tracks.get(subject);
    if (track === undefined || sample.bpm === null) return sample;
    if (!track.believes) return { ...sample, doubt: POOR };
    return { ...sample, bpm: Math.max(sample.bpm, track.rateByBeats ?? 0) };
  }

  /** To be called each second. `wears`: who wears a device now. */
  tick(now: number, wears: (device: DeviceId) => Wearer | undefined): AlertBody[] {
    const bodies: AlertBody[] = [];
    for (const [subject, track] of this.#tracks) {
      const still = wears(track.device);
      const same = still?.subject === subject && still.lesson === track.wearer.lesson;
      if (same && !track.forgotten(now)) {
        bodies.push(...track.silence(now));
        continue;
      }
      bodies.push(...track.end(this.#endOf(track)));
      this.#tracks.delete(subject);
    }
    return [...bodies, ...this.#endEarlier(now)];
  }

  moved(ms: number): void {
    for (const track of this.#tracks.values()) track.moved(ms);
  }

  /** For a page of hearts: the state of each pupil who is heard. */
  states(): readonly PupilState[] {
    return [...this.#tracks.values()].flatMap((track) => track.state() ?? []);
  }

  #track(device: DeviceId, wearer: Wearer, now: number): PupilTrack | undefined {
    const { subject } = wearer;
    const known = this.#tracks.get(subject);
    if (known !== undefined && known.wearer.lesson === wearer.lesson && sameLimits(known.wearer, wearer))
      return known;
    if (known === undefined && this.#tracks.size >= MOST_PUPILS) return undefined;
    const track = new PupilTrack({ device, wearer, settings: this.#settings, newId: this.#newId, now });
    const earlier = known?.open ?? this.#earlier.get(subject)?.map(({ raised }) => raised) ?? [];
    for (const body of earlier) track.resume(body);
    this.#earlier.delete(subject);
    this.#tracks.set(subject, track);
    return track;
  }

  /** A strap that goes to another pupil ends what was open of the one before. */
  #handOver({ device, at }: HeartRateSample, wearer: Wearer | undefined): AlertBody[] {
    for (const [subject, track] of this.#tracks) {
      if (track.device !== device || subject === wearer?.subject) continue;
      this.#tracks.delete(subject);
      return track.end(at);
    }
    return [];
  }

  #endOf(track: PupilTrack): number {
    return track.state()?.at ?? track.open.at(-1)?.at ?? 0;
  }

  /** What an earlier process raised of pupils who were not heard again. */
  #endEarlier(now: number): AlertBody[] {
    if (this.#earlier.size === 0 || now - this.#earlierSince < UNHEARD_MS) return [];
    const bodies = [...this.#earlier.values()]
      .flat()
      .map(({ raised }): AlertBody => ({ ...raised, state: 'cleared', at: raised.at + UNHEARD_MS }));
    this.#earlier.clear();
    return bodies;
  }
}

/** A rate that the beats or the steps belie counts for no rule. */
const POOR = 'poor_signal' as const;

const UNHEARD_MS = 120_000;

const sameLimits = (a: Wearer, b: Wearer): boolean =>
  a.pupil?.ceilingBpm === b.pupil?.ceilingBpm && a.pupil?.maxBpm === b.pupil?.maxBpm;

const isForTheTable = (reading: QuantityReading | WaveformReading): boolean =>
  reading.kind === 'waveform'
    ? reading.signal === 'acceleration'
    : reading.quantity === 'cadence' ||
      reading.quantity === 'spo2' ||
      reading.quantity === 'body_temperature';

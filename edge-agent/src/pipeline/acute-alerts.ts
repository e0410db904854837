import type { AlertBody, AlertId, DeviceId, HeartRateSample } from '@tizhi/contracts';
import type { HrAboveCeilingConfig } from '../config/edge-config.ts';
import {
  CALM,
  HR_ABOVE_CEILING,
  type HrDecision,
  type HrWatch,
  movedWatch,
  watchHeartRate,
} from '../rules/hr-above-ceiling.ts';
import type { Wearer } from './lesson-bindings.ts';
import type { OpenAlert } from './open-alerts.ts';

/** Rates a body can have; the evidence schema's bound. */
const MAX_BODY_BPM = 300;

/** An open alert ends when nothing trusted was heard for so long: a strap in a bag says nothing of a heart. */
export const SILENCE_MS = 120_000;

interface Worn {
  readonly wearer: Pick<Wearer, 'subject' | 'lesson'>;
  readonly ceilingBpm: number;
  readonly maxBpm: number;
  watch: HrWatch;
  /** Monotonic time of the last trusted sample. */
  trustedAt: number;
  /** The open alert, and what it was raised on. */
  open: { readonly alert: AlertId; readonly raised: HrDecision; readonly body: AlertBody } | undefined;
}

/**
 * Runs the heart-rate rule for every worn strap. Holds one small state per device; does no I/O, so it
 * works with the network down.
 */
export class AcuteAlerts {
  readonly #config: HrAboveCeilingConfig;
  readonly #newId: () => AlertId;
  readonly #worn = new Map<DeviceId, Worn>();

  constructor(options: { readonly config: HrAboveCeilingConfig; readonly newId: () => AlertId }) {
    this.#config = options.config;
    this.#newId = options.newId;
  }

  /** What was raised and not cleared: to be kept for the next process. */
  get open(): readonly OpenAlert[] {
    return [...this.#worn.values()].flatMap(({ open, maxBpm }) =>
      open === undefined ? [] : [{ raised: open.body, maxBpm }],
    );
  }

  /** Goes on with what an earlier process had raised: it clears by calm, by silence, or when the strap changes hands. */
  resume(alerts: readonly OpenAlert[], now: number): void {
    for (const { raised, maxBpm } of alerts) {
      const { alert, device, subject, lesson, from, at, evidence } = raised;
      if (evidence.kind !== 'heart_rate_above') continue;
      if (!this.#config.enabled || subject === null || lesson === null) continue;
      const decision = { ...evidence, state: 'raised' as const, from, at };
      this.#worn.set(device, {
        wearer: { subject, lesson },
        ceilingBpm: evidence.ceilingBpm,
        maxBpm,
        watch: {
          phase: 'raised',
          lastAt: at,
          from,
          maxBpm: evidence.maxBpm,
          lastAboveAt: at,
          below: null,
        },
        trustedAt: now,
        open: { alert, raised: decision, body: raised },
      });
    }
  }

  /**
   * Alerts that this sample raises or clears. `wearer` is who wore the strap at the sample's time, `now`
   * monotonic time.
   */
  heard(sample: HeartRateSample, wearer: Wearer | undefined, now: number): AlertBody[] {
    if (!this.#config.enabled) return [];
    const changed = this.#handOver(sample, wearer, now);
    const worn = this.#worn.get(sample.device);
    const doubtful = sample.doubt !== null || sample.bpm === null || sample.bpm > MAX_BODY_BPM;
    if (worn === undefined || sample.bpm === null || doubtful) return changed;
    const { watch, decision } = watchHeartRate(worn.watch, {
      sample: { at: sample.at, bpm: sample.bpm },
      limits: {
        ceilingBpm: worn.ceilingBpm,
        sustainedMs: this.#config.sustainedSeconds * 1000,
        gapMs: this.#config.gapSeconds * 1000,
        clearMarginBpm: this.#config.clearMarginBpm,
        clearMs: this.#config.clearSeconds * 1000,
      },
    });
    worn.watch = watch;
    worn.trustedAt = now;
    return decision === null ? changed : [...changed, this.#decided(sample.device, worn, decision)];
  }

  /** Open alerts whose straps were taken off or are out of reach: cleared without samples as evidence. */
  silent(now: number): AlertBody[] {
    const cleared: AlertBody[] = [];
    for (const [device, worn] of this.#worn) {
      const silentMs = now - worn.trustedAt;
      if (worn.open === undefined || silentMs < SILENCE_MS) continue;
      const at = Math.round(worn.watch.lastAt + silentMs);
      const end = { ...worn.open.raised, state: 'cleared' as const, at, series: [] };
      worn.watch = CALM;
      cleared.push(this.#decided(device, worn, end));
    }
    return cleared;
  }

  /** The clock that stamps samples was moved by so much: what is being watched goes on. */
  moved(ms: number): void {
    for (const worn of this.#worn.values()) {
      worn.watch = movedWatch(worn.watch, ms);
      if (worn.open === undefined) continue;
      const { raised } = worn.open;
      worn.open = { ...worn.open, raised: { ...raised, from: raised.from + ms, at: raised.at + ms } };
    }
  }

  /** A strap that goes to another pupil or lesson, or gets other limits, starts anew; an open alert is closed. */
  #handOver(sample: HeartRateSample, wearer: Wearer | undefined, now: number): AlertBody[] {
    const before = this.#worn.get(sample.device);
    const pupil = wearer?.pupil;
    const same =
      before?.wearer.subject === wearer?.subject &&
      before?.wearer.lesson === wearer?.lesson &&
      before?.ceilingBpm === pupil?.ceilingBpm &&
      before?.maxBpm === pupil?.maxBpm;
    if (same) return [];
    this.#worn.delete(sample.device);
    if (wearer !== undefined && pupil !== undefined) {
      const { ceilingBpm, maxBpm } = pupil;
      this.#worn.set(sample.device, {
        wearer,
        ceilingBpm,
        maxBpm,
        watch: CALM,
        trustedAt: now,
        open: undefined,
      });
    }
    if (before?.open === undefined) return [];
    const { raised } = before.open;
    return [this.#decided(sample.device, before, { ...raised, state: 'cleared', at: sample.at, series: [] })];
  }

  #decided(device: DeviceId, worn: Worn, decision: HrDecision): AlertBody {
    const alert = worn.open?.alert ?? this.#newId();
    const body: AlertBody = {
      kind: 'alert',
      alert,
      rule: HR_ABOVE_CEILING,
      state: decision.state,
      // Above the pupil's own maximum a rate is no training stimulus any more (or the strap is wrong).
      severity: decision.maxBpm >= worn.maxBpm ? 'critical' : 'warning',
      from: decision.from,
      at: decision.at,
      device,
      subject: worn.wearer.subject,
      lesson: worn.wearer.lesson,
      evidence: {
        kind: 'heart_rate_above',
        ceilingBpm: worn.ceilingBpm,
        maxBpm: decision.maxBpm,
        sustainedMs: decision.sustainedMs,
        series: decision.series.map(({ at, bpm }) => ({ at, bpm })),
      },
    };
    worn.open = decision.state === 'raised' ? { alert, raised: decision, body } : undefined;
    return body;
  }
}

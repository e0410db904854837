import type { AlertBody, AlertId, DeviceId, HeartRateSample, OtherReading } from '@tizhi/contracts';
import type { HrAboveCeilingConfig } from '../config/edge-config.ts';
import type { NurseSettings } from '../models/acute/second.ts';
import { AcuteAlerts } from './acute-alerts.ts';
import { AcuteStates } from './acute-states.ts';
import { Incidents } from './incidents.ts';
import type { Wearer } from './lesson-bindings.ts';
import type { OpenAlert } from './open-alerts.ts';
import type { PupilState } from './pupil-track.ts';

/**
 * Where everything about acute states comes together: the ceiling rule sample by sample, the table second by second,
 * and the storms of both merged. Readings in, alerts to be sent out; no I/O. `now` is monotonic time, ms.
 */
export class AcuteDesk {
  readonly #alerts: AcuteAlerts;
  readonly #states: AcuteStates;
  readonly #incidents = new Incidents();

  constructor(options: {
    readonly rule: HrAboveCeilingConfig;
    readonly nurse: NurseSettings;
    readonly newId: () => AlertId;
  }) {
    this.#alerts = new AcuteAlerts({ config: options.rule, newId: options.newId });
    this.#states = new AcuteStates({ settings: options.nurse, newId: options.newId });
  }

  /** What was raised and not cleared, merged or not. */
  get open(): readonly OpenAlert[] {
    return [...this.#alerts.open, ...this.#states.open];
  }

  resume(kept: readonly OpenAlert[], now: number): void {
    this.#alerts.resume(kept, now);
    this.#states.resume(kept, now);
    this.#incidents.resume(this.open.map(({ raised }) => raised));
  }

  heartRate(sample: HeartRateSample, wearer: Wearer | undefined, now: number): AlertBody[] {
    const states = this.#states.heartRate(sample, wearer, now);
    const counted = this.#states.counted(sample, wearer?.subject);
    return this.#incidents.pass([...this.#alerts.heard(counted, wearer, now), ...states], now);
  }

  /** Movement, oxygen and temperature; what else a device says is not for the table. */
  reading(reading: OtherReading, from: Parameters<AcuteStates['reading']>[1]): void {
    if (reading.kind === 'quantity' || reading.kind === 'waveform') this.#states.reading(reading, from);
  }

  /** To be called each second. `wears`: who wears a device now. */
  tick(now: number, wears: (device: DeviceId) => Wearer | undefined): AlertBody[] {
    const bodies = [...this.#alerts.silent(now), ...this.#states.tick(now, wears)];
    return [...this.#incidents.pass(bodies, now), ...this.#incidents.tick(now)];
  }

  /** The clock that stamps readings was moved by so much. */
  moved(ms: number): void {
    this.#alerts.moved(ms);
    this.#states.moved(ms);
  }

  hearts(): readonly PupilState[] {
    return this.#states.states();
  }
}

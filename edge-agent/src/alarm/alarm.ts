import type { AlertBody, AlertId, Severity } from '@tizhi/contracts';
import type { AlarmConfig } from './alarm-config.ts';
import type { AlarmPort, AlarmSignal } from './signal.ts';

/** From the byte that decides an alert to the ring: the bound that `npm run bench -- --only acute` measures. */
export const RING_BOUND_MS = 2_000;
/** Alerts that ring at once; past it the oldest rings no more by itself. */
const MOST_OPEN = 64;

const RANK = { info: 0, warning: 1, critical: 2 } as const satisfies Record<Severity, number>;

interface Ringing {
  readonly signal: AlarmSignal;
  rungAt: number;
  times: number;
}

/** Rings for an alert that is raised, again while it is open, and says when it cleared. */
export class Alarm {
  readonly #config: AlarmConfig;
  readonly #ports: readonly AlarmPort[];
  readonly #open = new Map<AlertId, Ringing>();
  #rings = 0;

  constructor(options: { readonly config: AlarmConfig; readonly ports: readonly AlarmPort[] }) {
    this.#config = options.config;
    this.#ports = options.ports;
  }

  /** Rings since start, repetitions too. */
  get rings(): number {
    return this.#rings;
  }

  /** An alert as it leaves. `now`: monotonic ms. */
  heard(
    { alert, state, severity, rule }: AlertBody,
    { bib, now }: { bib: string | null; now: number },
  ): void {
    if (state === 'cleared') {
      const ringing = this.#open.get(alert);
      if (ringing === undefined) return;
      this.#open.delete(alert);
      this.#tell({ ...ringing.signal, says: 'clear' });
      return;
    }
    if (RANK[severity] < RANK[this.#config.from]) return;
    const signal: AlarmSignal = { says: 'ring', severity, rule: rule.id, bib };
    if (this.#open.size >= MOST_OPEN) this.#open.delete(this.#open.keys().next().value as AlertId);
    this.#open.set(alert, { signal, rungAt: now, times: 1 });
    this.#tell(signal);
  }

  /** To be called each second. */
  tick(now: number): void {
    for (const ringing of this.#open.values()) {
      if (ringing.times >= this.#config.times) continue;
      if (now - ringing.rungAt < this.#config.repeatSeconds * 1_000) continue;
      ringing.rungAt = now;
      ringing.times += 1;
      this.#tell(ringing.signal);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#ports.map((port) => port.stop()));
  }

  #tell(signal: AlarmSignal): void {
    if (signal.says === 'ring') this.#rings += 1;
    for (const port of this.#ports) port.signal(signal);
  }
}

import { AlertsEvent, type DeviceId, type SubjectId } from '@tizhi/contracts';
import { type EventClient, listenTo } from './event-stream.ts';
import { RATES } from './school.ts';
import type { FakeStrap } from './straps.ts';

/**
 * With a rule of one second up and one second down: above, decided, below, cleared. A gateway that hears one of
 * them up to a second late still decides by the same one.
 */
const STEPS = [
  { atMs: 0, bpm: RATES.alarming, decides: false },
  { atMs: 2_000, bpm: RATES.alarming, decides: true },
  { atMs: 3_000, bpm: RATES.calm, decides: false },
  { atMs: 5_000, bpm: RATES.calm, decides: false },
] as const;
const CYCLE_MS = 6_500;
/** What is not on the page by then counts as this late. */
const LATEST_MS = CYCLE_MS;
export const PROBE_RULE = { sustainedSeconds: 1, clearSeconds: 1 };

/** Straps that raise an alert each few seconds, looked for on the nurse's open page. */
export interface AlertProbes {
  /** Alerts decided so far. */
  readonly raised: number;
  /** Latencies since the last call, ms: from the byte that decides to the page's event. */
  take(): number[];
  /** Raises no more. */
  pause(): void;
  close(): void;
}

export async function startAlertProbes({
  url,
  cookie,
  straps,
  wearers,
}: {
  readonly url: string;
  readonly cookie: string;
  readonly straps: readonly FakeStrap[];
  readonly wearers: ReadonlyMap<DeviceId, SubjectId>;
}): Promise<AlertProbes> {
  const decidedAt = new Map<SubjectId, number>();
  let latencies: number[] = [];
  let raised = 0;
  const page: EventClient = await listenTo(`${url}/api/alerts/stream`, {
    cookie,
    heard(event, data) {
      if (event !== 'alerts') return;
      const now = performance.now();
      for (const { subject, clearedAt } of AlertsEvent.parse(JSON.parse(data)).alerts) {
        const since = subject === null ? undefined : decidedAt.get(subject);
        if (subject === null || since === undefined || clearedAt !== null) continue;
        latencies.push(now - since);
        decidedAt.delete(subject);
      }
    },
  });
  const timers: NodeJS.Timeout[] = [];
  let isPaused = false;
  const cycle = (strap: FakeStrap, subject: SubjectId): void => {
    if (isPaused) return;
    const start = performance.now();
    for (const { atMs, bpm, decides } of STEPS) {
      setTimeout(() => {
        if (decides) {
          if (decidedAt.has(subject)) latencies.push(LATEST_MS);
          decidedAt.set(subject, start + atMs);
          raised += 1;
        }
        strap.beat(bpm);
      }, atMs);
    }
  };
  for (const [n, strap] of straps.entries()) {
    const subject = wearers.get(strap.device);
    if (subject === undefined) continue;
    const begin = (): void => {
      cycle(strap, subject);
      timers.push(setInterval(() => cycle(strap, subject), CYCLE_MS));
    };
    timers.push(setTimeout(begin, (n * CYCLE_MS) / straps.length));
  }
  return {
    get raised() {
      return raised;
    },
    take() {
      const taken = latencies;
      latencies = [];
      return taken;
    },
    pause() {
      isPaused = true;
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      page.close();
    },
  };
}

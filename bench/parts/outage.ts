import { setTimeout as pause } from 'node:timers/promises';
import { eventually, startInfluxd } from '@tizhi/testing';
import { expectJumpsAndAlerts, expectReadings, holdsAll } from '../house/accounting.ts';
import type { AlertProbes } from '../house/alert-probes.ts';
import type { LiveProbes } from '../house/live-probes.ts';
import { chartOf, type MemoryPoint, mostMb, watchMemory } from '../house/watch-memory.ts';
import { startWatchedHouse } from '../house/watched-house.ts';
import { type Spread, showMs, spreadOf } from '../percentiles.ts';
import { type Bench, type Figure, whole } from '../report.ts';

const OUTAGE_HOURS = 2;
const DATABASE = 'outage';
const DRAIN_LIMIT_MS = 900_000;
/** Twice what it was before: the aim for the drain. */
const MOST_RATIO = 2;
const ALERT_AIM_MS = 250;
/** What processes may take beside their backlog; an unbounded queue of two hours would be far past it. */
const MOST_MB = 400;

export interface OutageRun {
  /** How many times faster than life two hours of lessons are heard. */
  readonly speed: number;
  /** How long the healthy system is looked at before, and the draining one at least, s. */
  readonly calmSeconds: number;
  readonly csv: string;
}

/** What was seen in one phase. */
interface Phase {
  readonly alerts: Spread;
  readonly live: Spread;
}

/**
 * influxd goes for two hours of a school's full load, first stopped (it takes connections and says nothing),
 * then killed, while two hours of lessons come in fast motion. Then it comes back.
 */
export async function measureOutage(bench: Bench, run: OutageRun): Promise<readonly Figure[]> {
  const influxd = await startInfluxd();
  const house = await startWatchedHouse(bench.folder, {
    influxUrl: await influxd.database(DATABASE),
    withInbox: true,
  });
  const { load, alerts, live } = house;
  const store = { influxd, database: DATABASE };
  const memory = watchMemory({ pids: house.pids(), everyMs: 2_000, csv: run.csv });
  try {
    const phase = async (name: string, work: () => Promise<unknown>): Promise<Phase> => {
      take(alerts, live);
      await work();
      const seen = take(alerts, live);
      bench.say(`${name}: alerts ${showMs(seen.alerts)}; live page ${showMs(seen.live)}`);
      return seen;
    };
    load.speed = 1;
    await pause(5_000);
    const before = await phase('before', () => pause(run.calmSeconds * 1000));

    load.speed = run.speed;
    const fast = await phase('before, in fast motion', () => pause(run.calmSeconds * 1000));

    const halfMs = (OUTAGE_HOURS * 3_600_000) / run.speed / 2;
    process.kill(influxd.pid, 'SIGSTOP');
    const stopped = await phase('influxd stopped', () => pause(halfMs));
    await influxd.stop('SIGKILL');
    const killed = await phase('influxd killed', () => pause(halfMs));
    load.speed = 1;
    const heardInOutage = load.straps.reduce((sum, strap) => sum + strap.said, 0);
    const sentinels = [load.straps.at(0), load.straps.at(-1)].flatMap((strap) =>
      strap === undefined ? [] : [{ device: strap.device, said: strap.said }],
    );

    await influxd.restart();
    const backAt = performance.now();
    let drainSeconds = 0;
    const drain = await phase('drain', async () => {
      await eventually('the backlog is stored', () => holdsAll(store, sentinels), DRAIN_LIMIT_MS);
      drainSeconds = (performance.now() - backAt) / 1000;
    });
    const after = await phase('after', () => pause(run.calmSeconds * 1000));

    load.speed = 0;
    alerts.pause();
    live.close();
    await pause(6_000);
    memory.stop();
    for (const [name, points] of Object.entries(memory.points))
      bench.say(`${name.padEnd(6)} MB, 0 to ${mostMb(points).toFixed(0)}: ${chartOf(points, 60)}`);
    const lost = [
      await expectReadings(store, house.straps),
      ...(await expectJumpsAndAlerts(house.dataDir, house)),
    ];
    const phases = { before, fast, stopped, killed, drain, after };
    return [
      ...alertFigures(phases),
      ...liveFigures(phases),
      {
        what: `backlog of ${whole(heardInOutage)} readings drained`,
        seen: `${drainSeconds.toFixed(0)} s`,
        note: `${whole(heardInOutage / drainSeconds)} readings/s`,
      },
      ...Object.entries(memory.points).map(([name, points]) => memoryFigure(name, points)),
      ...lost,
    ];
  } finally {
    memory.stop();
    await house.close();
    await influxd.remove();
  }
}

function take(alerts: AlertProbes, live: LiveProbes): Phase {
  return { alerts: spreadOf(alerts.take()), live: spreadOf(live.take()) };
}

type Phases = Readonly<Record<keyof typeof PHASES, Phase>>;
const PHASES = {
  before: 'before the outage',
  fast: 'before, in fast motion',
  stopped: 'influxd stopped',
  killed: 'influxd killed',
  drain: 'while it drains',
  after: 'afterwards',
} as const;
const NAMES = Object.keys(PHASES) as (keyof typeof PHASES)[];
/** What each phase is to be compared with: the same load, with a store that answers. */
const BESIDE = { stopped: 'fast', killed: 'fast', drain: 'before', after: 'before' } as const;

const alertFigures = (phases: Phases): Figure[] =>
  NAMES.map((name) => {
    const { alerts } = phases[name];
    return {
      what: `alert on the nurse's stream, ${PHASES[name]}`,
      seen: showMs(alerts),
      aim: `p99 <= ${ALERT_AIM_MS} ms`,
      met: alerts.p99 <= ALERT_AIM_MS,
    };
  });

const liveFigures = (phases: Phases): Figure[] =>
  NAMES.map((name) => {
    const { live } = phases[name];
    const figure = { what: `rate on the live page, ${PHASES[name]}`, seen: showMs(live) };
    if (name === 'before' || name === 'fast') return figure;
    const ratio = live.p99 / phases[BESIDE[name]].live.p99;
    return {
      ...figure,
      aim: `p99 <= ${MOST_RATIO}x`,
      met: ratio <= MOST_RATIO,
      note: `${ratio.toFixed(2)} of "${PHASES[BESIDE[name]]}"`,
    };
  });

const memoryFigure = (name: string, points: readonly MemoryPoint[]): Figure => ({
  what: `${name}: memory over the outage, most`,
  seen: `${mostMb(points).toFixed(0)} MB`,
  aim: `<= ${MOST_MB} MB`,
  met: mostMb(points) <= MOST_MB,
});

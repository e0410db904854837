import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@tizhi/testing';
import { readBooks } from './books.ts';
import { drain } from './drain.ts';
import type { Evidence, FullDisk, GatewayKill } from './evidence.ts';
import { exportAll } from './exported.ts';
import { judge, type Verdict } from './judge.ts';
import { Lateness } from './lateness.ts';
import { type FaultCounts, makeTrouble } from './make-trouble.ts';
import { type Role, Yard } from './part.ts';
import { allHeard, type BrokerKind, type School, type StoreKind, startSchool } from './school.ts';
import type { Scene } from './trouble.ts';

export interface ChaosOptions {
  readonly broker: BrokerKind;
  readonly store: StoreKind;
  readonly faults: number;
  readonly seed: number;
  /** Only parts of these roles get into trouble. Default: all. */
  readonly victims?: readonly Role[];
  /** Where everything lies: logs, configuration, the processes' own folders. */
  readonly folder: string;
  /** Keep the files of the small disks even where the run is clean. */
  readonly keep?: boolean;
  /** Told about every fault as it begins, and now and then how far it is. */
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly verdict: Verdict;
  /** Gaps that the school wrote down, and full disks of gateways: what may explain telemetry that is missing. */
  readonly givenUp: Pick<Evidence, 'gaps' | 'fullDisks'>;
  /** How often each part met each kind. */
  readonly faults: ReadonlyMap<string, FaultCounts>;
  /** Whatever else must not be: a process that died by itself, a dead letter, an outbox that never drained. */
  readonly findings: readonly string[];
  readonly notTested: readonly string[];
  readonly seconds: number;
}

const EXIT_LISTENERS = 64;
/** Calm after the last fault. */
const CALM_MS = 1_500;
/** A gateway starts anew and finds its devices: their longest back-off is 5 s. */
const HEARD_AGAIN_MS = 60_000;
const RESTART_MS = 1_000;

export const isClean = ({ verdict, findings }: Outcome): boolean =>
  findings.length === 0 &&
  verdict.alerts.lost === 0 &&
  Object.values(verdict.lanes).every(({ lost, doubled }) => lost + doubled === 0);

/** The whole proof: starts a school, does faults to it at seeded moments, and counts what is left of it. */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const startedAt = performance.now();
  // Each process and each disk has one, so that nothing outlives this one.
  process.setMaxListeners(EXIT_LISTENERS);
  const findings: string[] = [];
  const yard = new Yard(options.folder, (process, what) => {
    findings.push(what);
    options.say(`FINDING: ${what}`);
    const restart = setTimeout(() => process.start(), RESTART_MS);
    yard.atEnd(() => clearTimeout(restart));
  });
  const met: Met = { kills: [], fullDisks: [] };
  const lateness = new Lateness();
  let outcome: Outcome | undefined;
  try {
    const school = await startSchool(yard, options);
    const scene: Scene = {
      ...school,
      lateness,
      onGatewayKill: (kill) => void met.kills.push(kill),
      onFullDisk: (disk) => void met.fullDisks.push(disk),
    };
    const victims = school.parts.filter(({ role }) => options.victims?.includes(role) ?? true);
    const faults = await makeTrouble({ ...options, parts: school.parts, victims, scene });
    const devices = school.gateways.flatMap((gateway) => gateway.devices);
    await eventually('every device is heard again', () => allHeard(school.gateways), HEARD_AGAIN_MS).catch(
      (error: Error) => findings.push(error.message),
    );
    await pause(CALM_MS);
    for (const device of devices) device.silence();
    options.say('devices are silent; draining');
    findings.push(...(await drain(school.gateways)));
    outcome = {
      ...(await countUp(school, { yard, met, findings })),
      faults,
      findings,
      notTested: yard.mayMount ? [] : ['full disks: this user may not mount a file system'],
      seconds: (performance.now() - startedAt) / 1000,
    };
    return outcome;
  } finally {
    lateness.stop();
    await yard.close(options.keep === true || outcome === undefined || !isClean(outcome));
  }
}

/** What gateways met, as it happened. */
interface Met {
  readonly kills: GatewayKill[];
  readonly fullDisks: FullDisk[];
}

/** Everything is quiet: what do both sides have? */
async function countUp(
  { gateways, place }: School,
  { yard, met, findings }: { readonly yard: Yard; readonly met: Met; readonly findings: string[] },
): Promise<Pick<Outcome, 'verdict' | 'givenUp'>> {
  const devices = gateways.flatMap((gateway) => gateway.devices);
  const { stored, strange } = await exportAll({ place, folder: yard.folder, devices });
  if (strange.length > 0) findings.push(`${strange.length} rows that nobody said, first: ${strange[0]}`);
  const { findings: found, ...books } = await readBooks(place.dataDir);
  const sent = devices.map((device) => ({ ...device, lane: device.numbering.lane }));
  const verdict = judge({ ...met, ...books, sent, stored });
  findings.push(...found, ...verdict.wrong);
  return { verdict, givenUp: { gaps: books.gaps, fullDisks: met.fullDisks } };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AlertBody,
  BootId,
  ClassId,
  DefinitionId,
  DeviceId,
  LessonId,
  SubjectId,
} from '@tizhi/contracts';
import { type DeviceDefinition, findDefinition, type SimulatedValues } from '@tizhi/firmware-adapters';
import pino from 'pino';
import { Outbox } from '../../../outbox/outbox.ts';
import { sqliteDisk } from '../../../outbox/sqlite-disk.ts';
import { bindingsFrom } from '../../../pipeline/lesson-bindings.ts';
import { Pipeline } from '../../../pipeline/pipeline.ts';
import { quantity, secondsOf } from './frames.ts';
import type { Vignette } from './vignette.ts';

/** Where a vignette's clock begins, epoch ms. */
const START = 1_700_000_000_000;
const SENSORS = {
  heart: 'gatt/2a37',
  pod: 'gatt/2a53',
  oximeter: 'gatt/2a5f',
  thermometer: 'gatt/2a1c',
} as const;
type Sensor = keyof typeof SENSORS;

/** Oxygen limits that stand for a nurse's; the corpus says so. */
export const CORPUS_SETTINGS = {
  spo2: { belowPercent: 93, criticalBelowPercent: 88, sustainedSeconds: 15 },
  temperature: { atLeastDegC: 37.3 },
} as const;

export interface Played {
  /** Every alert that left the gateway, with whose it was (its index) and the second in which it left. */
  readonly alerts: readonly { readonly second: number; readonly body: AlertBody }[];
  readonly seconds: number;
  /** The true rate of each player, second by second. */
  readonly truths: readonly (readonly number[])[];
}

/** One pupil of a class and what happens to it. */
export type Player = Pick<Vignette, 'plan' | 'sensor' | 'motion'> & {
  readonly maxBpm: number;
  readonly random: () => number;
};

export const subjectOf = (n: number): SubjectId => SubjectId.parse(`vignette-${n + 1}`);

/**
 * Plays a class through the real path: bytes of the definitions' simulators, adapters, pipeline, outbox. Time is
 * simulated; nothing else is.
 */
export function play(players: readonly Player[]): Played {
  const folder = mkdtempSync(join(tmpdir(), 'tizhi-vignettes-'));
  const log = pino({ level: 'silent' });
  let now = 0;
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  };
  const boot = BootId.parse('vignettes');
  const outbox = new Outbox({
    disk: sqliteDisk({ file: join(folder, 'outbox.db'), maxBytes: 1_000_000_000 }),
    log,
    clock: () => START + now,
    monotonic: () => now,
    newId,
    boot: { id: boot, startedAt: 0 },
  });
  const alerts: { second: number; body: AlertBody }[] = [];
  const definitions = definitionsOf(players.length);
  const pipeline = new Pipeline({
    devices: definitions,
    outbox,
    rule: { enabled: true, sustainedSeconds: 30, gapSeconds: 5, clearMarginBpm: 5, clearSeconds: 10 },
    nurse: CORPUS_SETTINGS,
    ring: (body) => alerts.push({ second: now / 1_000, body }),
    log,
    newId,
    monotonic: () => now,
    stamp: () => ({ boot, base: null, skewMs: 0, errorMs: 5, at: START + now }),
    live: () => undefined,
  });
  pipeline.bind(bindingsOf(players));
  const truths: number[][] = players.map(() => []);
  const streams = players.map((player) => secondsOf(player, player.random));
  let seconds = 0;
  const send = (n: number, sensor: Sensor, values: SimulatedValues): void => {
    const device = deviceOf(n, sensor);
    const simulate = definitions.get(device)?.simulate;
    if (simulate === undefined) throw new RangeError(`${SENSORS[sensor]} has no simulator`);
    pipeline.frame({ device, at: START + Math.round(now), bytes: simulate(values) });
  };
  for (let running = true; running; ) {
    running = false;
    for (const [n, stream] of streams.entries()) {
      const { value, done } = stream.next();
      if (done === true || value === undefined) continue;
      running = true;
      truths[n]?.push(value.truth);
      // Straps do not speak in one instant.
      now = seconds * 1_000 + (n / streams.length) * 900;
      if (value.cadence !== null)
        send(n, 'pod', {
          readings: [quantity('speed', value.cadence / 64), quantity('cadence', value.cadence)],
        });
      if (value.spo2 !== null)
        send(n, 'oximeter', { readings: [quantity('spo2', value.spo2), quantity('pulse_rate', 90)] });
      if (value.temperature !== null)
        send(n, 'thermometer', { readings: [quantity('body_temperature', value.temperature)] });
      if (value.heart !== null) send(n, 'heart', value.heart);
    }
    if (!running) break;
    now = seconds * 1_000 + 950;
    pipeline.tick();
    seconds += 1;
  }
  outbox.close();
  rmSync(folder, { recursive: true, force: true });
  return { alerts, seconds, truths };
}

const deviceOf = (n: number, sensor: Sensor): DeviceId => DeviceId.parse(`${sensor}-${n + 1}`);

function definitionsOf(players: number): Map<DeviceId, DeviceDefinition> {
  const all = new Map<DeviceId, DeviceDefinition>();
  for (const [sensor, id] of Object.entries(SENSORS) as [Sensor, string][]) {
    const found = findDefinition(DefinitionId.parse(id));
    if (!found.ok) throw new RangeError(`there is no definition ${id}`);
    for (let n = 0; n < players; n += 1) all.set(deviceOf(n, sensor), found.value);
  }
  return all;
}

function bindingsOf(players: readonly Player[]) {
  const [lesson, of] = [LessonId.parse('vignettes'), ClassId.parse('class')];
  const sensors = Object.keys(SENSORS) as Sensor[];
  return bindingsFrom({
    pupils: players.map(({ maxBpm }, n) => ({
      subject: subjectOf(n),
      class: of,
      tag: String(n + 1),
      sex: n % 2 === 0 ? ('female' as const) : ('male' as const),
      maxBpm,
      ceilingBpm: Math.round(0.95 * maxBpm),
    })),
    lessons: [
      {
        lesson,
        class: of,
        startedAt: START - 60_000,
        plannedEndAt: START + 36_000_000,
        bindings: players.flatMap((_, n) =>
          sensors.map((sensor) => ({
            device: deviceOf(n, sensor),
            subject: subjectOf(n),
            from: START - 60_000,
            to: null,
          })),
        ),
      },
    ],
  });
}

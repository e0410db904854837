import { join } from 'node:path';
import { eventually, newPlace } from '@tizhi/testing';
import { startSchoolProcess } from '../../cli/src/e2e/school-process.ts';
import { admitGateways, startEdge, writeEdgeConfig } from '../house/gateway.ts';
import { seedSchool } from '../house/school.ts';
import { chartOf, growthPerTenMinutes, mostMb, watchMemory } from '../house/watch-memory.ts';
import { STRAPS } from '../load/class-samples.ts';
import type { Bench, Figure, Part } from '../report.ts';

const MOST_MB = 256;
const FLAT_MB_PER_TEN_MINUTES = 1;
/** A source of simulated straps takes up to 200. */
const STRAPS_OF_SOURCE = 180;

export interface MemoryRun {
  /** Classes of 45 straps at 1 Hz with RR intervals; each class has three stations. */
  readonly classes: number;
  readonly seconds: number;
  readonly sampleEveryMs: number;
  readonly csv: string;
}

/** Resident memory of one gateway's process under a class load, with a school that stores what it sends. */
export async function measureEdgeMemory(bench: Bench, run: MemoryRun): Promise<readonly Figure[]> {
  const place = await newPlace(join(bench.folder, 'school'));
  const { school } = await seedSchool(place.dataDir, []);
  const [link] = await admitGateways(place.dataDir, { school, prefix: 'hall', count: 1 });
  if (link === undefined) throw new Error('no gateway');
  const server = await startSchoolProcess([], place);
  const config = writeEdgeConfig(join(bench.folder, 'edge'), {
    link,
    mqttPort: place.mqttPort,
    sources: classSources(run.classes),
  });
  const edge = startEdge(config, 'warn');
  try {
    await eventually('the gateway runs', () => edge.output().includes('Gateway is running'), 30_000);
    const watch = watchMemory({ pids: { edge: edge.pid }, everyMs: run.sampleEveryMs, csv: run.csv });
    await new Promise((resolve) => setTimeout(resolve, run.seconds * 1000));
    watch.stop();
    const points = watch.points.edge ?? [];
    bench.say(`edge, MB resident, 0 to ${mostMb(points).toFixed(0)}: ${chartOf(points)}`);
    return figuresOf(run, points);
  } finally {
    await edge.stop();
    await server.process.stop();
  }
}

function figuresOf(run: MemoryRun, points: Parameters<typeof mostMb>[0]): Figure[] {
  const what = `edge agent memory, ${run.seconds} s at ${run.classes}x a class`;
  const most = mostMb(points);
  const growth = growthPerTenMinutes(points.slice(Math.floor(points.length / 4)));
  const size: Figure = {
    what: `${what}: most`,
    seen: `${most.toFixed(0)} MB`,
    aim: `<= ${MOST_MB} MB`,
    met: most <= MOST_MB,
  };
  const isLong = run.seconds >= 1_800;
  const slope: Figure = {
    what: `${what}: growth over the last three quarters`,
    seen: `${growth.toFixed(2)} MB in 10 min`,
    ...(isLong
      ? { aim: `< ${FLAT_MB_PER_TEN_MINUTES} MB in 10 min`, met: growth < FLAT_MB_PER_TEN_MINUTES }
      : { note: 'too short to judge: npm run bench:memory takes an hour' }),
  };
  return [size, slope];
}

function classSources(classes: number): object[] {
  const straps = classes * STRAPS;
  const groups = Math.ceil(straps / STRAPS_OF_SOURCE);
  return Array.from({ length: groups }, (_, n) => ({
    kind: 'simulate',
    seed: n + 1,
    straps: { prefix: `s${n}`, count: Math.min(STRAPS_OF_SOURCE, straps - n * STRAPS_OF_SOURCE) },
    stations: ['jump', 'vital-capacity', 'height-weight'].map((kind) => ({
      device: `${kind}-${n}`,
      definition: `station/demo-${kind}`,
      everyMs: 1_000,
      tags: ['1', '2', '3'],
    })),
  }));
}

/** In the table: a minute at ten times the load that `npm run bench:memory` keeps up for an hour. */
export const edgeMemory: Part = {
  about: 'a minute at 40x the load of a class',
  run: (bench) =>
    measureEdgeMemory(bench, {
      classes: 40,
      seconds: 60,
      sampleEveryMs: 1_000,
      csv: join(bench.folder, 'memory.csv'),
    }),
};

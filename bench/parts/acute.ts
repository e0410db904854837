import { join } from 'node:path';
import {
  CLASS_HOUR,
  classHour,
  EdgeConfig,
  judge,
  NOISE,
  type Outcome,
  RING_BOUND_MS,
  startEdgeAgent,
  type Vignette,
  vignettes,
} from '@tizhi/edge-agent';
import { eventually, freePort } from '@tizhi/testing';
import pino from 'pino';
import { ringRig } from '../load/ring-rig.ts';
import { showMs, spreadOf } from '../percentiles.ts';
import type { Bench, Figure, Part } from '../report.ts';

const SEEDS = 5;
/** Of an ordinary class, and of pupils whose hour is made of the harmless stories. */
const CLASS_SEEDS = 1;
const RINGS = 40;

/** The written corpus of acute states, class-hours in which nothing happens, and the ring on the gateway itself. */
export const acute: Part = {
  about: `${vignettes().length} vignettes as bytes through the real path x ${SEEDS} seeds, class-hours, byte -> ring`,
  async run(bench) {
    const ring = await ringFigure(bench);
    bench.say(`${ring.what}: ${ring.seen}`);
    const corpus = vignettes();
    const played = corpus.map((vignette) => ({
      vignette,
      outcomes: Array.from({ length: SEEDS }, (_, n) => judge(vignette, n + 1)),
    }));
    for (const { vignette, outcomes } of played) bench.say(lineOf(vignette, outcomes));
    const figures = corpusFigures(played);
    for (const { what, seen } of figures) bench.say(`${what}: ${seen}`);
    return [...figures, ...classFigures(corpus), ring];
  },
};

type PlayedVignette = { readonly vignette: Vignette; readonly outcomes: readonly Outcome[] };

function lineOf({ name, expect }: Vignette, outcomes: readonly Outcome[]): string {
  const raised = outcomes.filter((each) => each.raised).length;
  const delays = outcomes.flatMap(({ delayS }) => (delayS === null ? [] : [delayS]));
  const slowest = delays.length === 0 ? '' : `, slowest ${Math.max(...delays).toFixed(0)} s`;
  const wrong = outcomes.flatMap((each) => each.false.map(({ rule }) => rule.id));
  const what =
    expect.is === 'none' ? 'nothing expected' : `${expect.is} ${raised}/${outcomes.length}${slowest}`;
  return `${name}: ${what}${wrong.length === 0 ? '' : `, FALSE ${wrong.join(' ')}`}`;
}

function corpusFigures(played: readonly PlayedVignette[]): Figure[] {
  const of = (is: Vignette['expect']['is']): Outcome[] =>
    played.flatMap(({ vignette, outcomes }) => (vignette.expect.is === is ? outcomes : []));
  const [emergencies, notices, harmless] = [of('emergency'), of('notice'), of('none')];
  const missed = [...emergencies, ...notices].filter(({ raised }) => !raised);
  const delays = emergencies.flatMap(({ delayS }) => (delayS === null ? [] : [delayS * 1_000]));
  const wrong = harmless.filter((each) => each.false.length > 0);
  return [
    {
      what: `acute states: emergencies raised in their time, of ${emergencies.length} plays (and ${notices.length} notices)`,
      seen:
        missed.length === 0
          ? 'all'
          : `all but ${missed.map(({ vignette, seed }) => `${vignette}/${seed}`).join(', ')}`,
      aim: 'every one',
      met: missed.length === 0,
      note: `delay after onset ${showMs(spreadOf(delays))}`,
    },
    {
      what: `acute states: harmless stories with a false alert, of ${harmless.length} plays`,
      seen: wrong.length === 0 ? 'none' : wrong.map(({ vignette }) => vignette).join(', '),
    },
  ];
}

function classFigures(corpus: readonly Vignette[]): Figure[] {
  const harmless = corpus.filter(({ expect }) => expect.is === 'none');
  const noise = `${100 * NOISE.lostNotification} % of notifications lost, a slip in a quarter of an hour, ${100 * NOISE.missedBeat} % of beats missed`;
  return (['ordinary', 'harmless'] as const).map((kind) => {
    const hours = Array.from({ length: CLASS_SEEDS }, (_, n) =>
      classHour(n + 1, kind === 'ordinary' ? null : harmless),
    );
    const played = hours.reduce((sum, each) => sum + each.hours, 0);
    const wrong = hours.flatMap((each) => each.false);
    const loud = wrong.filter(({ severity }) => severity !== 'info').length;
    const perHour = wrong.length / played;
    const aim = kind === 'ordinary' ? { aim: '<= 1', met: perHour <= 1 } : {};
    return {
      what: `acute states: false alerts per class-hour (${CLASS_HOUR.pupils} pupils, 60 min), ${kind === 'ordinary' ? 'ordinary lesson' : 'hours made of the harmless stories'}`,
      seen: `${perHour.toFixed(2)} (${loud} warnings or worse and ${wrong.length - loud} notices in ${played.toFixed(1)} class-hours)`,
      ...aim,
      note: `${noise}; true ceiling alerts ${hours.reduce((sum, each) => sum + each.trueCeiling, 0)}`,
    };
  });
}

/** A real agent with no broker: from the byte that decides to the ring that a TCP siren hears. */
async function ringFigure(bench: Bench): Promise<Figure> {
  const rig = await ringRig({ straps: RINGS });
  const config = EdgeConfig.parse({
    school: 'bench',
    gateway: 'bench',
    dataDir: join(bench.folder, 'edge'),
    broker: { url: `mqtt://127.0.0.1:${await freePort()}`, username: 'u', password: 'p' },
    sources: rig.sources,
    rules: { hrAboveCeiling: { sustainedSeconds: 1 } },
    alarm: { outputs: [{ kind: 'tcp', host: '127.0.0.1', port: rig.sirenPort }] },
  });
  rig.teach(config.dataDir);
  const agent = await startEdgeAgent({ config, log: pino({ level: 'silent' }) });
  try {
    await eventually('all straps and the siren are connected', () => rig.connected(), 30_000);
    const latency = spreadOf(await rig.emergencies());
    return {
      what: `acute states: deciding byte in -> ring of a TCP siren, network down, ${RINGS} emergencies`,
      seen: showMs(latency),
      aim: `p99 <= ${RING_BOUND_MS} ms`,
      met: latency.p99 <= RING_BOUND_MS,
    };
  } finally {
    await agent.stop();
    rig.close();
  }
}

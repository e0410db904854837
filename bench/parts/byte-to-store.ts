import { join } from 'node:path';
import type { DeviceId, Instant, SchoolId } from '@tizhi/contracts';
import { openTelemetry, type TelemetryStore } from '@tizhi/storage';
import { eventually, findPart, newPlace, startInfluxd } from '@tizhi/testing';
import { startSchoolProcess } from '../../cli/src/e2e/school-process.ts';
import { admitGateways, startEdge, writeEdgeConfig } from '../house/gateway.ts';
import { atIntendedTimes } from '../house/schedule.ts';
import { seedSchool } from '../house/school.ts';
import { type FakeStrap, fakeStraps, strapSources } from '../house/straps.ts';
import { BACKGROUND, startBackground } from '../load/background.ts';
import { type Spread, showMs, spreadOf } from '../percentiles.ts';
import type { Bench, Figure, Part } from '../report.ts';

const AIM_MS = 300;
const PROBES = { count: 240, everyMs: 250 };
const PROBE_STRAPS = 8;
/** The store is asked again so long after it answered; it counts into the latency. */
const POLL_MS = 10;
/** A reading's own time is that of the gateway, which heard it at most so long after it was said. */
const HEARD_WITHIN_MS = 500;
const GIVE_UP_MS = 20_000;

/** From the byte that a strap says to the reading that a query of the store finds. */
export const byteToStore: Part = {
  about: `device byte -> edge process -> school process -> store, beside ${BACKGROUND.readingsPerSecond} readings/s`,
  async run(bench) {
    const figures = [await measured(bench, 'SQLite', undefined)];
    if (findPart('influxd') === undefined) return figures;
    const influxd = await startInfluxd();
    try {
      return [...figures, await measured(bench, 'InfluxDB', await influxd.database('latency'))];
    } finally {
      await influxd.remove();
    }
  },
};

async function measured(bench: Bench, name: string, influxUrl: string | undefined): Promise<Figure> {
  const folder = join(bench.folder, name);
  const place = await newPlace(join(folder, 'school'), influxUrl);
  const straps = await fakeStraps(PROBE_STRAPS, 'probe');
  const { school } = await seedSchool(
    place.dataDir,
    straps.map(({ device }) => device),
  );
  const [link] = await admitGateways(place.dataDir, { school, prefix: 'hall', count: 1 });
  const links = await admitGateways(place.dataDir, { school, prefix: 'load', count: BACKGROUND.gateways });
  if (link === undefined) throw new Error('no gateway');
  const config = writeEdgeConfig(join(folder, 'edge'), {
    link,
    mqttPort: place.mqttPort,
    sources: strapSources(straps),
  });
  const server = await startSchoolProcess([], place);
  const edge = startEdge(config);
  const store = openTelemetry({ dataDir: place.dataDir, influxUrl, readOnly: true });
  const load = await startBackground(`mqtt://127.0.0.1:${place.mqttPort}`, links);
  try {
    await eventually('all straps are heard', () => straps.every((strap) => strap.link.connected));
    await eventually('the gateway is online', () => edge.output().includes('broker connected'));
    load.go();
    await probe({ store, school, strap: straps[0], bpm: 60 });
    const latency = await probeAll({ store, school, straps });
    load.stop();
    const { samples, seconds, latency: background } = await load.done;
    return {
      what: `${name}: device byte in -> readable in the store, ${BACKGROUND.readingsPerSecond} readings/s beside`,
      seen: showMs(latency),
      aim: `p99 <= ${AIM_MS} ms`,
      met: latency.p99 <= AIM_MS,
      note: `asked each ${POLL_MS} ms; beside: ${Math.round(samples / seconds)}/s, publish to acknowledged ${showMs(background)}`,
    };
  } finally {
    load.end();
    await edge.stop();
    await store.close();
    await server.process.stop();
    for (const strap of straps) strap.link.close();
  }
}

interface Asked {
  readonly store: TelemetryStore;
  readonly school: SchoolId;
}

async function probeAll({ straps, ...asked }: Asked & { straps: readonly FakeStrap[] }): Promise<Spread> {
  const answers: Promise<number>[] = [];
  await atIntendedTimes(PROBES, (index, intended) => {
    // Neighbouring probes of a strap differ in their rate: it tells which of them was found.
    const bpm = 60 + (Math.floor(index / straps.length) % 120);
    const answer = probe({ ...asked, strap: straps[index % straps.length], bpm, intended });
    answer.catch(() => undefined); // heard below, with all the others
    answers.push(answer);
  });
  return spreadOf(await Promise.all(answers));
}

/** Lets a strap say a rate and asks the store until it has it. Milliseconds from the intended moment. */
async function probe({
  store,
  school,
  strap,
  bpm,
  intended = performance.now(),
}: Asked & { strap: FakeStrap | undefined; bpm: number; intended?: number }): Promise<number> {
  if (strap === undefined) throw new Error('no strap');
  const saidAt = Date.now();
  strap.beat(bpm);
  for (;;) {
    // A store that cannot answer just now has the reading no more than one that answers without it.
    const isThere = await holds(store, { school, device: strap.device, from: saidAt - 1, bpm }).catch(
      () => false,
    );
    if (isThere) return performance.now() - intended;
    if (performance.now() - intended > GIVE_UP_MS)
      throw new Error(`a reading was not in the store after ${GIVE_UP_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function holds(
  store: TelemetryStore,
  wanted: {
    readonly school: SchoolId;
    readonly device: DeviceId;
    readonly from: Instant;
    readonly bpm: number;
  },
): Promise<boolean> {
  const { school, device, from, bpm } = wanted;
  const to = from + HEARD_WITHIN_MS;
  for await (const sample of store.heartRate({ from, to, school, devices: [device] }))
    if (sample.bpm === bpm) return true;
  return false;
}

import { join } from 'node:path';
import { AlertsEvent, type SubjectId } from '@tizhi/contracts';
import { eventually, newPlace } from '@tizhi/testing';
import { startSchoolProcess } from '../../cli/src/e2e/school-process.ts';
import { listenTo, signInCookie } from '../house/event-stream.ts';
import { admitGateways, startEdge, writeEdgeConfig } from '../house/gateway.ts';
import { atIntendedTimes } from '../house/schedule.ts';
import { NURSE, RATES, seedSchool } from '../house/school.ts';
import { fakeStraps, strapSources } from '../house/straps.ts';
import { BACKGROUND, startBackground } from '../load/background.ts';
import { type Spread, showMs, spreadOf } from '../percentiles.ts';
import type { Figure, Part } from '../report.ts';

const AIM_MS = 250;
/** Each strap raises one alert; quiet first, then as many beside the load. */
const ALERTS = { count: 120, everyMs: 250 };
/** The rule's shortest: the byte that decides is the first one that comes a second after the first above. */
const SUSTAINED_MS = 1_000;
/** The strap says it is above so long before, so that a late hearing of the first does not spoil the second. */
const ABOVE_SINCE_MS = SUSTAINED_MS + 1_000;
const GIVE_UP_MS = 20_000;

/** From the byte that decides an alert to the event on the stream of the nurse's open page. */
export const byteToAlert: Part = {
  about: `device byte -> edge process -> school process -> the nurse's event stream, ${ALERTS.count} alerts`,
  async run(bench) {
    const straps = await fakeStraps(2 * ALERTS.count, 'strap');
    const gateways = [straps.slice(0, ALERTS.count), straps.slice(ALERTS.count)];
    const place = await newPlace(join(bench.folder, 'school'));
    const seeded = await seedSchool(
      place.dataDir,
      straps.map(({ device }) => device),
    );
    const { school, wearers } = seeded;
    const halls = await admitGateways(place.dataDir, { school, prefix: 'hall', count: gateways.length });
    const links = await admitGateways(place.dataDir, { school, prefix: 'load', count: BACKGROUND.gateways });
    const server = await startSchoolProcess([], place);
    const edges = halls.map((link, n) =>
      startEdge(
        writeEdgeConfig(join(bench.folder, link.gateway), {
          link,
          mqttPort: place.mqttPort,
          sources: strapSources(gateways[n] ?? []),
          rules: { hrAboveCeiling: { sustainedSeconds: SUSTAINED_MS / 1000 } },
        }),
      ),
    );
    const seenAt = new Map<SubjectId, number>();
    const page = await listenTo(`${server.url}/api/alerts/stream`, {
      cookie: await signInCookie(server.url, NURSE),
      heard(event, data) {
        if (event !== 'alerts') return;
        const now = performance.now();
        for (const { subject } of AlertsEvent.parse(JSON.parse(data)).alerts)
          if (subject !== null && !seenAt.has(subject)) seenAt.set(subject, now);
      },
    });
    const load = await startBackground(`mqtt://127.0.0.1:${place.mqttPort}`, links);
    try {
      await eventually('all straps are heard', () => straps.every((strap) => strap.link.connected), 30_000);
      await eventually('the gateways know the lesson', () =>
        edges.every((edge) => edge.output().includes('"what":"lesson"')),
      );
      const raise = async (some: typeof straps): Promise<Spread> => {
        const decidedAt = await raiseAll(some);
        const latencies = await eventually(
          'every alert is on the page',
          () => {
            const times = some.map(({ device }) => {
              const subject = wearers.get(device);
              return subject === undefined ? undefined : seenAt.get(subject);
            });
            return times.every((time) => time !== undefined)
              ? times.map((time, n) => time - (decidedAt[n] ?? Number.NaN))
              : undefined;
          },
          GIVE_UP_MS,
        );
        return spreadOf(latencies);
      };
      const quiet = await raise(gateways[0] ?? []);
      load.go();
      const loaded = await raise(gateways[1] ?? []);
      load.stop();
      await load.done;
      return [figure('', quiet), figure(`, ${BACKGROUND.readingsPerSecond} readings/s beside`, loaded)];
    } finally {
      page.close();
      load.end();
      await Promise.all(edges.map((edge) => edge.stop()));
      await server.process.stop();
      for (const strap of straps) strap.link.close();
    }
  },
};

const figure = (beside: string, latency: Spread): Figure => ({
  what: `device byte in -> alert on the nurse's event stream${beside}`,
  seen: showMs(latency),
  aim: `p99 <= ${AIM_MS} ms`,
  met: latency.p99 <= AIM_MS,
});

/** Each strap goes above its pupil's ceiling and stays; gives when each said the byte that decides. */
async function raiseAll(straps: Awaited<ReturnType<typeof fakeStraps>>): Promise<number[]> {
  const decidedAt: number[] = [];
  const first = atIntendedTimes({ ...ALERTS, count: straps.length }, (n) => straps[n]?.beat(RATES.alarming));
  await new Promise((resolve) => setTimeout(resolve, ABOVE_SINCE_MS));
  await atIntendedTimes({ ...ALERTS, count: straps.length }, (n, intended) => {
    decidedAt.push(intended);
    straps[n]?.beat(RATES.alarming);
  });
  await first;
  return decidedAt;
}

import { join } from 'node:path';
import { eventually, newPlace, type RunningProcess } from '@tizhi/testing';
import { type AlertProbes, PROBE_RULE, startAlertProbes } from './alert-probes.ts';
import { signInCookie } from './event-stream.ts';
import { admitGateways, startEdge, writeEdgeConfig } from './gateway.ts';
import { type LessonLoad, startLessonLoad } from './lesson-load.ts';
import { type LiveProbes, startLiveProbes } from './live-probes.ts';
import { type Roles, startRoles } from './roles.ts';
import { ADMIN, NURSE, seedSchool } from './school.ts';
import { type FakeStrap, fakeStraps, strapSources } from './straps.ts';

const LIVE_STRAPS = 12;
const ALERT_STRAPS = 30;
/** A gateway takes 200 sources: most straps of the load, the probes and the mats; the second takes the rest. */
const STRAPS_BESIDE_PROBES = 150;
const START_MS = 60_000;

/** A school in processes, with its full load, a nurse's and a teacher's page open, and straps that probe them. */
export interface WatchedHouse {
  readonly dataDir: string;
  readonly httpPort: number;
  readonly roles: Roles;
  readonly load: LessonLoad;
  /** All that say something: those of the load and the probes. */
  readonly straps: readonly FakeStrap[];
  readonly alerts: AlertProbes;
  readonly live: LiveProbes;
  /** Of the administrator's session, who may read the gateways' status. */
  readonly adminCookie: string;
  pids(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Without an inbox unless `withInbox`: the caller may start it later. `edgeFolder` is the first gateway's own. */
export async function startWatchedHouse(
  folder: string,
  options: { readonly influxUrl?: string; readonly edgeFolder?: string; readonly withInbox?: boolean },
): Promise<WatchedHouse> {
  const load = await startLessonLoad();
  const liveStraps = await fakeStraps(LIVE_STRAPS, 'live');
  const alertStraps = await fakeStraps(ALERT_STRAPS, 'alert');
  const probes = [...liveStraps, ...alertStraps];
  const place = await newPlace(join(folder, 'school'), options.influxUrl);
  const { school, lesson, wearers } = await seedSchool(
    place.dataDir,
    probes.map(({ device }) => device),
  );
  const [hall, second] = await admitGateways(place.dataDir, { school, prefix: 'hall', count: 2 });
  if (hall === undefined || second === undefined) throw new Error('no gateway');
  const roles = await startRoles(place, folder);
  if (options.withInbox === true) await roles.startIngest();
  const { mqttPort } = place;
  // One gateway hears almost everything: its alerts have the whole backlog beside them.
  const first = writeEdgeConfig(options.edgeFolder ?? join(folder, 'edge'), {
    link: hall,
    mqttPort,
    sources: [
      ...strapSources(load.straps.slice(0, STRAPS_BESIDE_PROBES)),
      ...strapSources(probes),
      ...load.matSources,
    ],
    rules: { hrAboveCeiling: PROBE_RULE },
  });
  const other = writeEdgeConfig(join(folder, 'edge-2'), {
    link: second,
    mqttPort,
    sources: strapSources(load.straps.slice(STRAPS_BESIDE_PROBES)),
  });
  const edges: RunningProcess[] = [startEdge(first), startEdge(other)];
  const [edge] = edges;
  const straps = [...load.straps, ...probes];
  await eventually('all straps are heard', () => straps.every(({ link }) => link.connected), START_MS);
  await eventually(
    'the gateway knows the lesson',
    () => edge?.output().includes('"what":"lesson"'),
    START_MS,
  );
  const url = `http://127.0.0.1:${place.httpPort}`;
  const cookie = await signInCookie(url, NURSE);
  const alerts = await startAlertProbes({ url, cookie, straps: alertStraps, wearers });
  const live = await startLiveProbes({ url, cookie, lesson, straps: liveStraps, wearers });
  return {
    dataDir: place.dataDir,
    httpPort: place.httpPort,
    roles,
    load,
    straps,
    alerts,
    live,
    adminCookie: await signInCookie(url, ADMIN),
    pids: () => ({
      edge: edge?.pid ?? 0,
      broker: roles.broker.pid,
      api: roles.api.pid,
      ...(roles.ingest === undefined ? {} : { ingest: roles.ingest.pid }),
    }),
    async close() {
      live.close();
      alerts.close();
      await Promise.all(edges.map((running) => running.stop()));
      await roles.stop();
      load.close();
      for (const { link } of probes) link.close();
    },
  };
}

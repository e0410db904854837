import type { AddressInfo } from 'node:net';
import { type HealthResponse, type Instant, listenFailure, type SchoolId } from '@tizhi/contracts';
import type { RecordStore, TelemetryStore } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import { createAccess } from './accounts/access.ts';
import { createSignIn } from './accounts/sign-in.ts';
import { startAlertRoom } from './alerts/alert-room.ts';
import type { App } from './app.ts';
import { readNotes } from './care/purpose.ts';
import { startCare } from './care/start-care.ts';
import { openSchoolKey } from './certificate/school-key.ts';
import { startDesiredKeeper } from './desired/desired-keeper.ts';
import { apiDocs } from './docs.ts';
import { createEvidenceDesk } from './evidence/evidence-desk.ts';
import { createScoreJob } from './jobs/score-job.ts';
import { createGatewayWatch } from './live/gateway-watch.ts';
import { createLiveRoom } from './live/live-room.ts';
import { type BusEvent, type MqttAccess, openMqttLink } from './live/mqtt-link.ts';
import { createLoadDesk } from './load/load-desk.ts';
import { startLoop } from './loop.ts';
import type { Spreadsheets } from './national/spreadsheets.ts';
import { aboutRoute } from './routes/about.ts';
import { alertRoutes } from './routes/alerts.ts';
import { certificateRoutes } from './routes/certificate.ts';
import { classRoutes } from './routes/classes.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { gatewayRoutes } from './routes/gateways.ts';
import { healthRoute } from './routes/health.ts';
import { lessonLoadRoutes } from './routes/lesson-load.ts';
import { lessonRoutes } from './routes/lessons.ts';
import { resultRoutes } from './routes/results.ts';
import { rosterRoutes } from './routes/roster.ts';
import { sessionRoutes } from './routes/session.ts';
import { testDayExportRoutes } from './routes/test-day-export.ts';
import { testDayLineageRoutes } from './routes/test-day-lineage.ts';
import { testDayRoutes } from './routes/test-days.ts';
import { webPages } from './routes/web-pages.ts';
import { createLessonBook } from './school/lesson-book.ts';
import { createRosterCache } from './school/roster-cache.ts';
import { createServer } from './server.ts';
import { createResultFeed } from './streams/result-feed.ts';
import { createStreamHub } from './streams/stream-hub.ts';
import { createDayBook } from './test-day/day-book.ts';
import { createDayRoom } from './test-day/day-room.ts';
import { createSeenLog } from './test-day/seen-log.ts';

export interface ApiOptions {
  readonly host: string;
  /** 0: any free port; the one taken is in the result's `url`. */
  readonly port: number;
  /** Both stores stay open when the API closes: they belong to the caller. */
  readonly records: RecordStore;
  readonly telemetry: TelemetryStore;
  /** A service account of the broker. */
  readonly mqtt: MqttAccess;
  /** The key that signs lesson certificates; made at the first start. */
  readonly certificateKeyFile: string;
  /** Folder of the built pages; `null`: no pages. */
  readonly webRoot: string | null;
  readonly school: SchoolId;
  /** How roster files are read and national files written. */
  readonly spreadsheets: Spreadsheets;
  /** The roles that run beside this one in the same process; shown by `/api/health`. */
  readonly roles: HealthResponse['roles'];
  readonly version: string;
  readonly demo: boolean;
  readonly log: FastifyBaseLogger;
  /**
   * Whether the session cookie is for https only. `auto` (the default): where the request came over https,
   * which behind a proxy needs `trustProxy`. `true` also tells browsers to stay with https (HSTS).
   */
  readonly secureCookie?: boolean | 'auto';
  /** Addresses of proxies whose `X-Forwarded-*` are believed (fastify's `trustProxy`). Default: none. */
  readonly trustProxy?: boolean | string;
  /** Epoch milliseconds now. Default: the system's clock. */
  readonly clock?: () => Instant;
}

export interface RunningApi {
  readonly url: string;
  /** Reads roster and lessons again now, after a change that should show at once. */
  refresh(): Promise<void>;
  /** Ends the live pages, the jobs and the connection to the broker. Closing twice is harmless. */
  close(): Promise<void>;
}

/** New attempts are scored and shown within this. */
const SCORE_EVERY_MS = 250;
const SCORE_SLOWEST_MS = 10_000;
/**
 * What a request under way gets to finish when the server closes. Then every connection is cut: browsers
 * keep connections open on which they have asked nothing yet, and those do not count as idle.
 */
const CLOSE_MS = 1_000;

/**
 * Starts the HTTP API: accounts, routes, live pages, the score job and the gateways' desired state. Does
 * not wait for the broker. Throws as `listenFailure` says.
 */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const { records, telemetry, school, log, demo, version, secureCookie = 'auto' } = options;
  const clock = options.clock ?? Date.now;
  const base = { records, school, clock, log };

  const key = openSchoolKey(options.certificateKeyFile);
  const roster = createRosterCache(base);
  const lessons = createLessonBook(base);
  const access = createAccess(base);
  const hub = createStreamHub(log);
  const watch = createGatewayWatch();
  const seen = createSeenLog(base);
  const feed = createResultFeed({ records, roster, school, seen });

  const app = await createServer({
    log,
    trustProxy: options.trustProxy ?? false,
    https: secureCookie === true,
  });
  await apiDocs(app, version);
  healthRoute(app, { records, telemetry, version, roles: options.roles, clock });
  aboutRoute(app, { roster, demo });
  sessionRoutes(app, { access, signIn: createSignIn(base), roster, secureCookie, demo });
  const alerts = startAlertRoom({ ...base, roster, changed: () => room.alertsChanged() });
  const room = createLiveRoom({ ...base, telemetry, roster, lessons, alerts: () => alerts.book() });
  lessonRoutes(app, { ...base, access, lessons, roster, room, hub });
  certificateRoutes(app, { ...base, access, telemetry, lessons, roster, key });
  const loads = createLoadDesk({ ...base, telemetry, lessons, roster });
  lessonLoadRoutes(app, { access, desk: loads, noteRead: readNotes(base) });
  resultRoutes(app, { ...base, access, roster, feed, hub, seen });
  alertRoutes(app, { access, alerts, roster, hub });
  gatewayRoutes(app, { ...base, access, watch });
  classRoutes(app, { access, roster });
  const book = createDayBook({ records, roster, school });
  const testDays = createDayRoom({ book, seen, clock });
  const telling = startLoop({
    everyMs: SCORE_EVERY_MS,
    slowestMs: SCORE_SLOWEST_MS,
    work: () => testDays.advance(),
    failed: (error, nextMs) => log.warn({ err: error, nextMs }, 'test days cannot be shown yet'),
  });
  const testDayChanged = (): void => {
    telling.wake();
    care.look();
  };
  testDayRoutes(app, { ...base, access, roster, book, room: testDays, seen, hub, changed: testDayChanged });
  testDayLineageRoutes(app, { access, records, book, seen });
  const { spreadsheets } = options;
  testDayExportRoutes(app, { ...base, access, roster, book, seen, spreadsheets });
  const rosterChanged = async (): Promise<void> => {
    await roster.refresh();
    keeper.wake();
    telling.wake();
    care.changed();
  };
  rosterRoutes(app, { ...base, access, spreadsheets, changed: rosterChanged });
  const care = startCare(app, { ...base, access, roster, spreadsheets, demo });
  const evidence = createEvidenceDesk({ ...base, roster, book: care.book });
  evidenceRoutes(app, { ...base, access, roster, desk: evidence });
  await webPages(app, options.webRoot);
  app.addHook('preClose', async () => hub.close());

  const url = await listen(app, options).catch(async (error: unknown) => {
    room.close();
    await Promise.all([alerts.stop(), telling.stop(), care.stop(), seen.stop(), app.close()]);
    throw error;
  });

  // Events come in later turns: by then everybody below is there.
  const hear = (event: BusEvent, now: Instant): void => {
    switch (event.kind) {
      case 'connected':
        keeper.connected();
        break;
      case 'live':
        if (event.message.body !== undefined) room.hearTelemetry(event.message.body);
        if (event.message.cameras !== undefined) room.hearCameras(event.gateway, event.message.cameras);
        break;
      case 'alert':
        alerts.hear(event.body);
        break;
      case 'status':
        watch.hear({ ...event, moment: { now, mono: performance.now() } });
        keeper.born(event.gateway, event.status.state === 'online' ? event.status.desired : undefined);
        break;
      case 'desired':
        keeper.heard(event.gateway, event.desired);
        break;
    }
  };
  const link = openMqttLink({ access: options.mqtt, school, log, clock, hear });
  const keeper = startDesiredKeeper({ ...base, roster, lessons, link });

  await roster.current().catch((error: unknown) => log.warn({ err: error }, 'the roster cannot be read yet'));
  await alerts.look().catch((error: unknown) => log.warn({ err: error }, 'no open alerts read back yet'));
  await room.refill().catch((error: unknown) => log.warn({ err: error }, 'no live state read back'));
  const job = createScoreJob({ ...base, roster });
  const showing = startLoop({
    everyMs: SCORE_EVERY_MS,
    slowestMs: SCORE_SLOWEST_MS,
    work: () => feed.advance(),
    failed: (error, nextMs) => log.warn({ err: error, nextMs }, 'new results cannot be shown yet'),
  });
  const scoring = startLoop({
    everyMs: SCORE_EVERY_MS,
    slowestMs: SCORE_SLOWEST_MS,
    work: async () => {
      if (await job.run()) showing.wake();
    },
    failed: (error, nextMs) => log.warn({ err: error, nextMs }, 'scoring waits for the store'),
  });

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    room.close();
    const cut = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS);
    await Promise.all([
      scoring.stop(),
      showing.stop(),
      telling.stop(),
      care.stop(),
      alerts.stop(),
      keeper.stop(),
      link.close(),
      app.close(),
    ]);
    clearTimeout(cut);
    await seen.stop(); // requests that just ended may have noted something
  };
  return {
    url,
    async refresh() {
      await roster.refresh();
      keeper.wake();
      care.changed();
      scoring.wake();
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

async function listen(app: App, { host, port }: ApiOptions): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw listenFailure(error, {
      host,
      port,
      hostSetting: 'TIZHI_HTTP_HOST',
      portSetting: 'TIZHI_HTTP_PORT',
    });
  }
  const { port: taken } = app.server.address() as AddressInfo;
  return `http://${shownHost(host)}:${taken}`;
}

/** An address that a browser on this machine can open. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

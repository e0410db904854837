import { HealthResponse, type Instant } from '@tizhi/contracts';
import type { RecordStore, TelemetryStore } from '@tizhi/storage';
import type { App } from '../app.ts';
import { refusals } from '../refusals.ts';

/** A store that has not answered by then counts as not answering. */
const PING_MS = 2_000;
/** The route is open to anybody: it asks the stores once a second at most. */
const KEEP_MS = 1_000;

/**
 * 200 means that this process answers, also while a store does not: a supervisor that restarted it for a
 * store's outage would only cut off the live pages. Look at `status`.
 */
export function healthRoute(
  app: App,
  {
    records,
    telemetry,
    version,
    roles,
    clock,
  }: {
    readonly records: Pick<RecordStore, 'kind' | 'ping'>;
    readonly telemetry: Pick<TelemetryStore, 'kind' | 'ping'>;
    readonly version: string;
    readonly roles: HealthResponse['roles'];
    readonly clock: () => Instant;
  },
): void {
  const look = async (): Promise<HealthResponse> => {
    const [telemetryOk, recordsOk] = await Promise.all([inTime(telemetry.ping()), inTime(records.ping())]);
    return {
      status: telemetryOk && recordsOk ? 'ok' : 'degraded',
      version,
      roles,
      stores: {
        telemetry: { kind: telemetry.kind, ok: telemetryOk },
        records: { kind: records.kind, ok: recordsOk },
      },
    };
  };
  let kept: { readonly at: Instant; readonly answer: Promise<HealthResponse> } | undefined;

  app.get(
    '/api/health',
    {
      schema: {
        summary: 'Is this server well? Open to anybody; 200 also when degraded, read `status`.',
        tags: ['server'],
        response: { 200: HealthResponse, ...refusals(500) },
      },
    },
    async (_request, reply) => {
      const now = clock();
      if (kept === undefined || Math.abs(now - kept.at) >= KEEP_MS) kept = { at: now, answer: look() };
      return reply.header('cache-control', 'no-store').send(await kept.answer);
    },
  );
}

async function inTime(ping: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PING_MS, false);
  });
  try {
    return await Promise.race([ping, late]);
  } finally {
    clearTimeout(timer);
  }
}

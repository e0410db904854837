import { TizhiError } from '@tizhi/contracts';
import { InfluxDB } from 'influx';
import { type InfluxAddress, parseInfluxUrl } from './influx-address.ts';
import { type LineBatch, type LineStarts, lineBatches, lineStarts } from './influx-lines.ts';
import type { Query } from './influx-pages.ts';
import { readHeartRate } from './influx-read.ts';
import { readReadings } from './influx-reading-read.ts';
import { createLineWriter, type LineWriter, PARALLEL_BATCHES, WriteRefused } from './influx-write.ts';
import type { Refusal, TelemetryMessage, TelemetryStore } from './telemetry-store.ts';

/** How long a page of samples may take. */
const QUERY_LIMIT_MS = 30_000;
const PING_LIMIT_MS = 2_000;

/**
 * Telemetry in InfluxDB through its 1.x API, which 1.x, 2.x and 3 accept. `url` is
 * `http://[user:password@]host:port/database`; a missing database is created. Opening asks the server
 * nothing: one that is down now is found when it is back, by the next call, without a restart here.
 *
 * Throws `TIZHI_SETTING_INVALID` for an address that is none; every call throws `TIZHI_STORE_UNAVAILABLE`
 * when the server does not answer in time, or refuses.
 */
export function openInfluxTelemetry(options: {
  readonly url: string;
  /** Never creates the database: for an export, where a mistyped name should be told. */
  readonly readOnly?: boolean;
}): TelemetryStore {
  const address = parseInfluxUrl(options.url);
  const client = createClient(address);
  const writer = createLineWriter(address);
  const starts = lineStarts();
  const query = (influxQl: string) =>
    within(QUERY_LIMIT_MS, (signal) =>
      client.queryRaw(influxQl, { precision: 'ms', method: 'POST', signal }),
    );
  let isClosed = false;
  let hasDatabase = options.readOnly === true;
  const ensureDatabase = async (): Promise<void> => {
    if (hasDatabase) return;
    const names = await within(QUERY_LIMIT_MS, () => client.getDatabaseNames());
    if (!names.includes(address.database))
      await within(QUERY_LIMIT_MS, () => client.createDatabase(address.database));
    hasDatabase = true;
  };
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      if (isClosed) throw new Error('it was closed');
      await ensureDatabase();
      return await work();
    } catch (error) {
      // Whatever went wrong, look again next time: the server may come back with an empty disk.
      hasDatabase = options.readOnly === true;
      throw unavailable(error);
    }
  };
  const ask: Query = (influxQl, read) => guard(async () => read(await query(influxQl)));
  return {
    kind: 'influx',
    write: (messages) => guard(() => writeBatches({ writer, starts }, messages)),
    heartRate: (range) => readHeartRate(ask, range),
    readings: (range) => readReadings(ask, range),
    async ping() {
      try {
        if (isClosed) return false;
        const [host] = await within(PING_LIMIT_MS, () => client.ping(PING_LIMIT_MS));
        return host?.online === true;
      } catch {
        return false;
      }
    },
    async close() {
      isClosed = true;
      writer.close();
    },
  };
}

/** For queries and management. It neither retries nor avoids a host that failed: the caller has a back-off. */
function createClient({ protocol, host, port, database, credentials }: InfluxAddress): InfluxDB {
  const noBackOff = { getDelay: () => 0, next: () => noBackOff, reset: () => noBackOff };
  return new InfluxDB({
    protocol,
    host,
    port,
    database,
    ...(credentials ?? {}),
    pool: { maxRetries: 0, requestTimeout: QUERY_LIMIT_MS, backoff: noBackOff },
  });
}

interface Door {
  readonly writer: LineWriter;
  readonly starts: LineStarts;
}

/** Sends the batches, a few at a time, and waits for all of them, also where one fails. */
async function writeBatches(door: Door, messages: readonly TelemetryMessage[]): Promise<readonly Refusal[]> {
  const batches = lineBatches(messages, door.starts);
  const refused: Refusal[] = [];
  const senders = Array.from({ length: PARALLEL_BATCHES }, async () => {
    for (const batch of batches) refused.push(...(await sendBatch(door, batch)));
  });
  const failed = (await Promise.allSettled(senders)).find((sender) => sender.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return refused;
}

/**
 * Sends one batch. Points older than the database's retention are refused while the rest of the batch is
 * stored: the school chose to delete what is that old, so they count as stored. Whatever else influxd calls
 * a bad request will be one for ever: the messages are then sent apart, in halves, until the guilty are found.
 */
async function sendBatch(door: Door, { lines, messages }: LineBatch): Promise<readonly Refusal[]> {
  try {
    await door.writer.write(lines);
    return [];
  } catch (error) {
    if (!(error instanceof WriteRefused) || !PERMANENT.has(error.status)) throw error;
    if (error.message.includes('beyond retention policy')) return [];
    const [message] = messages;
    if (message !== undefined && messages.length === 1) return [{ message, reason: error.message }];
    const half = Math.ceil(messages.length / 2);
    const refused: Refusal[] = [];
    for (const part of [messages.slice(0, half), messages.slice(half)])
      for (const batch of lineBatches(part, door.starts)) refused.push(...(await sendBatch(door, batch)));
    return refused;
  }
}

/**
 * 400: unparsable, another field type, too many series or tag values. 413: too large. 422: unprocessable (2.x).
 * Not 401, 403, 404: those are about the account and the database, which a person mends.
 */
const PERMANENT: ReadonlySet<number> = new Set([400, 413, 422]);

/** The client waits for ever on an answer that stops half-way, so that every call gets its limit here. */
async function within<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const control = new AbortController();
  const late = new Promise<never>((_, reject) => {
    control.signal.addEventListener('abort', () => reject(new Error(`no answer within ${limitMs} ms`)));
  });
  const timer = setTimeout(() => control.abort(), limitMs);
  try {
    return await Promise.race([work(control.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(error: unknown): TizhiError {
  if (error instanceof TizhiError) return error;
  const problem = error instanceof Error ? `InfluxDB: ${describe(error)}` : 'InfluxDB failed';
  return new TizhiError('TIZHI_STORE_UNAVAILABLE', { store: 'telemetry', problem }, { cause: error });
}

/** Node reports a host with several addresses as one error without a message. */
const describe = (error: Error): string =>
  error.message === '' && 'code' in error ? String(error.code) : error.message;

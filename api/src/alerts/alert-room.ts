import type { AlertBody, AlertsEvent, Instant, SchoolId } from '@tizhi/contracts';
import type { RecordStore, StoredAlert } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import { startLoop } from '../loop.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { EventStream } from '../streams/event-stream.ts';
import {
  type AlertBook,
  type BookedAlert,
  changesOf,
  endedUnheard,
  hearAlert,
  openAlerts,
  readAlert,
} from './alert-book.ts';
import { alertView } from './alert-view.ts';

/** An alert that MQTT did not bring is on the pages this soon after it was stored. */
const LOOK_MS = 300;
const SLOWEST_MS = 5_000;
/** The newest open alerts at each look; every so many looks all of them, to see which have ended. */
const NEWEST = 20;
const ALL_EVERY = 10;
const ALL = 500;
/** Alerts in one event: their evidence may be long. */
const BATCH = 10;
const DRAIN_MS = 1_000;
/** A page that hears nothing for some of these knows that its connection is dead. */
const BEAT_MS = 5_000;

export interface AlertRoom {
  /** The first ear: a message of the alert lane, milliseconds after the gateway sent it. */
  hear(body: AlertBody): void;
  book(): AlertBook;
  /** Reads the alert table now, as it is read again and again. Throws where the store does. */
  look(): Promise<void>;
  /** Sends all open alerts, then each change as it happens, until the stream closes. */
  follow(stream: EventStream): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Owns the alerts of the school and the pages that show them. It has two ears: MQTT, which is fast and may
 * lose, and the alert table, which has everything. Whatever both bring is one alert.
 */
export function startAlertRoom({
  records,
  roster,
  school,
  clock,
  log,
  changed,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
  readonly clock: () => Instant;
  readonly log: FastifyBaseLogger;
  /** Alerts were raised or have ended. */
  readonly changed: () => void;
}): AlertRoom {
  let book: AlertBook = new Map();
  let looks = 0;
  const streams = new Set<EventStream>();

  const eventOf = (alerts: readonly BookedAlert[], reset = false): string => {
    const event: AlertsEvent = {
      serverAt: clock(),
      reset,
      alerts: alerts.map((alert) => alertView(alert, roster.last)),
    };
    return JSON.stringify(event);
  };
  const send = (to: Iterable<EventStream>, data: string): void => {
    for (const stream of to) stream.send({ event: 'alerts', data });
  };
  const become = (next: AlertBook): void => {
    const changes = changesOf(book, next);
    book = next;
    for (let at = 0; at < changes.length; at += BATCH) send(streams, eventOf(changes.slice(at, at + BATCH)));
    if (changes.length > 0) changed();
  };

  const look = async (): Promise<void> => {
    const all = looks % ALL_EVERY === 0;
    const limit = all ? ALL : NEWEST;
    const open = await records.alerts.list({ school, openOnly: true, limit });
    looks += 1;
    await introduce(open);
    become(open.reduce(readAlert, book));
    // Where the table has more open alerts than were read, one that is not among them may be open still.
    if (all && open.length < ALL) become((await ended(open)).reduce(readAlert, book));
  };
  /** Names of pupils that came to the school since the roster was read. */
  const introduce = async (alerts: readonly StoredAlert[]): Promise<void> => {
    for (const { body } of alerts)
      if (body.subject !== null && !book.has(body.alert)) await roster.pupil(body.subject);
  };
  const ended = async (open: readonly StoredAlert[]): Promise<StoredAlert[]> => {
    const found = await Promise.all(endedUnheard(book, open).map((alert) => records.alerts.find(alert)));
    return found.filter((alert) => alert !== undefined);
  };

  const loop = startLoop({
    everyMs: LOOK_MS,
    slowestMs: SLOWEST_MS,
    work: look,
    failed: (error, nextMs) => log.warn({ err: error, nextMs }, 'the alert table cannot be read yet'),
  });
  const beat = setInterval(() => send(streams, eventOf([])), BEAT_MS);
  beat.unref();

  return {
    hear: (body) => become(hearAlert(book, body)),
    book: () => book,
    look,
    async follow(stream) {
      const open = openAlerts(book);
      // It joins in the same turn: what changes while the open ones are sent comes behind them.
      streams.add(stream);
      stream.onClose(() => streams.delete(stream));
      send([stream], eventOf(open.slice(0, BATCH), true));
      for (let at = BATCH; at < open.length && !stream.closed; at += BATCH) {
        await stream.drained(DRAIN_MS);
        const still = open
          .slice(at, at + BATCH)
          .filter(({ body }) => book.get(body.alert)?.clearedAt === null);
        send([stream], eventOf(still));
      }
    },
    async stop() {
      clearInterval(beat);
      await loop.stop();
    },
  };
}

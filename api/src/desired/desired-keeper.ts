import type { GatewayId, Instant, SchoolId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import type { DesiredMessage, MqttLink } from '../live/mqtt-link.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { LessonBook } from '../school/lesson-book.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import { contentOf, type Held, messagesToPublish, topicOf, wantedState } from './desired-state.ts';
import { Patience, type Taken } from './patience.ts';

/** A teacher who starts a lesson sees it on the gateways within this. */
const EVERY_MS = 1_000;
const SLOWEST_MS = 15_000;
/** After a connection the broker's retained messages arrive; publishing before would be needless work. */
const SETTLE_MS = 300;
/** Gateways a school can have. */
const MAX_GATEWAYS = 1_000;

export interface DesiredKeeper {
  /** A connection to the broker is there, which may have forgotten all. */
  connected(): void;
  /** The broker holds this message. */
  heard(gateway: GatewayId, desired: DesiredMessage): void;
  /** A gateway said that it is there, and which versions it acts on where it says so. */
  born(gateway: GatewayId, taken?: Taken): void;
  /** Looks now instead of within the second. */
  wake(): void;
  stop(): Promise<void>;
}

/** Keeps what each gateway's topics hold equal to what the records say. */
export function startDesiredKeeper({
  records,
  roster,
  lessons,
  link,
  school,
  clock,
  log,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly lessons: LessonBook;
  readonly link: Pick<MqttLink, 'connected' | 'publish'>;
  readonly school: SchoolId;
  readonly clock: () => Instant;
  readonly log: FastifyBaseLogger;
}): DesiredKeeper {
  const held = new Map<string, Held>();
  const gateways = new Set<GatewayId>();
  const patience = new Patience();
  let settledAt = Number.POSITIVE_INFINITY;
  let leftOut = 0;

  const know = (gateway: GatewayId): boolean => {
    if (gateways.has(gateway) || gateways.size >= MAX_GATEWAYS) return false;
    gateways.add(gateway);
    return true;
  };

  const work = async (): Promise<void> => {
    if (!link.connected || performance.now() < settledAt) return;
    for (const { gateway } of await records.gateways(school)) know(gateway);
    if (gateways.size === 0) return;
    const [{ pupils }, active] = await Promise.all([roster.current(), lessons.active()]);
    const now = clock();
    const wanted = wantedState(pupils.values(), active, now);
    if (wanted.leftOut.length > leftOut)
      log.warn({ leftOut: wanted.leftOut.length }, 'pupils whose record does not fit a roster message');
    leftOut = wanted.leftOut.length;
    for (const { topic, desired } of messagesToPublish({ school, gateways, wanted, held, now })) {
      await link.publish(topic, desired.message);
      held.set(topic, { version: desired.message.version, content: contentOf(desired) });
      log.info({ topic, version: desired.message.version }, 'desired state published');
    }
  };
  const loop: Loop = startLoop({
    everyMs: EVERY_MS,
    slowestMs: SLOWEST_MS,
    work,
    failed: (error, nextMs) => log.warn({ err: error, nextMs }, 'desired state could not be published'),
  });
  let settling: NodeJS.Timeout | undefined;

  return {
    connected() {
      // What was held is unknown until it is heard, but its versions still count.
      for (const [topic, { version }] of held) held.set(topic, { version, content: '' });
      settledAt = performance.now() + SETTLE_MS;
      clearTimeout(settling);
      settling = setTimeout(() => loop.wake(), SETTLE_MS + 1);
    },
    heard(gateway, desired) {
      const topic = topicOf(school, gateway, desired.what);
      const before = held.get(topic);
      const { version } = desired.message;
      // Our own message coming back, or an older one still on its way, changes nothing.
      if (before === undefined || version >= before.version)
        held.set(topic, { version, content: contentOf(desired) });
    },
    born(gateway, taken) {
      if (know(gateway)) loop.wake();
      if (taken === undefined) return;
      for (const what of ['roster', 'lesson'] as const) {
        const topic = topicOf(school, gateway, what);
        const version = held.get(topic)?.version ?? 0;
        if (!patience.exhausted(topic, { held: version, taken: taken[what], at: performance.now() }))
          continue;
        log.warn({ topic, version, taken: taken[what] }, 'a gateway never took this; it is told again');
        // Its content counts as unknown: the next round publishes it under a newer version.
        held.set(topic, { version, content: '' });
        loop.wake();
      }
    },
    wake: () => loop.wake(),
    async stop() {
      clearTimeout(settling);
      await loop.stop();
    },
  };
}

import {
  type CameraView,
  type GatewayId,
  type HeartRateSample,
  heartRatesIn,
  type Instant,
  type LessonId,
  type LiveFrame,
  type ReadingSample,
  readingsIn,
  type SchoolId,
  type TelemetryBody,
} from '@tizhi/contracts';
import type { TelemetryStore } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import type { AlertBook } from '../alerts/alert-book.ts';
import type { BoundLesson, LessonBook } from '../school/lesson-book.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { EventStream } from '../streams/event-stream.ts';
import { CameraWall } from './camera-wall.ts';
import { type DeviceBook, hearReadings } from './device-book.ts';
import { liveFrame } from './live-lesson.ts';
import { CLOCK_AHEAD_MS, hear, type LiveState, type Moment, NOTHING_HEARD } from './live-state.ts';

const FRAME_MS = 1_000;
/** Figures move: five times a second, and only where a camera was heard since. */
const CAMERAS_MS = 200;
/** What a restarted server reads back: older samples are silent anyway. */
const REFILL_MS = 15_000;
/** A battery is told once in some minutes. */
const REFILL_READINGS_MS = 10 * 60_000;
/** Samples read back at once. */
const REFILL_BATCH = 1_000;

export interface LiveRoom {
  hearTelemetry(body: TelemetryBody): void;
  /** What a gateway's cameras show; every page that watches a lesson sees it within {@link CAMERAS_MS}. */
  hearCameras(gateway: GatewayId, views: readonly CameraView[]): void;
  /** Sends every page its frame now instead of within the second: an alert was raised or has ended. */
  alertsChanged(): void;
  /** Reads the last seconds back from the store; what it cannot give is simply missing. */
  refill(): Promise<void>;
  frame(lesson: BoundLesson): LiveFrame;
  /** Sends the lesson's frame now and each second until the stream closes. */
  watch(lesson: BoundLesson, stream: EventStream): void;
  close(): void;
}

interface Show {
  lesson: BoundLesson;
  readonly streams: Set<EventStream>;
}

/** Owns the live state of the school and the pages that watch it. */
export function createLiveRoom({
  telemetry,
  roster,
  lessons,
  alerts,
  school,
  clock,
  log,
}: {
  readonly telemetry: TelemetryStore;
  readonly roster: RosterCache;
  readonly lessons: LessonBook;
  readonly alerts: () => AlertBook;
  readonly school: SchoolId;
  readonly clock: () => Instant;
  readonly log: FastifyBaseLogger;
}): LiveRoom {
  let state: LiveState = NOTHING_HEARD;
  let book: DeviceBook = new Map();
  const shows = new Map<LessonId, Show>();
  const moment = (): Moment => ({ now: clock(), mono: performance.now() });
  const take = (samples: readonly HeartRateSample[]): void => {
    const before = state;
    state = hear(before, samples, moment());
    if (before.fromTheFuture === 0 && state.fromTheFuture > 0)
      log.warn("a gateway's clock is ahead of this server's: its samples are not shown");
  };

  const frame = (lesson: BoundLesson): LiveFrame =>
    liveFrame({ state, book, alerts: alerts(), lesson, pupils: roster.last.pupils, moment: moment() });

  const send = (lesson: BoundLesson, streams: Iterable<EventStream>): void => {
    const data = JSON.stringify(frame(lesson));
    for (const stream of streams) stream.send({ event: 'tiles', data });
  };

  /** Names, seats and bindings of the next frame; a store that does not answer leaves the last ones. */
  const renew = async (show: Show): Promise<void> => {
    await roster.current();
    show.lesson = (await lessons.find(show.lesson.lesson)) ?? show.lesson;
  };
  let renewing = false;
  const renewAll = async (): Promise<void> => {
    if (renewing) return;
    renewing = true;
    await Promise.allSettled([...shows.values()].map(renew));
    renewing = false;
  };
  const sendAll = (): void => {
    for (const show of shows.values()) send(show.lesson, show.streams);
  };
  const timer = setInterval(() => {
    sendAll();
    void renewAll();
  }, FRAME_MS);
  const wall = new CameraWall();
  const sendCameras = (): void => {
    const news = wall.news(moment());
    if (news === undefined) return;
    const data = JSON.stringify(news);
    for (const show of shows.values())
      for (const stream of show.streams) stream.send({ event: 'cameras', data });
  };
  const camerasTimer = setInterval(sendCameras, CAMERAS_MS);

  return {
    hearTelemetry(body) {
      take(heartRatesIn(body));
      book = hearReadings(book, readingsIn(body), moment());
    },
    hearCameras: (gateway, views) => wall.hear({ gateway, views }, moment()),
    alertsChanged: sendAll,
    async refill() {
      const now = clock();
      let batch: HeartRateSample[] = [];
      for await (const sample of telemetry.heartRate({
        from: now - REFILL_MS,
        to: now + CLOCK_AHEAD_MS,
        school,
      })) {
        if (batch.push(sample) < REFILL_BATCH) continue;
        take(batch);
        batch = [];
      }
      take(batch);
      const told: ReadingSample[] = [];
      for await (const reading of telemetry.readings({
        ...{ from: now - REFILL_READINGS_MS, to: now + CLOCK_AHEAD_MS, school },
        kinds: ['quantity'],
      })) {
        if (told.push(reading) < REFILL_BATCH) continue;
        book = hearReadings(book, told.splice(0), moment());
      }
      book = hearReadings(book, told, moment());
    },
    frame,
    watch(lesson, stream) {
      const show = shows.get(lesson.lesson) ?? { lesson, streams: new Set() };
      show.lesson = lesson;
      show.streams.add(stream);
      shows.set(lesson.lesson, show);
      stream.onClose(() => {
        show.streams.delete(stream);
        if (show.streams.size === 0) shows.delete(lesson.lesson);
      });
      send(lesson, [stream]);
      const cameras = wall.frame(moment());
      if (cameras.views.length > 0) stream.send({ event: 'cameras', data: JSON.stringify(cameras) });
    },
    close() {
      clearInterval(timer);
      clearInterval(camerasTimer);
    },
  };
}

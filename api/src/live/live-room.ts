import {
  type AlertBody,
  fromHeartRateBlock,
  type HeartRateSample,
  type Instant,
  type LessonId,
  type LiveFrame,
  type SchoolId,
  type TelemetryBody,
} from '@tizhi/contracts';
import type { RecordStore, TelemetryStore } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import type { BoundLesson, LessonBook } from '../school/lesson-book.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { EventStream } from '../streams/event-stream.ts';
import { liveFrame } from './live-lesson.ts';
import { CLOCK_AHEAD_MS, type LiveEvent, type LiveState, NOTHING_HEARD, step } from './live-state.ts';

const FRAME_MS = 1_000;
/** What a restarted server reads back: older samples are silent anyway. */
const REFILL_MS = 15_000;
/** Samples and alerts read back at once. */
const REFILL_BATCH = 1_000;
const OPEN_ALERTS = 500;

export interface LiveRoom {
  hearTelemetry(body: TelemetryBody, now: Instant): void;
  hearAlert(body: AlertBody): void;
  /** Reads the last seconds back from the stores; what they cannot give is simply missing. */
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
  records,
  telemetry,
  roster,
  lessons,
  school,
  clock,
  log,
}: {
  readonly records: RecordStore;
  readonly telemetry: TelemetryStore;
  readonly roster: RosterCache;
  readonly lessons: LessonBook;
  readonly school: SchoolId;
  readonly clock: () => Instant;
  readonly log: FastifyBaseLogger;
}): LiveRoom {
  let state: LiveState = NOTHING_HEARD;
  const shows = new Map<LessonId, Show>();
  const take = (event: LiveEvent): void => {
    const before = state;
    state = step(before, event);
    if (before.fromTheFuture === 0 && state.fromTheFuture > 0)
      log.warn("a gateway's clock is ahead of this server's: its samples are not shown");
  };
  const hear = (samples: readonly HeartRateSample[], now: Instant): void =>
    take({ kind: 'samples', samples, now });

  const frame = (lesson: BoundLesson): LiveFrame =>
    liveFrame({ state, lesson, pupils: roster.last.pupils, now: clock() });

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
  const timer = setInterval(() => {
    for (const show of shows.values()) send(show.lesson, show.streams);
    void renewAll();
  }, FRAME_MS);

  return {
    hearTelemetry(body, now) {
      for (const block of body.blocks) hear(fromHeartRateBlock(block), now);
    },
    hearAlert: (alert) => take({ kind: 'alert', alert }),
    async refill() {
      for (const alert of await records.alerts.list({ school, openOnly: true, limit: OPEN_ALERTS }))
        take({ kind: 'alert', alert: alert.body });
      const now = clock();
      let batch: HeartRateSample[] = [];
      for await (const sample of telemetry.heartRate({
        from: now - REFILL_MS,
        to: now + CLOCK_AHEAD_MS,
        school,
      })) {
        if (batch.push(sample) < REFILL_BATCH) continue;
        hear(batch, clock());
        batch = [];
      }
      hear(batch, clock());
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
    },
    close: () => clearInterval(timer),
  };
}

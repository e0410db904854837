import type { Steps } from '@tizhi/analytics';
import {
  type AccountId,
  type Instant,
  MAX_CHANGED_PUPILS,
  type SubjectId,
  type TestDayEvent,
  type TestDayId,
  type TestDayPupilView,
} from '@tizhi/contracts';
import type { EventStream } from '../streams/event-stream.ts';
import { unhurried } from '../unhurried.ts';
import type { Day } from './day.ts';
import type { DayBook } from './day-book.ts';
import type { SeenLog } from './seen-log.ts';

export interface DayRoom {
  /** Sends what changed on every day that a page watches. */
  advance(): Promise<void>;
  /** Says at once whether the page's version is the present one, then every change until the stream closes. */
  follow(
    watcher: Watcher & { readonly testDay: TestDayId; readonly version?: string | undefined },
  ): Promise<void>;
}
export interface Watcher {
  readonly stream: EventStream;
  readonly account: AccountId;
}

/** A day that pages watch, as they were told of it last. */
interface Watched {
  readonly watchers: Set<Watcher>;
  day: Day;
  /** Each pupil as sent. */
  pupils: Map<SubjectId, string>;
  /** Not looked at again before, by a clock that is never set. */
  notBefore: number;
}

/**
 * Looking at a day may take at most one part in so many of the process's time: folding 2,000 pupils with 32,000
 * attempts takes about a second in small steps, and others are to be served as fast as ever.
 */
const SHARE_OF_TIME = 5;

/** Tells pages how a test day changes: whole pupils, and the tray and stations each time. */
export function createDayRoom({
  book,
  seen,
  clock,
}: {
  readonly book: DayBook;
  readonly seen: SeenLog;
  readonly clock: () => Instant;
}): DayRoom {
  const days = new Map<TestDayId, Watched>();

  const advanceDay = async (testDay: TestDayId, watched: Watched): Promise<void> => {
    const day = await book.day(testDay);
    if (day === undefined || day === watched.day) return;
    const texts = await textsOf(day);
    const changed = day.pupils.filter(({ subject }) => watched.pupils.get(subject) !== texts.get(subject));
    const gone = watched.day.pupils.some(({ subject }) => !texts.has(subject));
    Object.assign(watched, { day, pupils: texts });
    const reset = gone || changed.length > MAX_CHANGED_PUPILS;
    const pupils = reset ? [] : changed;
    const data = JSON.stringify(eventOf({ day, serverAt: clock(), reset, pupils }));
    for (const { stream, account } of watched.watchers) {
      stream.send({ event: 'test-day', data });
      await seen.note({ account, testDay, pupils });
    }
  };

  return {
    async advance() {
      for (const [testDay, watched] of days) {
        const began = performance.now();
        if (began < watched.notBefore) continue;
        await advanceDay(testDay, watched);
        const ended = performance.now();
        watched.notBefore = ended + (ended - began) * (SHARE_OF_TIME - 1);
      }
    },
    async follow({ stream, account, testDay, version }) {
      const day = await book.day(testDay);
      if (day === undefined || stream.closed) return stream.end();
      const texts = days.has(testDay) ? undefined : await textsOf(day);
      if (stream.closed) return;
      // Somebody else may have come while the texts were made.
      const watched =
        days.get(testDay) ??
        ({ watchers: new Set(), day, pupils: texts ?? new Map(), notBefore: 0 } satisfies Watched);
      days.set(testDay, watched);
      // From what the others were told last: the next change is then the same for everybody.
      const reset = version !== watched.day.version;
      const first = eventOf({ day: watched.day, serverAt: clock(), reset, pupils: [] });
      stream.send({ event: 'test-day', data: JSON.stringify(first) });
      const watcher = { stream, account };
      watched.watchers.add(watcher);
      stream.onClose(() => {
        watched.watchers.delete(watcher);
        if (watched.watchers.size === 0) days.delete(testDay);
      });
    },
  };
}

const textsOf = (day: Day): Promise<Map<SubjectId, string>> => unhurried(textSteps(day));

function* textSteps(day: Day): Steps<Map<SubjectId, string>> {
  const texts = new Map<SubjectId, string>();
  for (const pupil of day.pupils) {
    texts.set(pupil.subject, JSON.stringify(pupil));
    yield;
  }
  return texts;
}

function eventOf(made: {
  readonly day: Day;
  readonly serverAt: Instant;
  readonly reset: boolean;
  readonly pupils: TestDayPupilView[];
}): TestDayEvent {
  const { day, serverAt, reset, pupils } = made;
  const { version, fold, summaries } = day;
  return {
    version,
    serverAt,
    reset,
    closed: fold.closed,
    pupils,
    tray: [...fold.tray],
    stations: [...fold.stations],
    summaries,
  };
}

import type { Instant, SchoolId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { FastifyBaseLogger } from 'fastify';
import type { Access } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { startLoop } from '../loop.ts';
import type { Spreadsheets } from '../national/spreadsheets.ts';
import { historyRoutes } from '../routes/history.ts';
import { linkRoutes } from '../routes/link.ts';
import { pupilCareRoutes } from '../routes/pupil-care.ts';
import { wallRoutes } from '../routes/wall.ts';
import { warningRoutes } from '../routes/warnings.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import { createCareJob } from './care-job.ts';
import { createHistoryBook, type HistoryBook } from './history-book.ts';
import { createLinkDesk } from './link-desk.ts';
import { createPlanDesk } from './plan-desk.ts';
import { readNotes } from './purpose.ts';
import { createStory } from './story.ts';
import { createWallDesk } from './wall-desk.ts';
import { createWarningDesk } from './warning-desk.ts';

/** Test days are looked at for news, and warnings for lateness, this often. */
const EVERY_MS = 5_000;
const SLOWEST_MS = 60_000;

export interface Care {
  /** Every pupil's tests, for those who report on groups. */
  readonly book: HistoryBook;
  /** Histories or the roster changed. */
  changed(): void;
  /** A test day changed: one that was closed counts from now on. */
  look(): void;
  stop(): Promise<void>;
}

/** Histories, warnings, prescriptions and walls: their routes, and the job that keeps warnings up to date. */
export function startCare(
  app: App,
  context: {
    readonly access: Access;
    readonly records: RecordStore;
    readonly roster: RosterCache;
    readonly spreadsheets: Spreadsheets;
    readonly school: SchoolId;
    readonly clock: () => Instant;
    readonly log: FastifyBaseLogger;
    readonly demo: boolean;
  },
): Care {
  const { access, log } = context;
  const book = createHistoryBook(context);
  const job = createCareJob({ ...context, book });
  const desk = createWarningDesk(context);
  const plans = createPlanDesk({ ...context, book });
  const noteRead = readNotes(context);
  const loop = startLoop({
    everyMs: EVERY_MS,
    slowestMs: SLOWEST_MS,
    async work() {
      await job.run();
      await desk.escalate();
    },
    failed: (error, nextMs) => log.warn({ err: error, nextMs }, 'warnings wait for the store'),
  });
  const changed = (): void => {
    job.changed();
    loop.wake();
  };
  warningRoutes(app, { access, desk, noteRead });
  pupilCareRoutes(app, { access, plans, story: createStory({ ...context, book, plans }), noteRead });
  historyRoutes(app, { ...context, changed });
  const link = createLinkDesk(context);
  linkRoutes(app, { access, desk: link });
  wallRoutes(app, { access, desk: createWallDesk(context) });
  const stop = async (): Promise<void> => {
    await Promise.all([loop.stop(), link.stop()]);
  };
  return { book, changed, look: () => loop.wake(), stop };
}

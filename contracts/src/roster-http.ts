import { z } from 'zod';
import { internal, personal } from './data-class.ts';
import { ClassId } from './ids.ts';
import { Grade } from './items.ts';

/**
 * The HTTP API's messages about importing a roster. `POST /api/roster/preview` and `POST /api/roster/import`
 * take the file's bytes as `application/octet-stream`; `?name=` is the file's name (.xls, .xlsx, .csv).
 */

const Count = z.int().min(0);

/** `GET /api/classes`: the classes of the school, by grade and name; to plan a test day, for one. */
export const ClassList = z.object({
  classes: z.array(
    z.object({
      class: internal(ClassId),
      name: personal(z.string()),
      grade: personal(Grade),
      pupils: personal(Count),
    }),
  ),
});
export type ClassList = z.infer<typeof ClassList>;

export const RosterQuery = z.object({
  name: personal(z.string().min(1).max(200)),
  /** For an import: the `digest` of the preview that was agreed to. */
  digest: internal(z.string().max(128).optional()),
});

/** Errors and changes listed at most; the counts say how many there are. */
export const MAX_ROSTER_LISTED = 1_000;

/** What has to be mended before anything is imported (or only looked at, in `warnings`). */
export const RosterNotice = z.object({
  sheet: personal(z.string()),
  /** Row of the sheet, the first being 1; `null`: the sheet as a whole. */
  row: internal(z.int().min(1).nullable()),
  /** As a spreadsheet names it, such as `C7`. */
  cell: internal(z.string().nullable()),
  /** Heading of the column as the file writes it. */
  column: internal(z.string().nullable()),
  code: internal(z.string()),
  /** Where, what is wrong and what is allowed. */
  zh: personal(z.string()),
  en: personal(z.string()),
});
export type RosterNotice = z.infer<typeof RosterNotice>;

export const RosterClass = z.object({
  name: personal(z.string()),
  grade: personal(Grade),
  pupils: personal(Count),
  /** The school does not have it yet. */
  added: internal(z.boolean()),
});

const Counts = {
  added: personal(Count),
  changed: personal(Count),
  unchanged: personal(Count),
};

export const RosterPreview = z.object({
  /** Of the file and of the roster it would change: an import with an old one is refused. */
  digest: internal(z.string()),
  /** There are no errors: it can be imported. */
  importable: internal(z.boolean()),
  rows: personal(Count),
  classes: z.array(RosterClass),
  ...Counts,
  /** Pupils of the classes in the file whom the file does not name; they stay as they are. */
  notInFile: personal(Count),
  errorCount: internal(Count),
  errors: z.array(RosterNotice),
  warningCount: internal(Count),
  warnings: z.array(RosterNotice),
  /** Sheets without roster headings, not read. */
  passedOver: personal(z.array(z.string())),
});
export type RosterPreview = z.infer<typeof RosterPreview>;

/** What an import did; all of it or, where it was refused, nothing. */
export const RosterImported = z.object({
  classes: personal(Count),
  ...Counts,
});
export type RosterImported = z.infer<typeof RosterImported>;

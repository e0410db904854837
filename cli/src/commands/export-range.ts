import { Instant, TizhiError } from '@tizhi/contracts';
import { z } from 'zod';

/** `from` inclusive, `to` exclusive, epoch ms. */
export interface TimeRange {
  readonly from: Instant;
  readonly to: Instant;
}

/** Epoch milliseconds of 2100-01-01 UTC, the end of all valid time. */
const END: Instant = 4_102_444_800_000;

/**
 * The moments of `--from` and `--to`. Each is epoch milliseconds, an ISO 8601 date (midnight) or date-time;
 * without an offset it is this computer's local time, as a teacher means it. Throws `TIZHI_USAGE`.
 */
export function parseExportRange(options: {
  readonly from: string | undefined;
  readonly to: string | undefined;
}): TimeRange {
  const from = options.from === undefined ? 0 : parseMoment(options.from, '--from');
  const to = options.to === undefined ? END : parseMoment(options.to, '--to');
  if (from > to) throw wrong(`--from (${options.from}) is after --to (${options.to})`);
  return { from, to };
}

function parseMoment(text: string, option: string): Instant {
  const parsed = Instant.safeParse(momentOf(text));
  if (parsed.success) return parsed.data;
  throw wrong(
    `${option} "${text}" is no time: use 2025-09-01, 2025-09-01T08:00:00+08:00 or epoch milliseconds`,
  );
}

function momentOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  // The schemas know how many days a month has; `Date.parse` makes 2 March of 30 February.
  if (z.iso.date().safeParse(text).success) return Date.parse(`${text}T00:00:00`);
  const isDateTime = z.iso.datetime({ offset: true, local: true }).safeParse(text).success;
  return isDateTime ? Date.parse(text) : Number.NaN;
}

const wrong = (problem: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi export' });

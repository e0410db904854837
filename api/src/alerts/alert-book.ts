import type { AlertBody, AlertId, Instant } from '@tizhi/contracts';
import type { StoredAlert } from '@tizhi/storage';

/** An alert as the school knows it now. */
export interface BookedAlert {
  readonly body: AlertBody;
  /** `null` while its condition lasts. */
  readonly clearedAt: Instant | null;
  /** It stands in the alert table. One that was only heard over MQTT may still be on its way there. */
  readonly stored: boolean;
}

/** Open alerts, and cleared ones, so that a late `raised` does not reopen them. */
export type AlertBook = ReadonlyMap<AlertId, BookedAlert>;

/** Alerts kept in memory; beyond it those cleared longest ago are forgotten first. */
export const MAX_BOOKED = 2_000;

/** A message of the alert lane. What is known already changes nothing. */
export function hearAlert(book: AlertBook, body: AlertBody): AlertBook {
  const known = book.get(body.alert);
  if (known === undefined)
    return booked(book, { body, clearedAt: body.state === 'cleared' ? body.at : null, stored: false });
  if (known.clearedAt !== null || body.state === 'raised') return book;
  return booked(book, { ...known, clearedAt: body.at });
}

/** An alert of the table, which is the last word on its contents. */
export function readAlert(book: AlertBook, { body, clearedAt }: StoredAlert): AlertBook {
  const known = book.get(body.alert);
  const next = { body, clearedAt: known?.clearedAt ?? clearedAt, stored: true };
  return known?.stored === true && known.clearedAt === next.clearedAt ? book : booked(book, next);
}

/** Alerts that were open in the table and are not among its open ones any more: their end was missed. */
export function endedUnheard(book: AlertBook, open: readonly StoredAlert[]): AlertId[] {
  const still = new Set(open.map(({ body }) => body.alert));
  return [...book]
    .filter(([alert, { stored, clearedAt }]) => stored && clearedAt === null && !still.has(alert))
    .map(([alert]) => alert);
}

/** What a page must be told: alerts that are new, or have ended, from one book to the next. */
export const changesOf = (before: AlertBook, after: AlertBook): BookedAlert[] =>
  before === after
    ? []
    : [...after].flatMap(([alert, now]) => {
        const then = before.get(alert);
        return then === undefined || then.clearedAt !== now.clearedAt ? [now] : [];
      });

/** Newest first. */
export const openAlerts = (book: AlertBook): BookedAlert[] =>
  [...book.values()].filter(({ clearedAt }) => clearedAt === null).sort((a, b) => b.body.at - a.body.at);

function booked(book: AlertBook, alert: BookedAlert): AlertBook {
  const next = new Map(book).set(alert.body.alert, alert);
  if (next.size <= MAX_BOOKED) return next;
  const age = ({ clearedAt, body }: BookedAlert): number => clearedAt ?? body.at + 1e13;
  const [oldest] = [...next].reduce((a, b) => (age(b[1]) < age(a[1]) ? b : a));
  next.delete(oldest);
  return next;
}

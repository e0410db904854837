import { ITEMS, type ItemKey } from '@tizhi/contracts';

/** A value that a person wrote, in the item's unit, or what is wrong with it. */
export type Entry =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly why: 'unreadable' | 'range' };

/** Minutes and seconds as the standard, a stopwatch or a phone's keyboard writes them: 3'45", 3:45, 3：45.2. */
const MINUTES = /^(\d{1,2})\s*['′’‘:：分]\s*([0-5]?\d(?:[.．]\d{1,2})?)\s*(?:["″”“秒]|'')?$/;
const NUMBER = /^[-−－]?\d{1,5}(?:[.．]\d{1,2})?$/;

/** Reads what a teacher writes for an item. A time without minutes is in seconds. */
export function readValue(item: ItemKey, text: string): Entry {
  const value = numberIn(item, text.trim());
  if (value === null) return { ok: false, why: 'unreadable' };
  const { min, max } = ITEMS[item];
  return value < min || value > max ? { ok: false, why: 'range' } : { ok: true, value };
}

function numberIn(item: ItemKey, text: string): number | null {
  const [, minutes, seconds] = (ITEMS[item].unit === 's' && MINUTES.exec(text)) || [];
  if (minutes !== undefined && seconds !== undefined) {
    return round(Number(minutes) * 60 + Number(plain(seconds)));
  }
  return NUMBER.test(text) ? round(Number(plain(text))) : null;
}

const plain = (text: string): string => text.replace(/[−－]/, '-').replace('．', '.');
const round = (value: number): number => Math.round(value * 100) / 100;

/** A time as the stopwatch shows it: `4:05.3`, `8.1`. Cut to tenths, never rounded up. */
export function clockText(elapsedMs: number): string {
  const tenths = Math.max(0, Math.floor(elapsedMs / 100));
  const minutes = Math.floor(tenths / 600);
  const seconds = Math.floor(tenths / 10) % 60;
  const tail = `${String(seconds).padStart(minutes > 0 ? 2 : 1, '0')}.${tenths % 10}`;
  return minutes > 0 ? `${minutes}:${tail}` : tail;
}

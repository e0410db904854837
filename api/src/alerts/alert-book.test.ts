import type { AlertBody, AlertId } from '@tizhi/contracts';
import type { StoredAlert } from '@tizhi/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AlertBook,
  changesOf,
  endedUnheard,
  hearAlert,
  MAX_BOOKED,
  openAlerts,
  readAlert,
} from './alert-book.ts';

const AT = 1_800_000_000_000;
const alert = (name: string, state: AlertBody['state'] = 'raised', at = AT): AlertBody =>
  ({ alert: name as AlertId, state, at }) as AlertBody;
const stored = (name: string, clearedAt: number | null = null): StoredAlert =>
  ({ body: alert(name), clearedAt }) as StoredAlert;
const EMPTY: AlertBook = new Map();
const namesOf = (book: AlertBook) => openAlerts(book).map(({ body }) => body.alert);

describe('the book of alerts', () => {
  it('knows an alert once, by whichever ear it comes and however often', () => {
    const step = fc.constantFrom(
      (book: AlertBook) => hearAlert(book, alert('a')),
      (book: AlertBook) => readAlert(book, stored('a')),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        let told = 0;
        let book = EMPTY;
        for (const each of steps) {
          const next = each(book);
          told += changesOf(book, next).length;
          book = next;
        }
        expect([told, namesOf(book)]).toEqual([1, ['a']]);
      }),
    );
  });

  it('does not reopen an alert whose beginning comes after its end', () => {
    const ended = hearAlert(EMPTY, alert('a', 'cleared', AT + 9));
    expect(namesOf(ended)).toEqual([]);
    expect(hearAlert(ended, alert('a'))).toBe(ended);
    const late = readAlert(ended, stored('a'));
    expect(namesOf(late)).toEqual([]);
    expect(changesOf(ended, late)).toEqual([]);
  });

  it('tells the end of an alert, by either ear', () => {
    const open = readAlert(EMPTY, stored('a'));
    const heardIt = hearAlert(open, alert('a', 'cleared', AT + 9));
    expect(changesOf(open, heardIt)).toMatchObject([{ clearedAt: AT + 9 }]);
    const readIt = readAlert(open, stored('a', AT + 9));
    expect(changesOf(open, readIt)).toMatchObject([{ clearedAt: AT + 9 }]);
  });

  it('misses the end of a stored alert only, not of one that is still on its way to the table', () => {
    const book = hearAlert(readAlert(EMPTY, stored('in-table')), alert('on-its-way'));
    expect(endedUnheard(book, [])).toEqual(['in-table']);
    expect(endedUnheard(book, [stored('in-table')])).toEqual([]);
  });

  it('takes the times of the table for the last word', () => {
    const heardFirst = hearAlert(EMPTY, alert('a', 'raised', AT - 100));
    expect(openAlerts(readAlert(heardFirst, stored('a')))[0]?.body.at).toBe(AT);
  });

  it('forgets what ended longest ago when it is full, never what is open', () => {
    let book = hearAlert(hearAlert(EMPTY, alert('old', 'cleared', AT)), alert('open', 'raised', 1));
    for (let n = 0; n < MAX_BOOKED; n++) book = hearAlert(book, alert(`n${n}`, 'cleared', AT + 1 + n));
    expect(book.size).toBe(MAX_BOOKED);
    expect([book.has('old' as AlertId), book.has('n0' as AlertId), book.has('n1' as AlertId)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(namesOf(book)).toEqual(['open']);
  });
});

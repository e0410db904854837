import type { ProblemResponse } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../api/request.ts';
import { DAY, MAT, newAttempt, OTHER, subject, TEACHER } from './test-day.fixture.ts';
import {
  cellKey,
  inOrder,
  queueShown,
  refusalOf,
  sendAgainMs,
  sendable,
  type Unsent,
  waitingOf,
} from './unsent.ts';

let step = 0;
const unsent = (decisions: Unsent['decisions'], changes: Partial<Unsent> = {}): Unsent => {
  step += 1;
  return {
    request: `r${step}`,
    account: TEACHER,
    testDay: DAY,
    madeAt: 1_000,
    step,
    decisions,
    refused: null,
    ...changes,
  };
};
const no: ProblemResponse = { code: 'TIZHI_TESTDAY_CLOSED', zh: '已结束', en: 'closed' };
const refused = (status: number): Problem => ({ kind: 'refused', status, problem: no });
const skipped = (seat: number) => ({ kind: 'skipped', station: MAT, subject: subject(seat) }) as const;

describe('unsent decisions', () => {
  it('go out in the order they were made, also when two were made in one millisecond', () => {
    const all = [unsent([]), unsent([]), unsent([], { madeAt: 500 })];
    expect(inOrder([...all].reverse())).toEqual([all[2], all[0], all[1]]);
  });

  it('are not sent for another person, nor once they were refused', () => {
    const mine = unsent([]);
    expect(sendable([unsent([], { account: OTHER }), unsent([], { refused: no }), mine], TEACHER)).toEqual([
      mine,
    ]);
  });

  it.each([400, 403, 404, 409, 422])('are refused for good by a %d', (status) => {
    expect(refusalOf(refused(status))).toEqual(no);
  });

  it.each([401, 408, 429, 500, 503])('are kept and sent again after a %d', (status) => {
    expect(refusalOf(refused(status))).toBeNull();
  });

  it('are kept and sent again when nothing answered, or something that is not the server', () => {
    expect([refusalOf({ kind: 'network' }), refusalOf({ kind: 'unreadable' })]).toEqual([null, null]);
  });

  it('are sent again after 1 s, then ever more slowly, at most every 20 s', () => {
    expect([1, 2, 5, 6, 1_000].map(sendAgainMs)).toEqual([1_000, 2_000, 16_000, 20_000, 20_000]);
  });
});

describe('what waits to be sent', () => {
  it('is marked on its attempt and its cell, and not when it was refused or is of another day', () => {
    const [attempt, other] = [newAttempt(), newAttempt()];
    const reason = '合成';
    const claim = (which: typeof attempt) =>
      ({ kind: 'claimed', attempt: which, subject: subject(4), reason }) as const;
    const waiting = waitingOf(
      [
        unsent([
          claim(attempt),
          { kind: 'state_set', subject: subject(2), item: 'run_50m', state: 'exempt', reason },
        ]),
        unsent([claim(other)], { refused: no }),
      ],
      DAY,
    );
    expect([...waiting.attempts]).toEqual([attempt]);
    expect(waiting.claims.get(attempt)).toBe(subject(4));
    expect([...waiting.cells]).toEqual([cellKey(subject(2), 'run_50m')]);
  });

  it('moves the queue at once: who was skipped comes last, in a new queue too', () => {
    const station = { station: MAT, queue: [1, 2, 3].map(subject) };
    const once = waitingOf([unsent([skipped(1)])], DAY);
    expect(queueShown(station, once)).toEqual([2, 3, 1].map(subject));
    const queued = { kind: 'queued', station: MAT, subjects: [5, 6].map(subject) } as const;
    const anew = waitingOf([unsent([skipped(1)]), unsent([queued]), unsent([skipped(5)])], DAY);
    expect(queueShown(station, anew)).toEqual([6, 5].map(subject));
  });

  it('skips nobody twice whom the station has measured meanwhile', () => {
    const station = { station: MAT, queue: [2, 3].map(subject) };
    expect(queueShown(station, waitingOf([unsent([skipped(1)])], DAY))).toEqual(station.queue);
  });
});

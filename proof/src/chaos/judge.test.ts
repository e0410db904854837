import { describe, expect, it } from 'vitest';
import type { Evidence, FullDisk, Gap, GatewayKill, SentByDevice, StoredReading } from './evidence.ts';
import { judge } from './judge.ts';

/** A device that sent a number every 100 ms from 0 ms on. */
const device = (change: Partial<SentByDevice> & { count?: number } = {}): SentByDevice => ({
  device: 'mat',
  gateway: 'gym',
  lane: 'telemetry',
  sentAt: Array.from({ length: change.count ?? 50 }, (_, i) => i * 100),
  endings: [],
  ...change,
});
/** Heard as it was sent, by the clock of this test. */
const reading = (number: number, n: number | null, times = 1): [number, StoredReading] => [
  number,
  { times, at: (number - 1) * 100, n },
];
/** Numbers that were counted as they were sent. */
const numbers = (from: number, to: number): [number, StoredReading][] => counted(from, to, from);
/** Numbers of which the first was counted as `n`. */
const counted = (from: number, to: number, n: number): [number, StoredReading][] =>
  Array.from({ length: to - from + 1 }, (_, i) => reading(from + i, n + i));
const uncounted = (stored: readonly [number, StoredReading][]): [number, StoredReading][] =>
  stored.map(([number]) => reading(number, null));
const killAt = (at: number, held: Iterable<number> = []): GatewayKill => ({
  gateway: 'gym',
  at,
  lateMs: 0,
  held: new Map([['mat', new Set(held)]]),
  raised: [],
});
const fullFrom = (from: number, until: number, gateway = 'gym'): FullDisk => ({
  gateway,
  from,
  until,
  lateMs: 0,
});
const gapBetween = (after: number, before: number, gateway = 'gym'): Gap => ({
  gateway,
  messages: 2,
  after,
  before,
});
type Rest = Partial<Omit<Evidence, 'stored'>>;
const judged = (stored: readonly [number, StoredReading][], rest: Rest = {}) =>
  judge({
    sent: [device()],
    kills: [],
    alerts: new Set(),
    gaps: [],
    fullDisks: [],
    acknowledged: [],
    ...rest,
    stored: new Map([['mat', new Map(stored)]]),
  });
const verdictOf = (stored: readonly [number, StoredReading][], rest: Rest = {}) =>
  judged(stored, rest).lanes.telemetry;
/** Connected until 2,950 ms (30 numbers), and again from then on. */
const cutAt30 = [device({ endings: [{ at: 2_950, lastNumber: 30 }] })];

describe('the judge', () => {
  it('finds nothing wrong where every number is stored once', () => {
    expect(verdictOf(numbers(1, 50))).toMatchObject({ sent: 50, stored: 50, lost: 0, doubled: 0 });
    expect(judged(numbers(1, 50))).toMatchObject({ wrong: [], details: [] });
  });

  it('calls a number that is missing lost, wherever it is', () => {
    expect(verdictOf(numbers(2, 50))).toMatchObject({ lost: 1 });
    expect(verdictOf([...numbers(1, 24), ...numbers(26, 50)])).toMatchObject({ lost: 1 });
    expect(verdictOf(numbers(1, 49))).toMatchObject({ lost: 1 });
    expect(verdictOf([])).toMatchObject({ lost: 50 });
  });

  it('calls it lost whether it was counted or not', () => {
    expect(verdictOf([...numbers(1, 24), ...counted(26, 50, 25)])).toMatchObject({ lost: 1 });
    expect(verdictOf([...numbers(1, 24), ...counted(28, 50, 26)])).toMatchObject({ lost: 3 });
  });

  it('calls a number that is there twice doubled, and one that was never sent', () => {
    expect(verdictOf([...numbers(1, 49), reading(50, 50, 3)])).toMatchObject({ lost: 0, doubled: 2 });
    const { lanes, details } = judged(numbers(1, 51));
    expect(lanes.telemetry).toMatchObject({ lost: 0, doubled: 1 });
    expect(details).toEqual(['mat 51: stored 1 times, never sent']);
  });

  it('tells losses as runs', () => {
    expect(judged([...numbers(1, 5), ...numbers(8, 49)]).details).toEqual([
      'mat 6 to 7, 2 of them counted: 2 lost, sent at 500 to 600 ms',
      'mat 50 to 50: 1 lost, sent at 4900 to 4900 ms',
    ]);
  });

  it('calls a count wrong that stands still, goes back or grows by more than was sent', () => {
    expect(judged([...numbers(1, 24), ...counted(25, 50, 24)]).wrong).toEqual([
      'mat 25: counted as 24, and 24 as 24',
    ]);
    expect(judged([...numbers(1, 24), ...counted(25, 50, 3)]).wrong).toEqual([
      'mat 25: counted as 3, and 24 as 24',
    ]);
    expect(judged([...numbers(1, 24), ...counted(26, 50, 27)]).wrong).toEqual([
      'mat 26: counted as 27, and 24 as 24',
    ]);
    expect(judged(uncounted(numbers(1, 1))).wrong).toEqual(['mat 1: counted as null, and 0 as 0']);
  });

  it('calls it wrong where fewer rows are there than were acknowledged, whatever explains them', () => {
    const acknowledged = [{ gateway: 'gym', firstAt: 1_000, lastAt: 1_900, rows: 10 }];
    expect(judged(numbers(1, 50), { acknowledged }).wrong).toEqual([]);
    const stored = [...numbers(1, 12), ...numbers(15, 50)];
    const { lanes, wrong } = judged(stored, { acknowledged, fullDisks: [fullFrom(1_000, 2_000)] });
    expect(lanes.telemetry).toMatchObject({ lost: 0, onFullDisk: 2 });
    expect(wrong).toEqual([
      'gym: 10 rows acknowledged of 1970-01-01T00:00:01.000Z to 1970-01-01T00:00:01.900Z, only 8 stored',
    ]);
  });

  it('calls an alert lost that an outbox held and the school does not know', () => {
    const { alerts, details } = judged([], {
      sent: [],
      kills: [{ ...killAt(1), raised: ['a', 'b'] }],
      alerts: new Set(['b', 'c']),
    });
    expect(alerts).toEqual({ stored: 2, lost: 1 });
    expect(details).toEqual(['alert a: lost, an outbox held it']);
  });
});

describe('a kill of its gateway', () => {
  const sent = cutAt30;

  it('explains what was sent just before it and never counted', () => {
    const stored = [...numbers(1, 25), ...counted(31, 50, 26)];
    expect(verdictOf(stored, { sent, kills: [killAt(2_940)] })).toMatchObject({
      lost: 0,
      inFlight: 5,
      longestInFlightMs: 440,
    });
  });

  it('does not explain what was counted: that was in the outbox file', () => {
    const kills = [killAt(2_940)];
    const all = [...numbers(1, 25), ...numbers(31, 50)];
    expect(verdictOf(all, { sent, kills })).toMatchObject({ lost: 5, inFlight: 0 });
    const two = [...numbers(1, 25), ...counted(31, 50, 28)];
    expect(verdictOf(two, { sent, kills })).toMatchObject({ lost: 2, inFlight: 3, longestInFlightMs: 240 });
  });

  it('explains what was sent before the last connection ended, of which no count tells', () => {
    const last = [device({ count: 30, endings: [{ at: 2_950, lastNumber: 30 }] })];
    expect(verdictOf(numbers(1, 25), { sent: last, kills: [killAt(2_940)] })).toMatchObject({
      lost: 0,
      inFlight: 5,
    });
  });

  it('does not explain what had had the time to be written', () => {
    const stored = [...numbers(1, 10), ...counted(31, 50, 11)];
    const kills = [killAt(2_940)];
    expect(verdictOf(stored, { sent, kills })).toMatchObject({ lost: 5, inFlight: 15 });
    const results = cutAt30.map((each) => ({ ...each, lane: 'result' as const }));
    expect(judged(uncounted(stored), { sent: results, kills }).lanes.result).toMatchObject({
      lost: 15,
      inFlight: 5,
    });
  });

  it('allows for a machine that was late', () => {
    const stored = [...numbers(1, 10), ...counted(31, 50, 11)];
    const kills = [{ ...killAt(2_940), lateMs: 300 }];
    expect(verdictOf(stored, { sent, kills })).toMatchObject({ lost: 2, inFlight: 18 });
  });

  it('does not explain what the outbox held, nor anything before that', () => {
    const stored = [...numbers(1, 25), ...counted(31, 50, 29)];
    const kills = [killAt(2_940, [28])];
    expect(verdictOf(stored, { sent, kills })).toMatchObject({ lost: 3, inFlight: 2 });
  });

  it('does not explain a hole before something that was stored', () => {
    const stored = [...numbers(1, 25), ...counted(28, 29, 26), ...counted(31, 50, 28)];
    expect(verdictOf(stored, { sent, kills: [killAt(2_940)] })).toMatchObject({ lost: 2, inFlight: 1 });
  });

  it('explains nothing where it was another gateway, or where the connection ended at another time', () => {
    const stored = [...numbers(1, 25), ...counted(31, 50, 26)];
    const other = { ...killAt(2_940), gateway: 'track' };
    expect(verdictOf(stored, { sent, kills: [other] })).toMatchObject({ lost: 5, inFlight: 0 });
    expect(verdictOf(stored, { sent })).toMatchObject({ lost: 5, inFlight: 0 });
    expect(verdictOf(stored, { sent, kills: [killAt(500)] })).toMatchObject({ lost: 5, inFlight: 0 });
  });
});

describe('telemetry that was counted and is missing', () => {
  /** Numbers 11 to 30 were counted; heard between 900 and 3,000 ms. */
  const stored = [...numbers(1, 10), ...numbers(31, 50)];
  const elsewhere = [fullFrom(20_000, 21_000)];

  it('is explained by a gap of its gateway that lies between its neighbours', () => {
    const gaps = [gapBetween(1_500, 2_500)];
    expect(verdictOf(stored, { gaps, fullDisks: elsewhere })).toMatchObject({ lost: 0, inGaps: 20 });
    // The last of what the gap covers had been written, though never acknowledged.
    const wider = [gapBetween(300, 4_000)];
    expect(verdictOf(stored, { gaps: wider, fullDisks: elsewhere })).toMatchObject({ lost: 0, inGaps: 20 });
  });

  it('is not explained by a gap before or behind, or of another gateway', () => {
    for (const gap of [gapBetween(0, 500), gapBetween(3_500, 4_000), gapBetween(1_500, 2_500, 'track')])
      expect(verdictOf(stored, { gaps: [gap], fullDisks: elsewhere })).toMatchObject({ lost: 20, inGaps: 0 });
  });

  it('is explained by the full disk of its gateway at that time, and of nobody else', () => {
    const met = (disk: FullDisk) => verdictOf(stored, { fullDisks: [disk] });
    expect(met(fullFrom(1_500, 2_500))).toMatchObject({ lost: 0, onFullDisk: 20 });
    expect(met(fullFrom(1_500, 2_500, 'track'))).toMatchObject({ lost: 20, onFullDisk: 0 });
    expect(met(fullFrom(20_000, 21_000))).toMatchObject({ lost: 20, onFullDisk: 0 });
    // The batch of the last second, and not what was sent before.
    expect(met(fullFrom(3_050, 4_000))).toMatchObject({ lost: 10, onFullDisk: 10 });
    expect(met({ ...fullFrom(3_050, 4_000), lateMs: 300 })).toMatchObject({ lost: 7, onFullDisk: 13 });
  });

  it('does not excuse what was never counted', () => {
    const ten = [...numbers(1, 10), ...counted(31, 50, 21)];
    expect(verdictOf(ten, { gaps: [gapBetween(1_500, 2_500)], fullDisks: elsewhere })).toMatchObject({
      lost: 10,
      inGaps: 10,
    });
    expect(verdictOf(ten, { fullDisks: [fullFrom(1_500, 2_500)] })).toMatchObject({
      lost: 10,
      onFullDisk: 10,
    });
  });

  it('and what a kill explains are told apart by the count', () => {
    const half = [...numbers(1, 10), ...counted(31, 50, 26)];
    const evidence = { sent: cutAt30, kills: [killAt(2_940)], fullDisks: [fullFrom(500, 1_000)] };
    expect(verdictOf(half, evidence)).toMatchObject({ lost: 0, inFlight: 5, onFullDisk: 15 });
  });

  it('is never a result', () => {
    const sent = [device({ lane: 'result' })];
    const excuses = { gaps: [gapBetween(1_500, 2_500)], fullDisks: [fullFrom(1_500, 2_500)] };
    expect(judged(uncounted(stored), { sent, ...excuses }).lanes.result).toMatchObject({
      lost: 20,
      inGaps: 0,
      onFullDisk: 0,
    });
  });

  it('is never in a gap of a gateway whose disk was not full in the whole run', () => {
    const { wrong } = judged(stored, { gaps: [gapBetween(1_500, 2_500)] });
    expect(wrong).toEqual(['gym: a gap of 2 messages, but its disk was never full']);
  });
});

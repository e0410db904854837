import { TestDayDecision } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import {
  canTap,
  earliestFinish,
  entered,
  Heat,
  type HeatEvent,
  heatStep,
  MAX_TAPS,
  type Tap,
} from './stopwatch.ts';
import { newAttempt, subject } from './test-day.fixture.ts';

const START = 1_700_000_000_000;
const started: HeatEvent = { kind: 'started', item: 'run_1000m', at: START };
const tap = (seat: number | null, seconds: number): Tap => ({
  attempt: newAttempt(),
  subject: seat === null ? null : subject(seat),
  tag: seat === null ? '' : String(100 + seat),
  at: START + seconds * 1_000,
});
const tapped = (each: Tap): HeatEvent => ({ kind: 'tapped', ...each });
const run = (...events: readonly HeatEvent[]): Heat => {
  const heat = events.reduce(heatStep, null as Heat | null);
  if (heat === null) throw new Error('no heat');
  return heat;
};

describe('the stopwatch of a mass finish', () => {
  it('gives each tapped number its own time, in seconds, with the tap word for word', () => {
    const first = tap(7, 225.349);
    const heat = run(started, tapped(first));
    const decision = entered(heat, first, '秒表点号 107，3:45.3');
    expect(decision).toEqual({
      kind: 'entered',
      attempt: first.attempt,
      item: 'run_1000m',
      value: 225.35,
      subject: subject(7),
      at: first.at,
      by: 'stopwatch',
      raw: '秒表点号 107，3:45.3',
    });
    expect(TestDayDecision.safeParse(decision).success).toBe(true);
  });

  it('takes a number once, and again when the tap was undone', () => {
    const [first, again] = [tap(7, 200), tap(7, 210)];
    expect(run(started, tapped(first), tapped(again)).taps).toEqual([first]);
    const undone: HeatEvent = { kind: 'undone', attempt: first.attempt };
    expect(run(started, tapped(first), undone, tapped(again)).taps).toEqual([again]);
  });

  it('takes any number of finishers whose number was not seen, for the tray', () => {
    expect(run(started, tapped(tap(null, 200)), tapped(tap(null, 200))).taps).toHaveLength(2);
  });

  it('takes no finisher before the least time that the national system allows', () => {
    const heat = run(started);
    expect(earliestFinish(heat)).toBe(START + 120_000);
    expect(canTap(heat, tap(1, 119.999))).toBe(false);
    expect(canTap(heat, tap(1, 120))).toBe(true);
    expect(run(started, tapped(tap(1, 119.999))).taps).toEqual([]);
  });

  it('cannot be started over while it runs, nor tapped when it has ended', () => {
    const ended: HeatEvent = { kind: 'ended', at: START + 400_000 };
    expect(run(started, { ...started, at: START + 5 }).startedAt).toBe(START);
    expect(run(started, ended, tapped(tap(1, 401))).taps).toEqual([]);
    expect(run(started, ended, { ...ended, at: START + 500_000 }).endedAt).toBe(START + 400_000);
    expect([started, ended, { kind: 'cleared' as const }].reduce(heatStep, null as Heat | null)).toBeNull();
  });

  it('holds a bounded number of taps', () => {
    const taps = Array.from({ length: MAX_TAPS + 5 }, () => tapped(tap(null, 300)));
    expect(run(started, ...taps).taps).toHaveLength(MAX_TAPS);
  });

  it('survives a reload of the page', () => {
    const heat = run(started, tapped(tap(3, 240)), tapped(tap(null, 250)));
    expect(Heat.parse(JSON.parse(JSON.stringify(heat)))).toEqual(heat);
  });
});

import type { AlertId, DeviceId, HeartRateSample, LessonId, SubjectId } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOCK_AHEAD_MS, type LiveState, MAX_DEVICES, NOTHING_HEARD, step } from './live-state.ts';

const NOW = 1_800_000_000_000;
const device = (name: string) => name as DeviceId;
const sample = (changes: Partial<HeartRateSample>): HeartRateSample => ({
  device: device('strap-1'),
  at: NOW,
  bpm: 120,
  contact: 'detected',
  energyKj: null,
  rrMs: [],
  confidence: 1,
  doubt: null,
  ...changes,
});
const hear = (samples: readonly HeartRateSample[], state: LiveState = NOTHING_HEARD): LiveState =>
  step(state, { kind: 'samples', samples, now: NOW });

describe('the live state', () => {
  it('keeps the newest sample of each strap, in whatever order and however often they come', () => {
    const arbitrary = fc.array(
      fc.record({
        device: fc.constantFrom(device('strap-1'), device('strap-2')),
        at: fc.integer({ min: NOW - 60_000, max: NOW }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(arbitrary, fc.array(fc.nat(39), { maxLength: 20 }), (times, again) => {
        // The rate tells the time, so that two samples of one instant are the same sample.
        const samples = times.map(({ device: of, at }) => sample({ device: of, at, bpm: 60 + (at % 100) }));
        const repeated = again.flatMap((i) => samples[i % samples.length] ?? []);
        const { hearts } = hear([...samples, ...repeated]);
        for (const of of new Set(times.map((time) => time.device))) {
          const newest = Math.max(...times.filter((time) => time.device === of).map((time) => time.at));
          expect(hearts.get(of)).toEqual({ at: newest, bpm: 60 + (newest % 100), doubt: null });
        }
      }),
    );
  });

  it.each([
    [{ doubt: 'no_contact' as const }, 'no_contact'],
    [{ bpm: null }, 'no_value'],
    [{ bpm: 0 }, 'no_value'],
    [{ bpm: 301 }, 'out_of_range'],
  ])('has no number for a sample with %o, but a reason', (changes, doubt) => {
    expect(hear([sample(changes)]).hearts.get(device('strap-1'))).toEqual({ at: NOW, bpm: null, doubt });
  });

  it('believes no clock that is ahead of ours, and counts', () => {
    const state = hear([
      sample({ at: NOW + CLOCK_AHEAD_MS + 1 }),
      sample({ at: NOW + CLOCK_AHEAD_MS, bpm: 99 }),
    ]);
    expect(state.hearts.get(device('strap-1'))?.bpm).toBe(99);
    expect(state.fromTheFuture).toBe(1);
  });

  it('forgets the strap heard longest ago when it is full, and counts', () => {
    const many = Array.from({ length: MAX_DEVICES + 2 }, (_, i) =>
      sample({ device: device(`strap-${i}`), at: NOW - MAX_DEVICES + i - 2 }),
    );
    const state = hear(many);
    expect(state.hearts.size).toBe(MAX_DEVICES);
    expect(state.hearts.has(device('strap-1'))).toBe(false);
    expect(state.hearts.has(device('strap-2'))).toBe(true);
    expect(state.forgotten).toBe(2);
  });

  it('does not reopen an alert when its beginning arrives after its end', () => {
    const alert = {
      alert: 'a' as AlertId,
      subject: 's-1' as SubjectId,
      lesson: 'l' as LessonId,
      from: NOW,
    };
    const raised = { kind: 'alert', alert: { ...alert, state: 'raised' } } as const;
    const cleared = { kind: 'alert', alert: { ...alert, state: 'cleared' } } as const;
    const open = (state: LiveState) => state.alerts.get(alert.alert)?.open;
    expect(open(step(NOTHING_HEARD, raised))).toBe(true);
    expect(open([raised, cleared].reduce(step, NOTHING_HEARD))).toBe(false);
    expect(open([cleared, raised].reduce(step, NOTHING_HEARD))).toBe(false);
  });
});

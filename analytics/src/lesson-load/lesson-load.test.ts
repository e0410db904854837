import { type Binding, DeviceId, type PupilLoad, SubjectId } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classLoad,
  estimateRestingBpm,
  type HeardRate,
  lessonLoad,
  planAgainstActual,
  trimpPerMinute,
  wearerFinder,
} from './index.ts';

const MINUTE = 60_000;
const body = { max: { bpm: 200, kind: 'measured' }, sex: 'male', restingBpm: 80 } as const;
/** One rate a second from `from` (s) on. */
const held = (bpm: number | null, { from, seconds }: { from: number; seconds: number }): HeardRate[] =>
  Array.from({ length: seconds }, (_, second) => ({ at: (from + second) * 1_000, bpm, doubt: null }));
const load = (rates: readonly HeardRate[], minutes = 10): PupilLoad =>
  lessonLoad(rates, { ...body, from: 0, to: minutes * MINUTE });

describe('the load of one pupil', () => {
  it('is minutes in the zones of her own maximum', () => {
    const { zoneMinutes, heardMinutes, meanBpm, peakBpm } = load([
      ...held(110, { from: 0, seconds: 120 }), // 55 %
      ...held(150, { from: 120, seconds: 180 }), // 75 %
      ...held(190, { from: 300, seconds: 301 }), // 95 %; the last one begins as the lesson ends
    ]);
    expect(zoneMinutes).toEqual([0, 2, 0, 3, 0, 5]);
    expect([heardMinutes, peakBpm]).toEqual([10, 190]);
    expect(meanBpm).toBeCloseTo((2 * 110 + 3 * 150 + 5 * 190) / 10, 9);
    const lower = lessonLoad(held(150, { from: 0, seconds: 61 }), {
      ...body,
      max: { bpm: 160, kind: 'estimated' },
      from: 0,
      to: MINUTE,
    });
    expect(lower.zoneMinutes[5]).toBeCloseTo(1, 1);
    expect(lower.max.kind).toBe('estimated');
  });

  it('counts moderate to vigorous minutes from 64 % of maximum', () => {
    const { mvpaMinutes } = load([
      ...held(127, { from: 0, seconds: 120 }),
      ...held(128, { from: 120, seconds: 61 }),
    ]);
    expect(mvpaMinutes).toBe(1);
  });

  it('weighs by time, not by the number of samples', () => {
    const { zoneMinutes } = load([
      ...held(110, { from: 0, seconds: 60 }),
      ...Array.from({ length: 13 }, (_, n) => ({ at: MINUTE + n * 5_000, bpm: 190, doubt: null })),
    ]);
    expect(zoneMinutes[1]).toBe(1);
    expect(zoneMinutes[5]).toBe(1);
  });

  it('bridges no gap of more than 5 s, and says how much is unknown', () => {
    const one = (at: number): HeardRate => ({ at, bpm: 150, doubt: null });
    expect(load([one(0), one(5_000)]).heardMinutes).toBeCloseTo(5 / 60, 9);
    const { heardMinutes, unknownMinutes, coverage } = load([one(0), one(5_001)]);
    expect([heardMinutes, unknownMinutes, coverage]).toEqual([0, 10, 0]);
  });

  it('does not count a doubtful rate, none, or one that no child has', () => {
    const loose = held(190, { from: 0, seconds: 300 }).map((rate) => ({
      ...rate,
      doubt: 'no_contact' as const,
    }));
    const silly = held(250, { from: 300, seconds: 100 });
    const none = held(null, { from: 400, seconds: 100 });
    expect(load([...loose, ...silly, ...none])).toMatchObject({
      heardMinutes: 0,
      peakBpm: null,
      meanBpm: null,
    });
  });

  it('says nothing about the lesson where less than half of it was heard', () => {
    const half = load(held(150, { from: 0, seconds: 290 }));
    expect(half).toMatchObject({ trimp: null, zoneLoad: null, density: null });
    expect(half.mvpaMinutes).toBeGreaterThan(4);
    const more = load(held(150, { from: 0, seconds: 310 }));
    expect(more.density).toEqual({ share: 1, low: 1, high: 1 });
    expect(more.zoneLoad).toBeCloseTo((309 / 60) * 3, 6);
  });

  it('gives a density with what a threshold beside it gives', () => {
    const { density } = load([
      ...held(112, { from: 0, seconds: 150 }), // 56 %
      ...held(124, { from: 150, seconds: 150 }), // 62 %
      ...held(140, { from: 300, seconds: 301 }), // 70 %
    ]);
    expect(density?.share).toBeCloseTo(0.75, 6);
    expect(density?.low).toBeCloseTo(0.5, 6);
    expect(density?.high).toBeCloseTo(1, 6);
  });

  it('never has more minutes than the lesson, whatever is heard', () => {
    const rate = fc.record({
      at: fc.integer({ min: -10_000, max: 700_000 }),
      bpm: fc.option(fc.integer({ min: 0, max: 400 })),
      doubt: fc.constantFrom(null, 'no_contact' as const),
    });
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 300 }), (rates) => {
        const seen = load(rates);
        expect(seen.heardMinutes + seen.unknownMinutes).toBeCloseTo(10, 9);
        expect(seen.unknownMinutes).toBeGreaterThanOrEqual(0);
        expect(seen.zoneMinutes.reduce((sum, minutes) => sum + minutes, 0)).toBeCloseTo(seen.heardMinutes, 9);
        expect(seen.mvpaMinutes).toBeLessThanOrEqual(seen.heardMinutes);
      }),
    );
  });
});

describe('training impulse', () => {
  it.each([
    ['male', 80, 0],
    ['male', 140, 0.5 * 0.64 * Math.exp(0.96)], // half of the reserve: 0.8357
    ['female', 140, 0.5 * 0.86 * Math.exp(0.835)], // 0.9911
    ['male', 230, 0.64 * Math.exp(1.92)],
  ] as const)('of a minute of a %s at %d bpm is %d', (sex, bpm, expected) => {
    expect(trimpPerMinute(bpm, { sex, maxBpm: 200, restingBpm: 80 })).toBeCloseTo(expected, 9);
  });

  it('takes the resting rate of the age', () => {
    expect([7, 8, 11, 12, 14, 15, 18].map(estimateRestingBpm)).toEqual([91, 84, 84, 78, 78, 73, 70]);
  });
});

describe('the class', () => {
  const hard = load(held(150, { from: 0, seconds: 601 }));
  const easy = load(held(100, { from: 0, seconds: 301 }));
  const lost = load(held(190, { from: 0, seconds: 60 }));
  const group = classLoad([hard, easy, lost, null]);

  it('says how many wore a device and how many were heard', () => {
    expect(group).toMatchObject({
      pupils: 4,
      withDevice: 3,
      heard: 2,
      estimatedMax: 0,
      individualReached: 1,
    });
  });

  it('takes its mean over pupils heard and its density over the time heard', () => {
    expect(group.meanBpm).toBe(125);
    expect(group.groupDensity?.share).toBeCloseTo(10 / 15, 3);
  });

  it('of nobody heard has no figures', () => {
    expect(classLoad([null, lost])).toMatchObject({
      heard: 0,
      meanBpm: null,
      groupDensity: null,
      meanMvpaMinutes: null,
    });
  });

  it('is set against the plan, with the curriculum as a recommendation of low confidence', () => {
    const lines = planAgainstActual({ group, plannedMinutes: 40, actualMinutes: 36, running: false });
    expect(lines.map(({ measure, verdict, confidence }) => [measure, verdict, confidence])).toEqual([
      ['lesson_minutes', 'below', 'high'],
      ['class_mean_bpm', 'below', 'low'],
      ['group_density', 'below', 'low'],
      ['individual_density', 'below', 'low'],
    ]);
    const within = classLoad([hard]);
    const good = planAgainstActual({ group: within, plannedMinutes: 40, actualMinutes: 41, running: false });
    expect(good.map(({ verdict }) => verdict)).toEqual(['within', 'within', 'within', 'within']);
  });

  it('gets no verdict while the lesson goes on or where nobody was heard', () => {
    const verdicts = (of: Parameters<typeof planAgainstActual>[0]) =>
      planAgainstActual(of).map((line) => line.verdict);
    const lesson = { plannedMinutes: 40, actualMinutes: 40 };
    expect(new Set(verdicts({ group, ...lesson, running: true }))).toEqual(new Set(['unknown']));
    expect(verdicts({ group: classLoad([null]), ...lesson, running: false })).toEqual([
      'within',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});

describe('who wore a device', () => {
  const [one, two] = [DeviceId.parse('strap-1'), DeviceId.parse('strap-2')];
  const [ann, ben] = [SubjectId.parse('s-1'), SubjectId.parse('s-2')];
  const bindings: Binding[] = [
    { device: one, subject: ann, from: 0, to: 100 },
    { device: one, subject: ben, from: 50, to: null },
    { device: two, subject: ann, from: 80, to: null },
  ];
  const wearerOf = wearerFinder(bindings);

  it.each([
    [one, 0, ann],
    [one, 49, ann],
    [one, 50, ben],
    [one, 500, ben],
    [two, 79, undefined],
    [two, 80, ann],
  ])('%s at %d was %s', (device, at, subject) => {
    expect(wearerOf(device, at)).toBe(subject);
  });

  it('hears a pupil with two devices through the later one', () => {
    const both = wearerFinder([
      { device: one, subject: ann, from: 0, to: null },
      { device: two, subject: ann, from: 80, to: null },
    ]);
    expect([both(one, 79), both(one, 80), both(two, 80)]).toEqual([ann, undefined, ann]);
  });
});

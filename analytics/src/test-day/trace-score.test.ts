import { ScoreTrace } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDay } from './any-day.fixture.ts';
import { foldTestDay, ownersOf, traceScore } from './index.ts';
import { attemptId, place, pupil, scene, station, subject } from './test-day.fixture.ts';

const ann = pupil('ann', { tag: 'a' });
const bo = pupil('bo', { tag: 'b' });
const stations = [place('s-1', 'standing_long_jump', 1), place('s-2', 'height'), place('s-2', 'weight')];

const trace = (day: ReturnType<typeof scene>, name: string, item: ScoreTrace['item']) =>
  traceScore({ input: day.input, fold: day.fold(), subject: subject(name), item });

describe('a score walks back', () => {
  it('to the printed row, the attempt, its raw frame, its station and every decision on it', () => {
    const day = scene([ann, bo], { stations });
    const attempt = day.hear('standing_long_jump', 209.5, { tag: 'b', rawHex: '3230392e35' });
    day.decide({ kind: 'claimed', attempt, subject: ann.subject, reason: 'wrong card' });
    day.decide({ kind: 'voided', attempt: attemptId(77), reason: 'another' });
    day.decide({ kind: 'retest_granted', subject: ann.subject, item: 'run_50m', reason: 'another item' });
    day.decide({ kind: 'closed', reason: '' });
    const found = trace(day, 'ann', 'standing_long_jump');
    expect(ScoreTrace.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      standard: 'CN-NSPFS-2014',
      value: 209,
      score: 78,
      level: 'pass',
      bonus: 0,
      // Boys of grade 8: 78 from 206 cm.
      cell: { kind: 'threshold', score: 78, threshold: 206, sex: 'male', grade: '8' },
      bonusCell: null,
      sources: [
        {
          item: 'standing_long_jump',
          value: 209,
          attempt: { attempt, measured: 209.5, status: 'counts', knownBy: 'claim' },
          rawHex: '3230392e35',
          rawText: null,
          station: 's-1',
          stationError: 1,
          stationErrorSource: 'calibration',
          decisions: [{ decision: { kind: 'claimed' } }],
        },
      ],
    });
  });

  it('to the decision that took an attempt away, for the pupil who had it', () => {
    const day = scene([ann, bo], { stations });
    const attempt = day.hear('standing_long_jump', 209.5, { tag: 'b' });
    day.decide({ kind: 'claimed', attempt, subject: ann.subject, reason: 'wrong card' });
    expect(trace(day, 'bo', 'standing_long_jump')).toMatchObject({
      score: null,
      sources: [{ attempt: null, decisions: [{ decision: { kind: 'claimed', subject: 'ann' } }] }],
    });
    expect(ownersOf(day.input).get(attempt)).toEqual(['bo', 'ann']);
  });

  it('of a body-mass index to a height and a weight', () => {
    const day = scene([ann], { stations });
    const at = { tag: 'a', station: station('s-2') };
    day.hear('height', 165, { ...at, rawHex: 'aa' });
    day.hear('weight', 62, { ...at, rawHex: 'bb' });
    expect(trace(day, 'ann', 'bmi')).toMatchObject({
      value: 22.8,
      score: 80,
      level: 'overweight',
      cell: { kind: 'band', level: 'overweight' },
      sources: [
        { item: 'height', value: 165, rawHex: 'aa' },
        { item: 'weight', value: 62, rawHex: 'bb' },
      ],
    });
  });

  it('to the words of a person, where no station measured', () => {
    const day = scene([ann], { stations });
    const entered = { kind: 'entered', attempt: attemptId(9), by: 'stopwatch', at: 1 } as const;
    day.decide({ ...entered, item: 'run_1000m', value: 207, subject: ann.subject, raw: `3'27"` });
    expect(trace(day, 'ann', 'run_1000m')).toMatchObject({
      score: 100,
      bonus: 6,
      bonusCell: { bonus: 6, beyond: 23 },
      sources: [{ rawHex: null, rawText: `3'27"`, station: null, decisions: [{ entry: 1 }] }],
    });
  });

  it('to nothing where nothing was measured, and not at all for who is not there', () => {
    const day = scene([ann], { stations });
    expect(trace(day, 'ann', 'run_50m')).toMatchObject({ score: null, cell: null, display: '-' });
    expect(trace(day, 'ann', 'run_800m')).toBeUndefined();
    expect(trace(day, 'nobody', 'run_50m')).toBeUndefined();
  });

  it('whenever there is one, and ends in a raw frame or in the words of a person', () => {
    let walked = 0;
    fc.assert(
      fc.property(anyDay, (input) => {
        const fold = foldTestDay(input);
        for (const { subject: name, results } of fold.pupils)
          for (const { item, score } of results) {
            if (item === 'height' || item === 'weight' || score === null) continue;
            walked += 1;
            const found = traceScore({ input, fold, subject: name, item });
            expect(found?.score).toBe(score);
            const [source] = found?.sources ?? [];
            expect(source?.rawHex ?? source?.rawText ?? '').not.toBe('');
          }
      }),
      { numRuns: 150 },
    );
    expect(walked).toBeGreaterThan(30);
  });
});

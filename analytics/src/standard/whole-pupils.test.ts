import { describe, expect, it } from 'vitest';
import { bodyMassIndex, type PupilScore, scorePupil } from '../index.ts';

/** Synthetic pupils, worked out by hand from the printed tables. */
const scoresOf = ({ items }: PupilScore): Record<string, number> =>
  Object.fromEntries(Object.entries(items).map(([item, scored]) => [item, scored.score]));

describe('whole pupils', () => {
  /**
   * BMI 30.0 / 1.35^2 = 16.46 -> 16.5 normal      100 x 15 = 1500
   * vital capacity 1900 (85 from 1900)             85 x 15 = 1275
   * 50 m 9.6 s (80 to 9.5, 78 to 9.7)              78 x 20 = 1560
   * reach 5.8 cm (72 from 5.8)                     72 x 20 = 1440
   * rope 120 (90 from 116, 95 from 121)            90 x 20 = 1800
   * sit-ups 37 (80 from 36)                        80 x 10 =  800
   * 8375 hundredths = 83.75 -> 83.8, no bonus (rope begins at 126 + 2).
   */
  it('a boy of grade 3', () => {
    const scored = scorePupil({
      grade: '3',
      sex: 'male',
      values: {
        height: 135,
        weight: 30,
        vital_capacity: 1900,
        run_50m: 9.6,
        sit_and_reach: 5.8,
        rope_skip_1min: 120,
        sit_up_1min: 37,
      },
    });
    expect(scoresOf(scored)).toEqual({
      bmi: 100,
      vital_capacity: 85,
      run_50m: 78,
      sit_and_reach: 72,
      rope_skip_1min: 90,
      sit_up_1min: 80,
    });
    expect(scored).toMatchObject({ standardScore: 83.8, bonus: 0, total: 83.8, level: 'good', missing: [] });
  });

  /**
   * BMI 42.0 / 1.42^2 = 20.83 -> 20.8 overweight   80 x 15 = 1200
   * vital capacity 2050                            90 x 15 = 1350
   * 50 m 8.9 s (85 to 8.8, 80 to 9.1)              80 x 20 = 1600
   * reach 9.0 cm (72 from 8.6, 74 from 9.7)        72 x 10 =  720
   * rope 171 = 158 + 13 -> 6 whole pairs          100 x 10 = 1000, bonus 6
   * sit-ups 40 (80 from 38)                        80 x 20 = 1600
   * shuttle 1'58" = 118 s (78 to 116, 76 to 119)   76 x 10 =  760
   * 8230 = 82.3; + 6 = 88.3.
   */
  it('a girl of grade 5 with rope bonus', () => {
    const scored = scorePupil({
      grade: '5',
      sex: 'female',
      values: {
        height: 142,
        weight: 42,
        vital_capacity: 2050,
        run_50m: 8.9,
        sit_and_reach: 9,
        rope_skip_1min: 171,
        sit_up_1min: 40,
        shuttle_50m_x8: 118,
      },
    });
    expect(scored.items.bmi).toMatchObject({ value: 20.8, score: 80, level: 'overweight' });
    expect(scored.items.rope_skip_1min).toMatchObject({ score: 100, bonus: 6 });
    expect(scored).toMatchObject({ standardScore: 82.3, bonus: 6, total: 88.3, level: 'good' });
  });

  const boyOfGrade8 = {
    height: 165,
    weight: 62,
    vital_capacity: 3450,
    run_50m: 8,
    sit_and_reach: 7.7,
    standing_long_jump: 209,
    pull_up: 16,
    run_1000m: 207,
  };

  /**
   * BMI 62.0 / 1.65^2 = 22.77 -> 22.8 overweight   80 x 15 = 1200
   * vital capacity 3450                            85 x 15 = 1275
   * 50 m 8.0 s (80 to 7.9, 78 to 8.1)              78 x 20 = 1560
   * reach 7.7 cm                                   74 x 10 =  740
   * jump 209 cm (78 from 206, 80 from 210)         78 x 10 =  780
   * pull-ups 16 = 14 + 2                          100 x 10 = 1000, bonus 2
   * 1000 m 3'27" = 207 s = 230 - 23               100 x 20 = 2000, bonus 6
   * 8555 = 85.55 -> 85.6; 85.55 + 8 = 93.55 -> 93.6.
   */
  it('a boy of grade 8', () => {
    const scored = scorePupil({ grade: '8', sex: 'male', values: boyOfGrade8 });
    expect(scoresOf(scored)).toEqual({
      bmi: 80,
      vital_capacity: 85,
      run_50m: 78,
      sit_and_reach: 74,
      standing_long_jump: 78,
      pull_up: 100,
      run_1000m: 100,
    });
    expect(scored).toMatchObject({ standardScore: 85.6, bonus: 8, total: 93.6, level: 'excellent' });
  });

  /**
   * Every item at 100 (BMI 50.0 / 1.58^2 = 20.03 -> 20.0 normal): 10000 = 100.
   * sit-ups 70 = 51 + 19 -> capped at 10; 800 m 2'30" = 150 s = 210 - 60 -> capped at 10: 20.
   */
  it('a girl of grade 8 with every point there is', () => {
    const scored = scorePupil({
      grade: '8',
      sex: 'female',
      values: {
        height: 158,
        weight: 50,
        vital_capacity: 2900,
        run_50m: 8,
        sit_and_reach: 22.7,
        standing_long_jump: 200,
        sit_up_1min: 70,
        run_800m: 150,
      },
    });
    expect(scored).toMatchObject({ standardScore: 100, bonus: 20, total: 120, level: 'excellent' });
  });

  /**
   * BMI 85.8 / 1.75^2 = 28.02 -> 28.0 obese        60 x 15 =  900
   * vital capacity 4300                            80 x 15 = 1200
   * 50 m 7.7 s                                     74 x 20 = 1480
   * reach 3.6 cm (60 from 3.7, 50 from 2.7)        50 x 10 =  500
   * jump 208 cm                                    60 x 10 =  600
   * pull-ups 4 (10 points from 5)                   0 x 10 =    0
   * 1000 m 4'33" = 273 s (60 to 272, 50 to 292)    50 x 20 = 1000
   * 5680 = 56.8.
   */
  it('a man in his second year at university', () => {
    const scored = scorePupil({
      grade: 'u12',
      sex: 'male',
      values: {
        height: 175,
        weight: 85.8,
        vital_capacity: 4300,
        run_50m: 7.7,
        sit_and_reach: 3.6,
        standing_long_jump: 208,
        pull_up: 4,
        run_1000m: 273,
      },
    });
    expect(scored.items.pull_up).toMatchObject({ value: 4, score: 0, level: 'fail', cell: null });
    expect(scored).toMatchObject({ standardScore: 56.8, bonus: 0, total: 56.8, level: 'fail', missing: [] });
  });

  it('a boy of grade 8 without his weight and his 1000 m has scores and no total', () => {
    const { weight: _weight, run_1000m: _run, ...values } = boyOfGrade8;
    const scored = scorePupil({ grade: '8', sex: 'male', values });
    expect(scored).toMatchObject({ standardScore: null, bonus: null, total: null, level: null });
    expect(scored.missing).toEqual(['bmi', 'run_1000m']);
    expect(scored.items.pull_up?.score).toBe(100);
  });

  it("ignores what is not the group's: a boy's sit-ups", () => {
    const scored = scorePupil({ grade: '8', sex: 'male', values: { ...boyOfGrade8, sit_up_1min: 99 } });
    expect(scored).toEqual(scorePupil({ grade: '8', sex: 'male', values: boyOfGrade8 }));
  });

  it('a total never depends on binary fractions: tenths only', () => {
    const scored = scorePupil({ grade: '8', sex: 'male', values: boyOfGrade8 });
    expect(String(scored.total)).toBe('93.6');
  });
});

describe('body-mass index', () => {
  it.each([
    // 60.8 / 1.6^2 is exactly 23.75; in binary floating point it is 23.749999999999993.
    [160, 60.8, 23.8],
    [160, 60.7, 23.7],
    // 35.2 / 1.6^2 is exactly 13.75.
    [160, 35.2, 13.8],
    // 34.2 / 1.2^2 is exactly 23.75.
    [120, 34.2, 23.8],
    // 54.4 / 1.6^2 is exactly 21.25.
    [160, 54.4, 21.3],
    [135, 30, 16.5],
  ])('of %d cm and %d kg is %d', (heightCm, weightKg, index) => {
    expect(bodyMassIndex(heightCm, weightKg)).toBe(index);
  });

  it('decides the band at the tie: 23.75 is overweight for a boy of grade 11, whose normal ends at 23.7', () => {
    const scored = scorePupil({ grade: '11', sex: 'male', values: { height: 160, weight: 60.8 } });
    expect(scored.items.bmi).toMatchObject({ value: 23.8, score: 80, level: 'overweight' });
  });
});

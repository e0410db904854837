import { itemsOf, scorePupil } from '@tizhi/analytics';
import { GRADES, SEXES } from '@tizhi/contracts';
import { against, type Part, whole } from '../report.ts';

type PupilToScore = Parameters<typeof scorePupil>[0];

/** Pupils with every item of their grade and sex, drawn over the whole range of marks. */
function syntheticPupils(count: number): PupilToScore[] {
  let state = 20_261_123;
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const between = (low: number, high: number, step: number): number =>
    Math.round((low + chance() * (high - low)) / step) * step;
  const draw: Record<string, () => number> = {
    bmi: () => between(13, 30, 0.1),
    vital_capacity: () => between(700, 5_500, 1),
    run_50m: () => between(6.5, 13, 0.1),
    sit_and_reach: () => between(-8, 26, 0.1),
    rope_skip_1min: () => between(20, 190, 1),
    sit_up_1min: () => between(5, 65, 1),
    shuttle_50m_x8: () => between(90, 160, 1),
    standing_long_jump: () => between(100, 280, 1),
    pull_up: () => between(0, 22, 1),
    run_1000m: () => between(200, 400, 1),
    run_800m: () => between(190, 350, 1),
  };
  return Array.from({ length: count }, (_, n) => {
    const grade = GRADES[n % GRADES.length] ?? '1';
    const sex = SEXES[Math.floor(n / GRADES.length) % 2] ?? 'male';
    const values = Object.fromEntries(itemsOf(grade, sex).map(({ item }) => [item, draw[item]?.() ?? 0]));
    return { grade, sex, values };
  });
}

/** Whole pupils scored per second, on one core; the checksum keeps the work from being optimised away. */
function measureScoring(pupils: number): { pupilsPerSecond: number; checksum: number } {
  const load = syntheticPupils(pupils);
  let checksum = 0;
  for (const pupil of load.slice(0, 5_000)) checksum += scorePupil(pupil).total ?? 0; // warm-up
  const start = performance.now();
  for (const pupil of load) checksum += scorePupil(pupil).total ?? 0;
  return { pupilsPerSecond: pupils / ((performance.now() - start) / 1000), checksum };
}

const AIM = 200_000;

export const scoring: Part = {
  about: 'whole pupils scored, one core',
  async run() {
    const { pupilsPerSecond } = measureScoring(400_000);
    return [
      {
        what: 'whole pupils scored per second',
        seen: whole(pupilsPerSecond),
        ...against(`>= ${whole(AIM)}`, pupilsPerSecond / AIM),
      },
    ];
  },
};

import { trajectoryOf } from '@tizhi/analytics';
import type { FitnessHistory } from '@tizhi/contracts';

/** How often the truth lay within the interval. */
export interface Coverage {
  /** `total`, an item, or either with a sex and the known grades behind commas. */
  readonly of: string;
  readonly cases: number;
  /** 0-1. */
  readonly share: number;
}

/** Which earlier tests are shown to the forecast. */
const KNOWN = [['4'], ['6'], ['4', '6']] as const;

/** Forecasts grade 8 of every pupil who was tested there, from what was known before, and counts the hits. */
export function coverageOf(histories: readonly FitnessHistory[]): Coverage[] {
  const tallies = new Map<string, { cases: number; held: number }>();
  const count = (of: string, held: boolean): void => {
    const tally = tallies.get(of) ?? { cases: 0, held: 0 };
    tally.cases += 1;
    if (held) tally.held += 1;
    tallies.set(of, tally);
  };
  for (const history of histories) {
    const truth = trajectoryOf(history).tests.find(({ grade }) => grade === '8');
    const sex = history.tests.at(-1)?.sex;
    if (truth === undefined || sex === undefined) continue;
    for (const grades of KNOWN) {
      const tests = history.tests.filter(({ grade }) => grades.some((known) => known === grade));
      const { forecast } = trajectoryOf({ ...history, tests });
      if (tests.length < grades.length || forecast === null) continue;
      const cases = [
        { of: 'total', value: truth.total, estimate: forecast.total },
        ...forecast.items.map(({ item, value }) => ({
          of: item,
          value: truth.items.find((standing) => standing.item === item)?.value ?? null,
          estimate: value,
        })),
      ];
      for (const { of, value, estimate } of cases) {
        if (value === null || estimate === null) continue;
        const held = value >= estimate.low && value <= estimate.high;
        count(of, held);
        count(`${of}, ${sex}, from ${forecast.from.join(' and ')}`, held);
      }
    }
  }
  return [...tallies].map(([of, { cases, held }]) => ({ of, cases, share: held / cases }));
}

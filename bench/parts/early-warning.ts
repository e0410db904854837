import {
  type City,
  cityPupil,
  findingsOf,
  measureRules,
  PRECISION_FLOOR,
  trajectoryOf,
  WARNING_RULES,
} from '@tizhi/analytics';
import type { FitnessHistory } from '@tizhi/contracts';
import { type Figure, type Part, whole } from '../report.ts';
import { type ChanceBin, type Coverage, coverageOf, failChancesOf } from './forecast-coverage.ts';

/** Neither the pupils, schools nor years that the reference was trained on, nor those that set the rules' precision. */
const CITIES: readonly City[] = [
  { seed: 7_001, pupils: 1_900_000, lastSchoolYear: 2024, cohorts: 5 },
  { seed: 7_002, pupils: 1_900_000, lastSchoolYear: 2028, cohorts: 5 },
];
const PUPILS_OF_EACH = 10_000;
const AIM = { low: 0.88, high: 0.92 };
/** Fewer cases than this make no line. */
const LEAST_CASES = 500;
/** Fewer pupils than this measure no tenth of the chances. */
const LEAST_BIN = 100;
const MANY_PUPILS_PER_SECOND = 10_000;

export const earlyWarning: Part = {
  about: `forecasts and warnings of ${whole(PUPILS_OF_EACH * CITIES.length)} held-out synthetic pupils`,
  async run({ say }) {
    const histories = CITIES.flatMap((city) => historiesOf(city));
    const coverages = coverageOf(histories).filter(({ cases }) => cases >= LEAST_CASES);
    for (const { of, cases, share } of coverages) say(`${of}: ${percent(share)} of ${whole(cases)}`);
    const chances = failChancesOf(histories).filter(({ cases }) => cases >= LEAST_BIN);
    for (const { said, came, cases } of chances)
      say(`chance to fail: said ${percent(said)}, came ${percent(came)} of ${whole(cases)}`);
    say('rule, shown as: precision on these pupils (of findings judged), findings in 100 tests');
    const measures = measureRules({ histories });
    for (const { rule, judged, cameTrue, found, tests } of measures) {
      const shownAs = WARNING_RULES.find(({ id }) => id === rule)?.shownAs;
      const precision = judged === 0 ? '-' : percent(cameTrue / judged);
      say(`${rule}, ${shownAs}: ${precision} (${whole(judged)}), ${((100 * found) / tests).toFixed(1)}`);
    }
    return [
      ...coverageFigures(coverages),
      strangerFigure(histories),
      chanceFigure(chances),
      ...ruleFigures(measures),
      speedFigure(histories),
    ];
  },
};

function historiesOf(city: City): FitnessHistory[] {
  const every = Math.floor(city.pupils / PUPILS_OF_EACH);
  return Array.from({ length: PUPILS_OF_EACH }, (_, n) => cityPupil(city, n * every).history);
}

function coverageFigures(coverages: readonly Coverage[]): Figure[] {
  const inAim = ({ share }: Coverage) => share >= AIM.low && share <= AIM.high;
  const total = coverages.find(({ of }) => of === 'total');
  const spread = (some: readonly Coverage[]): string => {
    const shares = some.map(({ share }) => share);
    return `${percent(Math.min(...shares))} to ${percent(Math.max(...shares))}`;
  };
  const single = coverages.filter(({ of }) => !of.includes(','));
  const split = coverages.filter(({ of }) => of.includes(','));
  return [
    {
      what: '90 % intervals of the grade-8 total, held-out synthetic cohorts',
      seen: `${percent(total?.share ?? 0)} of ${whole(total?.cases ?? 0)}`,
      aim: '88 to 92 %',
      met: total !== undefined && inAim(total),
    },
    {
      what: `the total and each of ${single.length - 1} items`,
      seen: spread(single),
      aim: '88 to 92 %',
      met: single.every(inAim),
    },
    {
      what: `${split.length} groups: total and items by sex and known tests (4; 6; 4 and 6)`,
      seen: spread(split),
      aim: '88 to 92 %',
      met: split.every(inAim),
      note: split
        .filter((one) => !inAim(one))
        .map(({ of, share }) => `${of} ${percent(share)}`)
        .join('; '),
    },
  ];
}

/** About one grade-8 test in twenty is another pupil's (every tenth, where the one before is of the same sex): all groups stay as they are, what hangs together does not. */
function strangerFigure(histories: readonly FitnessHistory[]): Figure {
  const eighth = ({ tests }: FitnessHistory) => tests.find(({ grade }) => grade === '8');
  let stranger: FitnessHistory['tests'][number] | undefined;
  const mixed = histories.map((history, n) => {
    const own = eighth(history);
    const other = stranger;
    if (own !== undefined) stranger = own;
    if (n % 10 !== 0 || own === undefined || other === undefined || other.sex !== own.sex) return history;
    return { ...history, tests: history.tests.map((test) => (test === own ? other : test)) };
  });
  const total = coverageOf(mixed).find(({ of }) => of === 'total');
  return {
    what: 'the total again where one grade-8 test in twenty belongs to another pupil',
    seen: percent(total?.share ?? 0),
    note: 'no aim: how far the promise bends',
  };
}

function chanceFigure(bins: readonly ChanceBin[]): Figure {
  const gap = Math.max(...bins.map(({ said, came }) => Math.abs(said - came)));
  return {
    what: 'chance of a grade-8 total below 60: what was said less what came, widest of the tenths',
    seen: `${percent(gap)} of ${bins.length} tenths`,
    aim: '<= 10 %',
    met: gap <= 0.1,
  };
}

function ruleFigures(measures: ReturnType<typeof measureRules>): Figure[] {
  const alarms = new Set(WARNING_RULES.flatMap(({ id, shownAs }) => (shownAs === 'alarm' ? [id] : [])));
  const loud = measures.filter(({ rule }) => alarms.has(rule));
  const precisions = loud.flatMap(({ judged, cameTrue }) => (judged === 0 ? [] : [cameTrue / judged]));
  const found = loud.reduce((sum, one) => sum + one.found, 0);
  const tests = measures[0]?.tests ?? 1;
  return [
    {
      what: `precision of the ${alarms.size} alarming of ${measures.length} warning rules`,
      seen: `${percent(Math.min(...precisions))} to ${percent(Math.max(...precisions))}`,
      aim: `>= ${whole(100 * PRECISION_FLOOR)} % each`,
      met: precisions.every((precision) => precision >= PRECISION_FLOOR),
    },
    { what: 'alarms in 100 tests of a pupil, all rules', seen: ((100 * found) / tests).toFixed(1) },
  ];
}

function speedFigure(histories: readonly FitnessHistory[]): Figure {
  let found = 0;
  const start = process.cpuUsage();
  for (const history of histories) found += findingsOf({ trajectory: trajectoryOf(history), history }).length;
  const { user, system } = process.cpuUsage(start);
  const perSecond = histories.length / ((user + system) / 1e6);
  return {
    what: 'pupils with up to three tests: trajectory and findings, by processor time',
    seen: `${whole(perSecond)} pupils/s`,
    aim: `>= ${whole(MANY_PUPILS_PER_SECOND)} pupils/s`,
    met: perSecond >= MANY_PUPILS_PER_SECOND,
    note: `${whole(found)} findings`,
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

import type {
  FitnessHistory,
  TestStanding,
  Trajectory,
  WarningCondition,
  WarningRule,
} from '@tizhi/contracts';
import { type Reference, trajectoriesOf } from '../trajectory/index.ts';
import { findingsOf } from './findings-of.ts';
import { bmiPerYear } from './growth-conditions.ts';
import { WARNING_RULES } from './rules/index.ts';

/** How a rule did on cohorts whose later tests are known. */
export interface RuleMeasure {
  readonly rule: string;
  readonly version: number;
  /** Tests that the rule looked at, and at how many it spoke. */
  readonly tests: number;
  readonly found: number;
  /** Findings with a later test that could confirm them, and how many it did. */
  readonly judged: number;
  readonly cameTrue: number;
}

/**
 * Runs the rules at every test of every history, with what was known then, and looks at the later tests:
 *
 * - `forecast_fail`: the grade-8 total is below 60.
 * - `total_below`, `item_below`: the next test that has it is below the same line again.
 * - `item_fell`, `total_fell`: at the next test at least half of the fall is still there.
 * - `screening`: the next test finds the same or a worse result of the same kind.
 * - `slow_growth`: height for age grows slowly again; `bmi_rise`: the next index is no lower.
 */
export function measureRules({
  histories,
  rules = WARNING_RULES,
  reference,
}: {
  readonly histories: Iterable<FitnessHistory>;
  readonly rules?: readonly WarningRule[];
  readonly reference?: Reference;
}): RuleMeasure[] {
  const tallies = new Map(rules.map((rule) => [rule.id, { rule, found: 0, judged: 0, cameTrue: 0 }]));
  let tests = 0;
  for (const history of histories) {
    const afterEach = trajectoriesOf(history, reference);
    const whole = afterEach.at(-1)?.trajectory;
    if (whole === undefined) continue;
    for (const [n, after] of afterEach.entries()) {
      tests += 1;
      const known = n + 1;
      for (const finding of findingsOf({ ...after, rules })) {
        const tally = tallies.get(finding.rule);
        if (tally === undefined) continue;
        tally.found += 1;
        const outcome = outcomeOf(tally.rule.condition, { whole, history, known });
        if (outcome === null) continue;
        tally.judged += 1;
        if (outcome) tally.cameTrue += 1;
      }
    }
  }
  return [...tallies.values()].map(({ rule, ...counts }) => ({
    rule: rule.id,
    version: rule.version,
    tests,
    ...counts,
  }));
}

interface Seen {
  readonly whole: Trajectory;
  readonly history: FitnessHistory;
  /** Tests that were known when the rule spoke. */
  readonly known: number;
}

/** Whether what was said came true; `null`: no later test can tell. */
function outcomeOf(condition: WarningCondition, { whole, history, known }: Seen): boolean | null {
  const later = whole.tests.slice(known);
  const now = whole.tests[known - 1];
  const before = whole.tests[known - 2];
  switch (condition.kind) {
    case 'forecast_fail':
      return below(later.find(({ grade }) => grade === '8')?.total, 60);
    case 'total_below':
      return below(later[0]?.total, condition.totalBelow);
    case 'item_below':
      return below(later.flatMap((test) => scoreOf(test, condition.item) ?? [])[0], condition.scoreBelow);
    case 'item_fell':
      return itemStayed(condition, { before, now, later });
    case 'total_fell':
      return stayedFallen(before?.total, now?.total, later[0]?.total);
    case 'screening': {
      const kind = whole.screening.find(({ result }) => result === condition.result)?.kind;
      const next = whole.screening.find(
        (fact) => fact.kind === kind && fact.schoolYear === later[0]?.schoolYear,
      );
      if (next === undefined || next.result === 'unknown') return null;
      return BADNESS[next.result] >= BADNESS[condition.result];
    }
    case 'slow_growth': {
      const [from, to] = [history.tests[known - 1], history.tests[known]];
      if (from?.values.height === undefined || to?.values.height === undefined) return null;
      return (
        (to.values.height - from.values.height) / (to.schoolYear - from.schoolYear) < condition.cmPerYearBelow
      );
    }
    case 'bmi_rise': {
      const [from, to] = [history.tests[known - 1], history.tests[known]];
      const perYear = from === undefined || to === undefined ? null : bmiPerYear(from, to)?.perYear;
      return perYear == null ? null : perYear >= 0;
    }
    default:
      return condition satisfies never;
  }
}

const BADNESS = {
  within: 0,
  unknown: 0,
  overweight: 1,
  obese: 2,
  mild_wasting: 1,
  moderate_severe_wasting: 2,
  stunted: 1,
  elevated: 1,
} as const;

const below = (value: number | null | undefined, line: number): boolean | null =>
  value == null ? null : value < line;

const scoreOf = (test: TestStanding, item: string): number | null =>
  test.items.find((standing) => standing.item === item)?.score ?? null;

const deviateOf = (test: TestStanding | undefined, item: string): number | null =>
  test?.items.find((standing) => standing.item === item)?.z ?? null;

type Between = {
  readonly before: TestStanding | undefined;
  readonly now: TestStanding | undefined;
  readonly later: readonly TestStanding[];
};

/** Of a rule for any item: the one that fell most, which is the one that it showed. */
function itemStayed(
  { item }: Extract<WarningCondition, { kind: 'item_fell' }>,
  { before, now, later }: Between,
): boolean | null {
  const items = item === null ? (now?.items ?? []).map((standing) => standing.item) : [item];
  const falls = items
    .filter((one) => one !== 'bmi')
    .map((one) => ({
      one,
      fell: (deviateOf(before, one) ?? Number.NaN) - (deviateOf(now, one) ?? Number.NaN),
    }))
    .filter(({ fell }) => !Number.isNaN(fell))
    .toSorted((a, b) => b.fell - a.fell);
  const worst = falls[0]?.one;
  if (worst === undefined) return null;
  return stayedFallen(deviateOf(before, worst), deviateOf(now, worst), deviateOf(later[0], worst));
}

function stayedFallen(
  before: number | null | undefined,
  now: number | null | undefined,
  next: number | null | undefined,
): boolean | null {
  if (before == null || now == null || next == null) return null;
  return before - next >= (before - now) / 2;
}

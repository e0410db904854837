import { createHash } from 'node:crypto';
import { Finding, ScreeningResult, type WarningCondition, WarningRule } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { findingsOf, PRECISION_FLOOR, WARNING_RULES } from './index.ts';
import { caseOf, RULE_CASES, type RuleCase } from './rule-cases.fixture.ts';

const finds = (rule: WarningRule, one: RuleCase): boolean =>
  findingsOf({ ...caseOf(one), rules: [rule] }).length > 0;

describe('every rule', () => {
  it('is a valid rule with a name of its own, and has its cases', () => {
    expect(WARNING_RULES.length).toBeGreaterThanOrEqual(20);
    for (const rule of WARNING_RULES) expect(() => WarningRule.parse(rule), rule.id).not.toThrow();
    const ids = WARNING_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(RULE_CASES).sort()).toEqual(ids.toSorted());
  });

  describe.each(WARNING_RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const { just = [], justNot = [] } = RULE_CASES[id] ?? {};

    it('speaks where its condition just holds, with evidence in both languages', () => {
      for (const one of just) {
        const [finding] = findingsOf({ ...caseOf(one), rules: [rule] });
        expect(() => Finding.parse(finding), JSON.stringify(one)).not.toThrow();
        expect(finding).toMatchObject({ rule: id, ruleVersion: rule.version, severity: rule.severity });
        const { points = [], text } = finding?.evidence ?? {};
        expect(points.filter(({ kind }) => kind === 'measured')).toHaveLength(one.tests.length);
        expect(text?.zh).toMatch(/[\u4e00-\u9fff].*。$/);
        expect(text?.en).toMatch(/^[A-Z0-9].*\.$/);
        expect(`${text?.zh}${text?.en}`).not.toMatch(/null|undefined|NaN/);
      }
    });

    it('is silent where its condition just does not hold', () => {
      expect(justNot.filter((one) => finds(rule, one))).toEqual([]);
    });

    it('is told from every rule with a number, an item or a result changed wrongly', () => {
      for (const condition of mutantsOf(rule.condition)) {
        const mutant = { ...rule, condition };
        const survives =
          just.every((one) => finds(mutant, one)) && !justNot.some((one) => finds(mutant, one));
        expect(survives, JSON.stringify(condition)).toBe(false);
      }
    });
  });

  it('keeps its version only while its data stay as they were: precision was measured for them', () => {
    expect(Object.fromEntries(WARNING_RULES.map((rule) => [rule.id, fingerprint(rule)]))).toMatchSnapshot();
  });

  it('that the next test seldom bears out is no alarm', () => {
    for (const { id, precision, shownAs } of WARNING_RULES)
      if (precision !== null && precision < PRECISION_FLOOR) expect(shownAs, id).toBe('trend');
    expect(WARNING_RULES.filter(({ shownAs }) => shownAs === 'alarm').length).toBeGreaterThan(3);
  });

  it('about the body is nobody’s but the nurse’s', () => {
    for (const { id, condition, sees } of WARNING_RULES)
      if (['screening', 'slow_growth', 'bmi_rise'].includes(condition.kind))
        expect(sees, id).toEqual(['nurse']);
  });
});

/** What was decided by hand; the measured precision is not. */
function fingerprint({ precision: _, shownAs: __, version, ...decided }: WarningRule): string {
  return `${version}: ${createHash('sha256').update(JSON.stringify(decided)).digest('hex').slice(0, 16)}`;
}

/** Steps that a slip of the hand would make; a score moves by a row of its table. */
const STEPS: Readonly<Record<string, number>> = {
  chanceAtLeast: 0.02,
  scoreBelow: 10,
  sdAtLeast: 0.05,
  pointsAtLeast: 0.1,
  totalBelow: 0.1,
  cmPerYearBelow: 0.06,
  perYearAtLeast: 0.06,
};

function mutantsOf(condition: WarningCondition): WarningCondition[] {
  const mutants: object[] = [];
  for (const [key, value] of Object.entries(condition)) {
    const step = STEPS[key];
    if (typeof value === 'number' && step !== undefined)
      mutants.push({ ...condition, [key]: value - step }, { ...condition, [key]: value + step });
    if (key === 'twice') mutants.push({ ...condition, twice: !value });
    if (key === 'item' && value !== null)
      mutants.push({ ...condition, item: value === 'bmi' ? 'run_50m' : 'bmi' });
    if (key === 'item' && value === null) mutants.push({ ...condition, item: 'sit_and_reach' });
    if (key === 'result')
      for (const result of ScreeningResult.options)
        if (result !== value && result !== 'within' && result !== 'unknown')
          mutants.push({ ...condition, result });
  }
  if (condition.kind === 'slow_growth')
    for (const sex of ['male', 'female'] as const)
      for (const by of [-1, 1])
        mutants.push({
          ...condition,
          untilMonths: { ...condition.untilMonths, [sex]: condition.untilMonths[sex] + by },
        });
  expect(mutants.length).toBeGreaterThan(1);
  return mutants as WarningCondition[];
}

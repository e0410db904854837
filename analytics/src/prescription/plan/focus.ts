import { type FitnessTest, ITEMS, type Level, type PlanFocus, type ScoredItemKey } from '@tizhi/contracts';
import {
  betterResults,
  formatItemValue,
  itemsOf,
  levelName,
  levelOfScore,
  scorePupil,
} from '../../standard/index.ts';
import { termsFor } from '../../test-day/training-yield.ts';
import { whatIf } from '../../test-day/what-if.ts';
import { because, RESTS_ON } from './because.ts';
import { COMPONENT_OF } from './components.ts';

type Trainable = Exclude<ScoredItemKey, 'bmi'>;

/** A plan and the test after it are about half of the term (16 weeks) for which the training yield is stated. */
const PLAN_TERMS = 0.5;
/** How much more a point counts where a pupil is weak, and where it lies on the cheapest way to the next level. */
const WEAKNESS: Readonly<Record<Level, number>> = { fail: 4, pass: 2, good: 1, excellent: 1 };
const ON_THE_WAY = 1.25;

/** An item of the latest test as a plan sees it. */
export interface Candidate {
  readonly focus: PlanFocus;
  readonly level: Level;
  /** Orders candidates, the highest first; says nothing by itself. */
  readonly priority: number;
}

/**
 * The trainable items of a test, those that matter most first: points of the total within reach of a plan by
 * the exact inverse of the scoring (`betterResults`), more where the pupil is weak and on the cheapest way to
 * the next level (`whatIf`). What is excellent comes after everything else, whatever bonus it may bring. The
 * weights are our own and only order. The body-mass index is never among them:
 * a plan trains, it does not ask a child to lose weight.
 */
export function candidatesOf(test: FitnessTest): readonly Candidate[] {
  const { grade, sex } = test;
  const { items } = scorePupil(test);
  const cheapest = whatIf(test)?.ways[0]?.improvements.map(({ item }) => item) ?? [];
  return itemsOf(grade, sex)
    .flatMap(({ item }): Candidate[] => {
      const scored = items[item];
      if (item === 'bmi' || scored === undefined) return [];
      const { value, score } = scored;
      const steps = betterResults({ item, grade, sex, value }).map((step) => ({
        ...step,
        terms: termsFor(item, value, step.value),
      }));
      const level = levelOfScore(score);
      const next = steps[0];
      const gain = (next?.gain ?? 0) / 100;
      const reach = pointsInReach(steps) * WEAKNESS[level] * (cheapest.includes(item) ? ON_THE_WAY : 1);
      return [
        {
          level,
          priority: reach,
          focus: {
            component: COMPONENT_OF[item],
            item,
            score,
            gain,
            because: whyFocus({ item, value, score, level, next: next && { value: next.value, gain } }),
          },
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(a.level === 'excellent') - Number(b.level === 'excellent') ||
        b.priority - a.priority ||
        a.focus.score - b.focus.score,
    );
}

/** Points that the best row within the plan's time brings; of a row beyond it, the share that is reached. */
function pointsInReach(steps: readonly { readonly gain: number; readonly terms: number }[]): number {
  const reached = steps.findLast(({ terms }) => terms <= PLAN_TERMS);
  const next = steps[0];
  if (reached !== undefined) return reached.gain / 100;
  return next === undefined ? 0 : (next.gain / 100) * (PLAN_TERMS / next.terms);
}

function whyFocus(of: {
  item: Trainable;
  value: number;
  score: number;
  level: Level;
  next: { value: number; gain: number } | undefined;
}): PlanFocus['because'] {
  const { item, score, level, next } = of;
  const { zh, en } = ITEMS[item];
  const now = formatItemValue(item, of.value);
  if (next === undefined)
    return because(
      [`${zh} ${now}，${score} 分：保持`, `${en} ${now}, ${score} points: keep it`],
      RESTS_ON.standard,
    );
  const goal = formatItemValue(item, next.value);
  return because(
    [
      `${zh} ${now}，${score} 分（${levelName(level, 'zh')}）；到 ${goal} 总分加 ${next.gain} 分`,
      `${en} ${now}, ${score} points (${level}); ${goal} brings ${next.gain} to the total`,
    ],
    RESTS_ON.standard,
  );
}

/** The up to three components of a plan, weakest first; `allowed` says for which there are drills. */
export function focusOf(
  candidates: readonly Candidate[],
  allowed: (focus: PlanFocus) => boolean,
): readonly Candidate[] {
  return candidates
    .filter(({ focus }) => allowed(focus))
    .slice(0, 3)
    .sort((a, b) => a.focus.score - b.focus.score);
}

import { abstains, defineRule, NO } from '../rule.ts';
import { isBelieved, type Judged } from '../second.ts';
import { between, intervals, KNOWN, median, movementOf, rates, trustOf } from '../windows.ts';

/** A rate that jumps up and stays, regular as a clock: the pattern of a paroxysmal tachycardia. */
export const suddenOnset = defineRule({
  id: 'sudden-onset',
  version: 1,
  name: { zh: '心率突然加快并持续', en: 'Heart rate jumps up and stays' },
  instruction: {
    zh: '停止活动，坐下或躺下，请校医；晕厥就打120。',
    en: 'Stop, sit or lie down, call the nurse; a faint: call 120.',
  },
  severity: 'critical',
  condition:
    'the rate jumps by the step within the jump time and then stays at or above the level; effort does not explain it: the body is still, or the beats are more even than a working heart makes them after such a jump',
  needs: 'rates without a gap, and movement or the beats',
  clears: 'the rate is below the level for half a minute',
  numbers: {
    step: {
      value: 45,
      unit: 'bpm',
      what: 'jump of a still body; a sprint start adds some 3 bpm a second',
      source: 'memory: heart-rate kinetics of exercise onset',
      support: 'low',
    },
    movingStep: {
      value: 60,
      unit: 'bpm',
      what: 'jump of a body that moves or whose movement is not known',
      source: 'own choice',
      support: 'low',
    },
    within: { value: 8, unit: 's', what: 'jump time', source: 'memory', support: 'low' },
    level: {
      value: 175,
      unit: 'bpm',
      what: 'rate after; supraventricular tachycardia in school children is mostly 180-240',
      source: 'memory: paediatric textbooks',
      support: 'low',
    },
    sustained: { value: 20, unit: 's', what: 'at or above the level', source: 'own choice', support: 'low' },
    evenness: {
      value: 4,
      unit: '%',
      what: 'spread of the intervals, where the body moves or movement is not known',
      source: 'memory: re-entry tachycardias are regular',
      support: 'low',
    },
  },
  clearSeconds: 30,
  judge({ seconds, limits }, { step, movingStep, within, level, sustained, evenness }) {
    if (limits === null) return abstains('the roster has no limits of the pupil');
    const now = between(seconds, { fromMs: sustained * 1_000 });
    const heard = rates(now);
    if (heard.length < sustained * 0.75) return abstains('too few believed rates');
    if (heard.filter((bpm) => bpm >= level).length < heard.length * 0.9) return NO;
    const moving = movementOf(between(seconds, { fromMs: 30_000 }));
    const isStill = moving.known >= KNOWN && moving.still > 0.8;
    const jump = jumpIn(between(seconds, { fromMs: 180_000, toMs: (sustained - 2) * 1_000 }), {
      step: isStill ? step : movingStep,
      withinMs: within * 1_000,
      level,
    });
    if (jump === null) return NO;
    const since = seconds.filter(({ at }) => at >= jump.at);
    const stayed = rates(since.slice(within));
    if (stayed.some((bpm) => bpm < level - 10)) return NO;
    const rr = intervals(now);
    const hasBeats = rr.length >= 25;
    if (!isStill && !hasBeats) return abstains('neither movement nor beats are known');
    if (hasBeats && 100 * spread(rr) > (isStill ? 3 * evenness : evenness)) return NO;
    return {
      is: 'yes',
      severity: 'critical',
      from: jump.at,
      quantity: 'heart_rate_change',
      threshold: step,
      observed: Math.round(jump.by),
      confidence: trustOf(now) * (isStill ? (hasBeats ? 0.95 : 0.7) : 0.6),
      evidenceMs: (seconds.at(-1)?.at ?? 0) - jump.at + 30_000,
    };
  },
});

/** The last place where believed rates rise by `step` within `withinMs`, without a silence between, to `level`. */
function jumpIn(
  seconds: readonly Judged[],
  { step, withinMs, level }: { readonly step: number; readonly withinMs: number; readonly level: number },
): { readonly at: number; readonly by: number } | null {
  const believed = seconds.filter(isBelieved);
  // A missed beat pulls a shown rate down for a few seconds: three seconds together say what it was.
  const smooth = believed.map((_, n) => median(believed.slice(Math.max(0, n - 2), n + 1).map((s) => s.bpm)));
  for (let to = believed.length - 1; to > 0; to -= 1) {
    const high = smooth[to] as number;
    if (high < level) continue;
    for (let from = to - 1; from >= 0; from -= 1) {
      const at = (believed[from] as Judged).at;
      if ((believed[to] as Judged).at - at > withinMs) break;
      const by = high - (smooth[from] as number);
      if (by >= step) return { at, by };
    }
  }
  return null;
}

/** Spread of the intervals as a share of their median, as a standard deviation that a missed beat does not move. */
function spread(rr: readonly number[]): number {
  const middle = median(rr);
  return (1.4826 * median(rr.map((ms) => Math.abs(ms - middle)))) / middle;
}

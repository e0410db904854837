import { abstains, defineRule, NO } from '../rule.ts';
import { isBelieved, type Judged } from '../second.ts';
import { between, intervals, KNOWN, mean, movementOf, rates, trustOf } from '../windows.ts';

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
      what: 'jump; a sprint start adds some 3 bpm a second',
      source: 'memory: heart-rate kinetics of exercise onset',
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
  judge({ seconds, limits }, { step, within, level, sustained, evenness }) {
    if (limits === null) return abstains('the roster has no limits of the pupil');
    const now = between(seconds, { fromMs: sustained * 1_000 });
    const heard = rates(now);
    if (heard.length < sustained * 0.75) return abstains('too few believed rates');
    if (heard.filter((bpm) => bpm >= level).length < heard.length * 0.9) return NO;
    const jump = jumpIn(between(seconds, { fromMs: 180_000, toMs: (sustained - 2) * 1_000 }), {
      step,
      withinMs: within * 1_000,
      level,
    });
    if (jump === null) return NO;
    const since = seconds.filter(({ at }) => at >= jump.at);
    const stayed = rates(since.slice(within));
    if (stayed.some((bpm) => bpm < level - 10)) return NO;
    const moving = movementOf(between(seconds, { fromMs: 30_000 }));
    const isStill = moving.known >= KNOWN && moving.still > 0.8;
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
  for (let to = believed.length - 1; to > 0; to -= 1) {
    const high = believed[to] as Judged & { bpm: number };
    if (high.bpm < level) continue;
    for (let from = to - 1; from >= 0; from -= 1) {
      const low = believed[from] as Judged & { bpm: number };
      if (high.at - low.at > withinMs) break;
      if (high.bpm - low.bpm >= step) return { at: low.at, by: high.bpm - low.bpm };
    }
  }
  return null;
}

/** Standard deviation of the intervals as a share of their mean. */
function spread(rr: readonly number[]): number {
  const middle = mean(rr);
  return Math.sqrt(mean(rr.map((ms) => (ms - middle) ** 2))) / middle;
}

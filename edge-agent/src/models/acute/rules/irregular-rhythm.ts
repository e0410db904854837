import { abstains, defineRule, NO } from '../rule.ts';
import { between, intervals, KNOWN, median, movementOf, rateOf } from '../windows.ts';

/** Beats without order, or early beats again and again, in a body that is quiet enough to tell. */
export const irregularRhythm = defineRule({
  id: 'irregular-rhythm',
  version: 1,
  name: { zh: '疑似心律不齐', en: 'Irregular rhythm suspected' },
  instruction: {
    zh: '停止活动，摸脉搏一分钟，问头晕、胸闷；请校医记录并转告家长。',
    en: 'Stop; feel the pulse for a minute; ask about dizziness and chest; the nurse notes it and tells the parents.',
  },
  severity: 'warning',
  condition:
    'in a minute of gapless beats more neighbouring intervals differ than breathing explains, or early beats with a pause come often',
  needs: 'beats (RR intervals) that fill the minute, contact, and little movement',
  clears: 'a minute without it',
  numbers: {
    window: { value: 60, unit: 's', what: 'beats looked at', source: 'own choice', support: 'low' },
    differs: {
      value: 15,
      unit: '% of the median interval',
      what: 'difference of neighbours that counts; breathing moves a child at rest by 10-15 %',
      source: 'memory: respiratory sinus arrhythmia',
      support: 'low',
    },
    slower: {
      value: 1.7,
      unit: 'times',
      what: 'that difference below 92 bpm',
      source: 'memory: breathing moves slow hearts more',
      support: 'low',
    },
    share: {
      value: 35,
      unit: '%',
      what: 'of the neighbours differ',
      source: 'memory: atrial fibrillation detectors use similar bounds',
      support: 'low',
    },
    early: {
      value: 8,
      unit: 'a minute',
      what: 'early beats (under 80 %) followed by a pause (over 112 %)',
      source: 'memory: frequent extrasystoles are more than 5-10 a minute',
      support: 'low',
    },
    filled: {
      value: 88,
      unit: '%',
      what: 'of the minute that the intervals fill; less: beats were lost',
      source: 'own choice',
      support: 'low',
    },
  },
  clearSeconds: 60,
  judge({ seconds }, { window, differs, slower, share, early, filled }) {
    const minute = between(seconds, { fromMs: window * 1_000 });
    const rr = intervals(minute);
    if (rr.length < 40) return abstains('too few beats were heard');
    const moving = movementOf(minute);
    if (moving.known >= KNOWN && moving.still < 0.8) return abstains('the body moves');
    const sum = rr.reduce((total, ms) => total + ms, 0);
    const span = (minute.at(-1)?.at ?? 0) - (minute[0]?.at ?? 0) + 1_000;
    const fill = (100 * sum) / span;
    if (fill < filled || fill > 200 - filled) return abstains('beats are missing or doubled');
    if (minute.some(({ contact }) => contact === 'lost')) return abstains('contact was lost');
    // In effort a strap makes beats of motion; without movement known a quiet rate must stand for quiet.
    const rate = rateOf(minute, 20);
    if (moving.known < KNOWN && (rate ?? 0) > 130) return abstains('movement is not known in effort');
    const middle = median(rr);
    if (artefacts(rr, middle) > 0.04) return abstains('beats are missing or doubled');
    if (minute.some(({ because }) => because === 'counted_twice')) return abstains('beats are counted twice');
    // Slow hearts of quiet children breathe with more than any number for all ages allows.
    const isSlow = middle > 650;
    const bound = (isSlow ? slower : 1) * (differs / 100) * middle;
    const far = rr.filter((ms, n) => n > 0 && Math.abs(ms - (rr[n - 1] as number)) > bound).length;
    const apart = (100 * far) / (rr.length - 1);
    const [short, long] = isSlow ? [0.72, 1.2] : [0.8, 1.12];
    const earlies = rr.filter((ms, n) => ms < short * middle && (rr[n + 1] ?? 0) > long * middle).length;
    const perMinute = (earlies * 60_000) / sum;
    if (apart < share && perMinute < early) return NO;
    return {
      is: 'yes',
      severity: 'warning',
      from: minute[0]?.at ?? 0,
      quantity: 'rr_irregularity',
      threshold: share,
      observed: Math.round(apart),
      confidence: (moving.known >= KNOWN ? 0.8 : 0.55) * Math.min(1, fill / 100),
      evidenceMs: window * 1_000,
    };
  },
});

/**
 * Share of intervals that are two or three of the usual ones (a missed beat), a fragment of one, or one of two that
 * together make the usual one (an extra beat, a wave counted as a beat).
 */
const artefacts = (rr: readonly number[], middle: number): number =>
  rr.filter((ms, n) => {
    const missed = ms > 1.85 * middle && ms < 2.15 * middle;
    const halved = Math.abs(ms + (rr[n + 1] ?? 0) - middle) < 0.1 * middle;
    return missed || halved || ms > 2.8 * middle || ms < 0.38 * middle;
  }).length / rr.length;

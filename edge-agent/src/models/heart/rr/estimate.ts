import { type RateAt, refused } from '../rate.ts';
import { interpretRr, type RrPart, type RrVerdict } from './interpret.ts';

/** Seconds of beats that one rate is the mean of: what straps show, about. */
const WINDOW = 5;
/** A rate wants this part of its window explained by beats. */
const LEAST_KNOWN = 0.4;

export interface RrRates {
  readonly rate: readonly RateAt[];
  /** Reported intervals by what they were taken for, without the normal ones. */
  readonly rejected: Readonly<Record<Exclude<RrVerdict, 'normal'>, number>>;
}

/** Rate once a second from intervals between beats (seconds, in order). `start`: time of the first beat. */
export function ratesFromRr(rr: readonly number[], { start }: { readonly start: number }): RrRates {
  const parts = interpretRr(rr);
  const rejected = { missed: 0, extra: 0, ectopic: 0, gap: 0 };
  for (const { verdict, from, to } of parts) if (verdict !== 'normal') rejected[verdict] += to - from;
  const spans: Span[] = [];
  let at = start;
  for (const part of parts) {
    spans.push({ ...part, at });
    at += part.seconds;
  }
  const rate: RateAt[] = [];
  let first = 0;
  for (let t = start; t <= at + 1e-9; t += 1) {
    while (first < spans.length && endOf(spans[first] as Span) <= t - WINDOW / 2) first += 1;
    let last = first;
    while (last < spans.length && (spans[last] as Span).at < t + WINDOW / 2) last += 1;
    rate.push(rateAt(t, { spans: spans.slice(first, last), start, end: at }));
  }
  return { rate, rejected };
}

type Span = RrPart & { readonly at: number };
const endOf = ({ at, seconds }: Span): number => at + seconds;

/** Beats in the window by the time they cover: half an interval in it is half a beat. `start`, `end`: of all. */
function rateAt(
  t: number,
  of: { readonly spans: readonly Span[]; readonly start: number; readonly end: number },
): RateAt {
  const { spans, start, end } = of;
  const [from, to] = [t - WINDOW / 2, t + WINDOW / 2];
  let beats = 0;
  let known = 0;
  let sure = 0;
  const rates: number[] = [];
  for (const span of spans) {
    const inside = Math.min(to, endOf(span)) - Math.max(from, span.at);
    if (inside <= 0 || span.beats === 0) continue;
    beats += (inside / span.seconds) * span.beats;
    known += inside;
    sure += inside * (span.verdict === 'normal' ? 1 : 0.7);
    rates.push((60 * span.beats) / span.seconds);
  }
  const reach = Math.min(to, end) - Math.max(from, start);
  const confidence = reach > 0 ? Math.min(1, sure / reach) : 0;
  if (reach <= 0 || known < LEAST_KNOWN * reach) return refused(t, 'contact_lost', confidence);
  const bpm = (60 * beats) / known;
  const half = halfWidth(rates, bpm);
  return { t, bpm, low: bpm - half, high: bpm + half, confidence };
}

/** 1.64 standard errors of the mean, and never less than the clock of a strap (1/1024 s) and its rounding. */
function halfWidth(rates: readonly number[], mean: number): number {
  if (rates.length < 2) return 5;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (rates.length - 1);
  return Math.max(0.5, 1.645 * Math.sqrt(variance / rates.length));
}

import { isBelieved, type Judged } from './second.ts';

/** Seconds of a history with `from <= at <= to`, given as ms before its end. */
export function between(
  seconds: readonly Judged[],
  { fromMs, toMs = 0 }: { readonly fromMs: number; readonly toMs?: number },
): readonly Judged[] {
  const end = seconds.at(-1)?.at ?? 0;
  let first = seconds.length;
  while (first > 0 && (seconds[first - 1] as Judged).at >= end - fromMs) first -= 1;
  let last = seconds.length;
  while (last > first && (seconds[last - 1] as Judged).at > end - toMs) last -= 1;
  return seconds.slice(first, last);
}

/** Believed rates, bpm. */
export const rates = (seconds: readonly Judged[]): number[] => seconds.filter(isBelieved).map((s) => s.bpm);

/** NaN where there are none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The median of the believed rates of a window; `null` where fewer than `least` seconds are believed. */
export function rateOf(seconds: readonly Judged[], least: number): number | null {
  const believed = rates(seconds);
  return believed.length < least ? null : median(believed);
}

/** Shares of the seconds whose movement is known, by level, and the share that is known at all. */
export function movementOf(seconds: readonly Judged[]): {
  readonly known: number;
  readonly still: number;
  readonly hard: number;
  readonly confidence: number;
} {
  let [known, still, hard, confidence] = [0, 0, 0, 0];
  for (const { movement } of seconds) {
    if (movement === null) continue;
    known += 1;
    confidence += movement.confidence;
    if (movement.level === 'still') still += 1;
    else if (movement.level === 'hard') hard += 1;
  }
  if (known === 0) return { known: 0, still: 0, hard: 0, confidence: 0 };
  return {
    known: known / seconds.length,
    still: still / known,
    hard: hard / known,
    confidence: confidence / known,
  };
}

/** A window says something of movement when most of its seconds do. */
export const KNOWN = 0.7;

/** How far the rates of a window are believed, 0 to 1; 0 without any. */
export function trustOf(seconds: readonly Judged[]): number {
  const believed = seconds.filter(isBelieved);
  return believed.length === 0 ? 0 : mean(believed.map(({ trust }) => trust));
}

/** All intervals of a window, oldest first, ms. */
export const intervals = (seconds: readonly Judged[]): number[] => seconds.flatMap(({ rrMs }) => rrMs);

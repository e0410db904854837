import { FAULT_KINDS } from './fault-plan.ts';
import type { HistoryResult } from './run-history.ts';

type Counted = Pick<HistoryResult, 'counts' | 'events' | 'virtualMs'>;

/** All counters of some histories added up; each kind of fault is named, also one that never struck. */
export function totals(results: readonly Counted[]): Map<string, number> {
  const sums = new Map(FAULT_KINDS.map(({ name }) => [name, 0]));
  for (const { counts } of results)
    for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return sums;
}

export function summaryOf(results: readonly Counted[]): string {
  const kinds = new Set(FAULT_KINDS.map(({ name }) => name));
  const sums = [...totals(results)];
  const sum = (what: 'events' | 'virtualMs'): number =>
    results.reduce((all, result) => all + result[what], 0);
  const line = ([name, count]: readonly [string, number]): string =>
    `  ${name.padEnd(42)} ${count.toLocaleString('en').padStart(14)}`;
  return [
    `${(sum('virtualMs') / 3_600_000).toFixed(1)} hours of model time, ${sum('events').toLocaleString('en')} events`,
    'Faults that struck:',
    ...sums.filter(([name]) => kinds.has(name)).map(line),
    'What happened:',
    ...sums
      .filter(([name]) => !kinds.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(line),
  ].join('\n');
}

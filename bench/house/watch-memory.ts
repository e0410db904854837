import { appendFileSync, writeFileSync } from 'node:fs';
import { residentMb } from './memory-of.ts';

export interface MemoryPoint {
  readonly seconds: number;
  readonly mb: number;
}

/** Samples processes' resident memory into a CSV file, and keeps the points, until it is stopped. */
export function watchMemory({
  pids,
  everyMs,
  csv,
}: {
  /** By the name that the file's column bears. */
  readonly pids: Readonly<Record<string, number>>;
  readonly everyMs: number;
  readonly csv: string;
}): { readonly points: Readonly<Record<string, MemoryPoint[]>>; stop(): void } {
  const names = Object.keys(pids);
  const points: Record<string, MemoryPoint[]> = Object.fromEntries(names.map((name) => [name, []]));
  const start = performance.now();
  writeFileSync(csv, `seconds,${names.map((name) => `${name}_mb`).join(',')}\n`);
  const sample = (): void => {
    const seconds = (performance.now() - start) / 1000;
    const row = names.map((name) => residentMb(pids[name] ?? 0));
    for (const [i, name] of names.entries()) points[name]?.push({ seconds, mb: row[i] ?? 0 });
    appendFileSync(csv, `${seconds.toFixed(1)},${row.map((mb) => mb.toFixed(1)).join(',')}\n`);
  };
  sample();
  const timer = setInterval(sample, everyMs);
  return { points, stop: () => clearInterval(timer) };
}

/** Growth in MB per ten minutes: the slope of the straight line that fits best (least squares). */
export function growthPerTenMinutes(points: readonly MemoryPoint[]): number {
  const mean = (of: (point: MemoryPoint) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanSeconds, meanMb] = [mean(({ seconds }) => seconds), mean(({ mb }) => mb)];
  const spread = mean(({ seconds }) => (seconds - meanSeconds) ** 2);
  const common = mean(({ seconds, mb }) => (seconds - meanSeconds) * (mb - meanMb));
  return spread === 0 ? 0 : (common / spread) * 600;
}

export const mostMb = (points: readonly MemoryPoint[]): number =>
  points.reduce((most, { mb }) => Math.max(most, mb), 0);

const BLOCKS = [...' ▁▂▃▄▅▆▇█'];

/** The points as one line of at most `width` blocks, from 0 to the most. */
export function chartOf(points: readonly MemoryPoint[], width = 72): string {
  const most = mostMb(points);
  const columns = Math.min(width, points.length);
  return Array.from({ length: columns }, (_, column) => {
    const mb = points[Math.floor(((column + 0.5) * points.length) / columns)]?.mb ?? 0;
    return BLOCKS[Math.ceil((mb / most) * (BLOCKS.length - 1))] ?? ' ';
  }).join('');
}

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { runTizhi } from './run.fixture.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
/** A rate each second: a minute at each of these. */
const recording = (name: string, rates: readonly number[]): string => {
  const path = join(folder.path, name);
  const rows = rates.flatMap((bpm, minute) =>
    Array.from({ length: 60 }, (_, second) => `${minute * 60 + second},${bpm}`),
  );
  writeFileSync(path, ['t_s,hr_bpm', ...rows].join('\n'));
  return path;
};
const real = join(import.meta.dirname, '../../../../shared/data/fit/activity-small-fenix2-run.csv');

describe('tizhi load', () => {
  it('prints the load of each file and of all of them', async () => {
    const files = [recording('a.csv', [90, 150]), recording('b.csv', [190, 190])];
    const { code, out } = await runTizhi('load', ...files, '--age', '10', '--sex', 'female', '--json');
    expect(code).toBe(0);
    const { pupils, group } = JSON.parse(out);
    expect(pupils[0].load.max).toEqual({ bpm: 201, kind: 'estimated' });
    expect(pupils[0].load.zoneMinutes[3]).toBeCloseTo(1, 1);
    expect(pupils[1].load.zoneMinutes[5]).toBeCloseTo(2, 1);
    expect(group).toMatchObject({ pupils: 2, heard: 2, estimatedMax: 2 });
  });

  it('takes a measured maximum before an estimate, and marks the estimate', async () => {
    const file = recording('c.csv', [150, 150]);
    const estimated = await runTizhi('load', file, '--age', '10', '--sex', 'male');
    expect(estimated.out).toContain('201 (estimate 估)');
    const measured = await runTizhi('load', file, '--age', '10', '--sex', 'male', '--max', '160');
    expect(measured.out).toContain('max 最大 160;');
  });

  it.each([
    [['--sex', 'male']],
    [['--age', '3', '--sex', 'male']],
    [['--age', '10']],
    [['--age', '10', '--sex', 'male', '--max', '20']],
  ])('refuses %j with one line and code 2', async (options) => {
    const { code, out, err } = await runTizhi('load', recording('d.csv', [100]), ...options);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('tizhi load');
    expect(err).not.toContain(' at ');
  });

  it.runIf(existsSync(real))('reads a real run', async () => {
    const { out } = await runTizhi('load', real, '--age', '30', '--sex', 'male', '--json');
    const [{ load }] = JSON.parse(out).pupils;
    expect(load.coverage).toBeGreaterThan(0.95);
    expect(load.peakBpm).toBe(178);
  });
  it.runIf(!existsSync(real))('NOT TESTED: a real run (../shared/data is absent)', () => {
    expect(existsSync(real)).toBe(false);
  });
});

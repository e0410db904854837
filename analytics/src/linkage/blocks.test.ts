import { describe, expect, it } from 'vitest';
import { MAX_BLOCK, visitPairs } from './blocks.ts';
import { cityRows, link, type TrueRow, tableOf } from './link-city.fixture.ts';

const pairsOf = (rows: readonly TrueRow[]) => {
  const { columns } = tableOf(rows);
  const seen: string[] = [];
  const count = visitPairs({ rows: columns, of: Int32Array.from(columns.name.keys()) }, (a, b) =>
    seen.push([a, b].sort((x, y) => x - y).join(' ')),
  );
  return { seen, count, truth: rows.map(({ pupil }) => pupil) };
};

describe('blocks', () => {
  const { seen, count, truth } = pairsOf([...cityRows({ pupils: 500, rate: 0.1, seed: 2 })]);

  it('show each pair once, and never two rows of one occasion', () => {
    expect(new Set(seen).size).toBe(seen.length);
    expect(count.pairs).toBe(seen.length);
  });

  it('hold nearly every true pair although a tenth of the rows has an error', () => {
    const met = new Set(seen);
    let [all, missed] = [0, 0];
    for (const rows of Map.groupBy(truth.keys(), (row) => truth[row]).values())
      for (const [n, a] of rows.entries())
        for (const b of rows.slice(n + 1)) {
          all += 1;
          if (!met.has(`${a} ${b}`)) missed += 1;
        }
    expect(missed / all).toBeLessThan(0.001);
  });

  it('of placeholders are bounded, counted, and do not grow with the square of the rows', () => {
    const rows = Array.from({ length: 1_000 }, (_, n): TrueRow => {
      const text = {
        number: '',
        name: '张伟',
        birthDate: '2010-01-01',
        sex: '1',
        school: '合成第1小学',
        className: '1班',
      };
      return { text, occasion: n % 2 === 0 ? '2020' : '2022', stage: n % 2 === 0 ? '4' : '6', pupil: n };
    });
    const { count: bounded, seen: met } = pairsOf(rows);
    expect(new Set(met).size).toBe(met.length);
    expect(bounded.boundedBlocks).toBeGreaterThan(0);
    expect(bounded.boundedRows).toBeGreaterThanOrEqual(1_000);
    expect(bounded.pairs).toBeLessThan(1_000 * MAX_BLOCK * bounded.boundedBlocks);
    // Nobody can tell them apart: none is linked.
    const { linkage } = link(rows);
    expect(linkage.counts.boundedBlocks).toBeGreaterThan(0);
    expect(linkage.status.every((status) => status !== 2)).toBe(true);
  });
});

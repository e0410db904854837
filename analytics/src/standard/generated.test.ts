import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../scripts/csv.ts';
import { DEFAULT_FOLDER, GENERATED_FOLDER, renderStandard } from '../../scripts/generate-standard.ts';
import { type ItemResult, scoreItem } from '../index.ts';
import { THRESHOLDS } from './generated/thresholds.ts';

function describeWithCsv(name: string, tests: () => void): void {
  if (existsSync(join(DEFAULT_FOLDER, 'weights.csv'))) describe(name, tests);
  else describe.skip(`${name} (NOT TESTED: the standard's CSV files are not beside the repository)`, tests);
}

describeWithCsv('generated tables', () => {
  it('are what the script makes of the CSV files today', () => {
    const files = renderStandard(DEFAULT_FOLDER);
    expect([...files.keys()].sort()).toEqual(readdirSync(GENERATED_FOLDER).sort());
    for (const [name, text] of files) expect(readFileSync(join(GENERATED_FOLDER, name), 'utf8')).toBe(text);
  });

  it('give every printed threshold of every CSV file its printed score', () => {
    const rows = THRESHOLDS.flatMap(({ item }) =>
      parseCsv(readFileSync(join(DEFAULT_FOLDER, `${item}.csv`), 'utf8')),
    );
    expect(rows).toHaveLength(3077);
    const wrong = rows.filter((row) => {
      const { item, grade, sex } = row as unknown as ItemResult;
      const scored = scoreItem({ item, grade, sex, value: Number(row.threshold) });
      return scored?.score !== Number(row.score);
    });
    expect(wrong).toEqual([]);
  });

  it('give both ends of every BMI band of the CSV file its score and level', () => {
    const bands = parseCsv(readFileSync(join(DEFAULT_FOLDER, 'bmi.csv'), 'utf8'));
    expect(bands).toHaveLength(112);
    for (const { grade, sex, low, high, score, level } of bands as unknown as (ItemResult &
      Record<'low' | 'high' | 'score' | 'level', string>)[]) {
      for (const end of [low, high].filter((text) => text !== '')) {
        expect(scoreItem({ item: 'bmi', grade, sex, value: Number(end) })).toMatchObject({
          score: Number(score),
          level,
        });
      }
    }
  });
});

describe('the generator', () => {
  it('reads quoted fields', () => {
    expect(parseCsv('a,b\n1,"3\'45"""\n,x\n')).toEqual([
      { a: '1', b: `3'45"` },
      { a: '', b: 'x' },
    ]);
  });

  it('refuses a line with too few fields', () => {
    expect(() => parseCsv('a,b\n1\n')).toThrow('line 2');
  });
});

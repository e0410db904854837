import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHARACTERS_FILE, renderCharacters, UNIHAN_FOLDER } from '../../scripts/generate-characters.ts';
import {
  foldCharacter,
  homophonesOf,
  looseReading,
  readingOf,
  readingsOf,
  soundAlike,
  variantsOf,
} from './characters.ts';

describe('characters of names', () => {
  it('stand for one another where they are variants', () => {
    expect([...'張喆堃峯傑後彥'].map(foldCharacter).join('')).toBe('张哲坤峰杰后彦');
    expect([...'张王李梓萱'].map(foldCharacter).join('')).toBe('张王李梓萱');
    expect(variantsOf('哲')).toContain('喆');
  });

  it('have readings, surnames’ too', () => {
    expect([...'张張女吕𬭎'].map(readingOf).join(' ')).toBe('zhang zhang nv lv hong');
    expect(readingsOf('单')).toEqual(expect.arrayContaining(['dan', 'shan']));
    expect(readingOf('?')).toBe('?');
    expect(homophonesOf('轩')).toContain('萱');
  });

  it('sound alike by any reading, or nearly', () => {
    expect(soundAlike('曾', '增')).toBe(true);
    expect(soundAlike('陈', '程')).toBe(false);
    expect(['chen', 'cheng', 'shi', 'lan', 'nan'].map(looseReading)).toEqual([
      'cen',
      'cen',
      'si',
      'nan',
      'nan',
    ]);
  });
});

/** The data are of Debian's package `unicode-data`, which not every machine has. */
function describeWithUnihan(name: string, tests: () => void): void {
  if (existsSync(join(UNIHAN_FOLDER, 'Unihan_Readings.txt.bz2'))) describe(name, tests);
  else describe.skip(`${name} (NOT TESTED: Debian's unicode-data is not installed)`, tests);
}

describeWithUnihan('the generated table', () => {
  it('is what the script makes of Unihan today', () => {
    expect(readFileSync(CHARACTERS_FILE, 'utf8')).toBe(renderCharacters(UNIHAN_FOLDER));
  }, 120_000);
});

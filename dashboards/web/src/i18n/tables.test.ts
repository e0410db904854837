import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Leaf = readonly [path: string, text: string];

const leaves = (table: object, path = ''): Leaf[] =>
  Object.entries(table).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${path}${key}.`)
      : [[`${path}${key}`, String(value)] as const],
  );
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

const [chinese, english] = [leaves(zh), leaves(en)];
const englishText = new Map(english);

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(english.map(([path]) => path)).toEqual(chinese.map(([path]) => path));
    expect(chinese.length).toBeGreaterThan(80);
  });

  it.each(chinese)('%s takes the same values and is not empty', (path, text) => {
    expect(text.trim()).not.toBe('');
    expect(englishText.get(path)?.trim()).not.toBe('');
    expect(variables(englishText.get(path) ?? '')).toEqual(variables(text));
  });

  it('Chinese texts are Chinese but for shared signs', () => {
    const shared = new Set([
      'language.switchTo',
      'language.switchLabel',
      'live.heardOf',
      'live.percent',
      'results.bmi',
    ]);
    const foreign = chinese.filter(([path, text]) => !shared.has(path) && !/\p{Script=Han}/u.test(text));
    expect(foreign).toEqual([]);
  });
});

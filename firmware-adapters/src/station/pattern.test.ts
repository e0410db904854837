import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPattern, parsePattern } from './pattern.ts';

function match(pattern: string, line: string): readonly string[] | undefined {
  const tokens = parsePattern(pattern);
  if (typeof tokens === 'string') throw new Error(tokens);
  return matchPattern(tokens, line);
}

describe('a line pattern', () => {
  it.each([
    ['JUMP,{tag},{value},cm', 'JUMP,80107,185,cm', ['80107', '185']],
    ['{tag} {value}', '80107 185', ['80107', '185']],
    ['{value}kg', '52.3kg', ['52.3']],
    ['{date:8}{tag:4}{value}', '20260101 017185', ['20260101', ' 017', '185']],
    ['{{{value}}}', '{185}', ['185']],
    ['\\x02{value}\\t{tag}', '\x02185\t7', ['185', '7']],
    ['{skip};{value}', ';5', ['', '5']],
  ])('%s reads "%s"', (pattern, line, texts) => {
    expect(match(pattern, line)).toEqual(texts);
  });

  it.each([
    ['JUMP,{tag},{value},cm', 'JUMP,80107,185'],
    ['JUMP,{tag},{value},cm', 'JUMP,80107,185,cm,'],
    ['JUMP,{tag},{value},cm', ' JUMP,80107,185,cm'],
    ['{value:4}cm', '18cm'],
    ['{value:9}', '18'],
    ['OK', 'OK!'],
  ])('%s does not fit "%s"', (pattern, line) => {
    expect(match(pattern, line)).toBeUndefined();
  });

  it.each([
    ['{a}{b}', 'put the text between them'],
    ['JUMP,{tag', 'belongs to no field'],
    ['JUMP,tag}', 'belongs to no field'],
    ['{Tag}', 'belongs to no field'],
    ['{}', 'belongs to no field'],
  ])('%s is refused in words', (pattern, words) => {
    expect(parsePattern(pattern)).toContain(words);
  });

  it('takes a field to the first occurrence of what follows, so there is one reading', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^,]{0,9}$/), fc.stringMatching(/^[^\n]{0,9}$/), (first, second) => {
        expect(match('{a},{b}', `${first},${second}`)).toEqual([first, second]);
      }),
    );
  });
});

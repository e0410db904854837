import { join } from 'node:path';
import { DefinitionId, type Failure } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseYaml, readYaml } from './read-yaml.ts';

const Schema = z.strictObject({
  school: z.string().min(1),
  definition: DefinitionId.optional(),
  port: z.int().min(1).max(65_535).default(1883),
  sources: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('serial'), path: z.string(), baudRate: z.int().default(9600) }),
        z.strictObject({ kind: z.literal('replay'), speed: z.union([z.number(), z.literal('max')]) }),
      ]),
    )
    .default([]),
  broker: z.strictObject({ password: z.string() }).optional(),
});

/** The first failure of a YAML text. */
function failureOf(...lines: string[]): Failure['params'] {
  const result = parseYaml({ file: 'edge.yaml', text: lines.join('\n') }, Schema);
  if (result.ok) throw new Error('expected a failure');
  expect(result.failure.code).toBe('TIZHI_CONFIG_INVALID');
  return result.failure.params;
}

describe('a configuration error names the line and the fix', () => {
  it('takes a good file, with its defaults', () => {
    expect(parseYaml({ file: 'f', text: 'school: a' }, Schema)).toEqual({
      ok: true,
      value: { school: 'a', port: 1883, sources: [] },
    });
  });

  it('a misspelt key, before the missing right one', () => {
    expect(failureOf('# a comment', '', 'skool: a')).toEqual({
      file: 'edge.yaml',
      line: 3,
      problem: '"skool" is not a key known here',
      fix: 'Did you mean "school"?',
    });
  });

  it('a misspelt key deep in a list, from the keys of that kind', () => {
    expect(
      failureOf('school: a', 'sources:', '  - kind: serial', '    path: /dev/x', '    baudrate: 9600'),
    ).toMatchObject({ line: 5, fix: 'Did you mean "baudRate"?' });
  });

  it('an unknown key like no other: the keys that are known', () => {
    expect(failureOf('school: a', 'zzzzzz: 1')).toMatchObject({
      line: 2,
      fix: 'Known: school, definition, port, sources, broker.',
    });
  });

  it('a missing key: the line of what it is missing from', () => {
    expect(failureOf('school: a', 'sources:', '  - kind: serial')).toMatchObject({
      line: 3,
      problem: '"sources[0].path" is missing',
    });
  });

  it('a wrong kind: the kinds there are', () => {
    expect(failureOf('school: a', 'sources:', '  - kind: serail', '    path: x')).toMatchObject({
      line: 3,
      problem: 'sources[0].kind is "serail"',
      fix: 'Use one of: serial, replay. Did you mean serial?',
    });
  });

  it.each([
    [['school: a', 'port: 70000'], 2, 'port is 70000', 'Use a value of at most 65535.'],
    [['school: a', 'port: abc'], 2, 'port is "abc"', 'Use a number.'],
    [['school: ""'], 1, 'school is ""', 'Use at least 1 characters.'],
    [
      ['school: a', 'definition: x'],
      2,
      'definition is "x"',
      'Use family/name in lower-case letters, digits and hyphens.',
    ],
    [
      ['school: a', 'sources:', '- kind: replay', '  speed: fast'],
      4,
      'sources[0].speed is "fast"',
      'Use a number, or max.',
    ],
  ])('%j', (lines, line, problem, fix) => {
    expect(failureOf(...lines)).toEqual({ file: 'edge.yaml', line, problem, fix });
  });

  it('never prints a password', () => {
    expect(JSON.stringify(failureOf('school: a', 'broker:', '  password: 123456'))).not.toContain('123456');
  });

  it('text that is no YAML', () => {
    expect(failureOf('school: a', 'sources: [1, 2', 'port: 3')).toMatchObject({ line: 3 });
    expect(failureOf('school: a', 'school: b').line).toBe(2);
  });

  it('an empty file', () => {
    expect(failureOf('')).toMatchObject({ line: 1, problem: '"school" is missing' });
  });

  it('a file that cannot be read', () => {
    const result = readYaml(join(import.meta.dirname, 'no-such-file.yaml'), Schema);
    expect(result).toMatchObject({ ok: false, failure: { code: 'TIZHI_FILE_UNREADABLE' } });
  });
});

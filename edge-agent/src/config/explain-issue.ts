import type { z } from 'zod';
import { closest } from './closest.ts';
import { knownKeys } from './known-keys.ts';

/** What is wrong at a place in a configuration, and what to do about it. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  /** The key at `path` that the problem is about, where it is the key itself. */
  readonly key?: string;
  readonly problem: string;
  readonly fix: string;
  readonly misspelt: boolean;
}

interface IssueInContext {
  readonly issue: z.core.$ZodIssue;
  readonly schema: z.ZodType;
  readonly data: unknown;
}

/** Turns a zod issue into problems a person can act on: one, or one for each unknown key. */
export function explainIssue({ issue, schema, data }: IssueInContext): Problem[] {
  const { path } = issue;
  const name = nameOf(path);
  const given = valueAt(data, path);
  const about = { path, misspelt: false };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(key, path, knownKeys(schema, path, data)));
  }
  if (given === undefined && path.length > 0) {
    const choice = choices(issue);
    return [
      {
        ...about,
        problem: `"${name}" is missing`,
        fix: choice.length > 0 ? `Add ${name}: one of ${choice.join(', ')}.` : `Add ${name}: ...`,
      },
    ];
  }
  const shown = /password|secret/i.test(name) ? `${name} is not usable` : `${name} is ${show(given)}`;
  const choice = choices(issue);
  if (choice.length > 0) {
    const meant = typeof given === 'string' ? closest(given, choice) : undefined;
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return [{ ...about, problem: shown, fix: `Use one of: ${choice.join(', ')}.${hint}` }];
  }
  return [{ ...about, problem: shown, fix: fixOf(issue) }];
}

function unknownKey(key: string, path: readonly PropertyKey[], known: readonly string[]): Problem {
  const meant = closest(key, known);
  const place = path.length === 0 ? 'here' : `in ${nameOf(path)}`;
  return {
    path,
    key,
    misspelt: meant !== undefined,
    problem: `"${key}" is not a key known ${place}`,
    fix: meant === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${meant}"?`,
  };
}

/** The words allowed, where only certain words are. */
function choices(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
  return options.map(String);
}

function fixOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Use ${article(issue.expected)}.`;
    case 'too_small':
      return `Use ${issue.origin === 'string' || issue.origin === 'array' ? 'at least' : 'a value of at least'} ${issue.minimum}${unitOf(issue.origin)}.`;
    case 'too_big':
      return `Use ${issue.origin === 'string' || issue.origin === 'array' ? 'at most' : 'a value of at most'} ${issue.maximum}${unitOf(issue.origin)}.`;
    case 'invalid_union':
      return `Use ${issue.errors.flatMap((branch) => branch.slice(0, 1).map(branchOf)).join(', or ')}.`;
    default:
      return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
  }
}

function branchOf(issue: z.core.$ZodIssue): string {
  const words = choices(issue);
  if (words.length > 0) return words.join(', ');
  return issue.code === 'invalid_type' ? article(issue.expected) : issue.message;
}

const article = (type: string): string =>
  type === 'int' ? 'a whole number' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
const unitOf = (origin: string): string =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';

/** `sources[1].baudRate` */
function nameOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  );
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    data,
  );
}

/** A value as it may stand in a message: short. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

import { expect, it } from 'vitest';
import { practiceSpan } from './practice-span.ts';

it.each([
  [0, { kind: 'weeks' }],
  [0.49, { kind: 'weeks' }],
  [0.5, { kind: 'half' }],
  [0.8, { kind: 'one' }],
  [1.2, { kind: 'one' }],
  [1.3, { kind: 'terms', terms: 1.5 }],
  [2.1, { kind: 'terms', terms: 2 }],
  [3, { kind: 'terms', terms: 3 }],
  [3.01, { kind: 'year' }],
  [9.1, { kind: 'year' }],
])('%d terms are told as %j', (terms, span) => {
  expect(practiceSpan(terms)).toEqual(span);
});

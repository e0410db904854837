import type { WhatIf } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import { waysShown } from './ways.ts';

const way = (item: 'run_50m' | 'bmi', terms: number) => ({
  terms,
  improvements: [{ item, from: 8.3, to: 8.1, change: '0.2', goal: '8.1', points: 2, terms }],
});
const whatIf: WhatIf = {
  level: 'good',
  missing: 1.4,
  ways: [way('bmi', 0.5), way('run_50m', 1), way('run_50m', 2), way('run_50m', 3), way('run_50m', 4)],
};

it('tells the three cheapest ways, and one over the body only where bodies are shown', () => {
  const terms = (bodiesShown: boolean) => waysShown(whatIf, { bodiesShown }).map((each) => each.terms);
  expect(terms(false)).toEqual([1, 2, 3]);
  expect(terms(true)).toEqual([0.5, 1, 2]);
});

import { expect, it } from 'vitest';
import { story } from '../samples/care-samples.ts';
import { itemStories, standingWord, totalTrack } from './story-tracks.ts';

const words = {
  grade: (grade: string) => `g${grade}`,
  expected: (value: string) => `~${value}`,
  absence: (why: string) => why,
};

it('the total runs from grade 4 over 6 to what grade 8 is expected to bring, two years on', () => {
  const points = totalTrack(story(), words);
  expect(points.map(({ x, label, text, kind }) => `${x} ${label} ${text} ${kind}`)).toEqual([
    '2021 g4 71 measured',
    '2023 g6 76 measured',
    '2025 g8 ~70–86 forecast',
  ]);
  expect(points.at(-1)).toMatchObject({ low: 70, high: 86 });
});

it('a total that is not complete is a gap with a word, and nothing is expected where nothing was said', () => {
  const { tests } = story().trajectory;
  const open = tests.map((test) => ({ ...test, total: null }));
  const points = totalTrack(story({ tests: open, forecast: null }), words);
  expect(points.map(({ value, text }) => [value, text])).toEqual([
    [null, 'missing'],
    [null, 'missing'],
  ]);
});

it('items are told one by one, but neither bodies nor what was never measured', () => {
  const stories = itemStories(story(), words);
  expect(stories.map(({ item }) => item)).toEqual(['run_50m']);
  expect(stories[0]).toMatchObject({
    track: { top: 'low', points: [{ text: '9.8' }, { text: '8.9' }, { text: '~8.0–8.8' }] },
    standings: [
      { grade: '4', percentile: 40 },
      { grade: '6', percentile: 55 },
    ],
    change: { direction: 'better' },
  });
});

it.each([
  [0, 'lower'],
  [24.9, 'lower'],
  [25, 'middle'],
  [74.9, 'middle'],
  [75, 'upper'],
] as const)('percentile %d is %s', (percentile, word) => {
  expect(standingWord(percentile)).toBe(word);
});

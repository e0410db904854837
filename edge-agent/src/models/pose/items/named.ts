import { ITEMS, type Item } from './exercise.ts';

/** Other words for the items, as teachers and lists of clips write them. */
const ALIASES: Readonly<Record<string, Item>> = {
  sit_up: 'sit_up_1min',
  'sit-up': 'sit_up_1min',
  situp: 'sit_up_1min',
  pullup: 'pull_up',
  'pull-up': 'pull_up',
  pushup: 'push_up',
  'push-up': 'push_up',
  rope_skipping: 'rope_skip_1min',
  rope_skip: 'rope_skip_1min',
  rope: 'rope_skip_1min',
  jack: 'jumping_jack',
  'jumping-jack': 'jumping_jack',
  'vertical-jump': 'vertical_jump',
  long_jump: 'standing_long_jump',
  'standing-long-jump': 'standing_long_jump',
  shuttle: 'shuttle_50m_x8',
};

/** The item that a word means; `undefined`: there is no counter for it. */
export function itemNamed(word: string): Item | undefined {
  const lower = word.toLowerCase();
  return ITEMS.find((name) => name === lower) ?? ALIASES[lower];
}

/**
 * `node bench/city-pupils.ts [PUPILS]`: a synthetic city's national reporting file as CSV on standard output, every
 * pupil of grades 1 to 12 with all items of the grade and sex. Seeded: the same file each time.
 */
import { once } from 'node:events';
import { formatItemValue, itemsOf } from '@tizhi/analytics';
import { type Grade, ITEMS, type ItemKey, SEXES } from '@tizhi/contracts';

const CODES: readonly (readonly [Grade, string])[] = [
  ...(['1', '2', '3', '4', '5', '6'] as const).map((grade): [Grade, string] => [grade, `1${grade}`]),
  ...(['7', '8', '9'] as const).map((grade, n): [Grade, string] => [grade, `2${n + 1}`]),
  ...(['10', '11', '12'] as const).map((grade, n): [Grade, string] => [grade, `3${n + 1}`]),
];
const ITEM_KEYS = Object.keys(ITEMS) as ItemKey[];
/** Middle and spread; only the load has to be real, not the city. */
const DRAWS: Readonly<Record<ItemKey, readonly [middle: number, spread: number]>> = {
  height: [150, 15],
  weight: [45, 12],
  vital_capacity: [2_400, 900],
  run_50m: [9, 1.2],
  sit_and_reach: [10, 7],
  rope_skip_1min: [105, 35],
  sit_up_1min: [35, 12],
  shuttle_50m_x8: [110, 15],
  pull_up: [5, 5],
  standing_long_jump: [180, 30],
  run_1000m: [270, 40],
  run_800m: [255, 35],
};

let state = 20_261_124;
const chance = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
/** Roughly normal: the sum of three. */
const draw = (item: ItemKey): number => {
  const [middle, spread] = DRAWS[item];
  const { min, max, decimals } = ITEMS[item];
  const value = middle + (chance() + chance() + chance() - 1.5) * 2 * spread;
  return Number(Math.min(max, Math.max(min, value)).toFixed(decimals));
};

function row(n: number): string {
  const [grade, code] = CODES[n % CODES.length] ?? ['1', '11'];
  const sex = SEXES[Math.floor(n / CODES.length) % 2] ?? 'male';
  const own = new Set(
    itemsOf(grade, sex).flatMap(({ item }): ItemKey[] => (item === 'bmi' ? ['height', 'weight'] : [item])),
  );
  const cells = ITEM_KEYS.map((item) => (own.has(item) ? formatItemValue(item, draw(item)) : ''));
  return [code, sex === 'male' ? '1' : '2', ...cells].join(',');
}

const pupils = Number(process.argv[2] ?? 1_900_000);
const BLOCK = 5_000;
process.stdout.write(`年级编号,性别,${ITEM_KEYS.map((item) => ITEMS[item].zh).join(',')}\n`);
for (let from = 0; from < pupils; from += BLOCK) {
  const rows = Array.from({ length: Math.min(BLOCK, pupils - from) }, (_, i) => row(from + i));
  if (!process.stdout.write(`${rows.join('\n')}\n`)) await once(process.stdout, 'drain');
}

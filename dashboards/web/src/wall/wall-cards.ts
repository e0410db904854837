import type { WallResponse } from '@tizhi/contracts';

type Group = WallResponse['groups'][number];
type Labels = Group['doses'][number]['labels'];

/** One card on the wall: a drill, one dose of it, and whose it is. */
export interface WallCard {
  readonly key: string;
  readonly drill: WallResponse['drills'][number];
  readonly dose: Group['doses'][number]['dose'];
  readonly labels: Labels;
  /** `wide` cards take a row, others half of one. */
  readonly size: 'half' | 'wide';
}

/**
 * How many two-digit labels a card holds at the size that is read from six metres away (letters 28 mm high on a
 * screen of 55 inches); longer labels count for more.
 */
const HALF_HOLDS = 14;
const WIDE_HOLDS = 33;
/** A screen holds two rows. */
const ROWS = 2;

/** A label's width beside that of a two-digit one: a Chinese character is as wide as two digits. */
export function labelWeight(label: string): number {
  const width = [...label].reduce((sum, letter) => sum + (/[\u2E80-\uFFEF]/.test(letter) ? 2 : 1), 0);
  return (Math.max(width, 2) * 25 + 44) / 94;
}

/** All cards in the order of the answer; what does not fit on one card goes on a further one, evenly. */
export function wallCards({ groups, drills }: Pick<WallResponse, 'groups' | 'drills'>): readonly WallCard[] {
  const byId = new Map(drills.map((drill) => [drill.id, drill]));
  return groups.flatMap(({ drill: id, doses }) => {
    const drill = byId.get(id);
    if (drill === undefined) return [];
    return doses.flatMap(({ dose, labels }, at) =>
      portions(labels).map((some, part): WallCard => {
        const weight = weightOf(some);
        return {
          key: `${id} ${at} ${part}`,
          drill,
          dose,
          labels: some,
          size: weight > HALF_HOLDS ? 'wide' : 'half',
        };
      }),
    );
  });
}

const weightOf = (labels: Labels): number => labels.reduce((sum, label) => sum + labelWeight(label), 0);

function portions(labels: Labels): Labels[] {
  const parts = Math.ceil(weightOf(labels) / WIDE_HOLDS);
  if (parts <= 1) return [labels];
  const aim = weightOf(labels) / parts;
  const filled: string[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const label of labels) {
    const more = labelWeight(label);
    if (weight + more > Math.min(WIDE_HOLDS, aim + more)) {
      filled.push([]);
      weight = 0;
    }
    filled.at(-1)?.push(label);
    weight += more;
  }
  return filled;
}

/** The cards screen by screen, in their order, none cut off. */
export function wallScreens(cards: readonly WallCard[]): readonly (readonly WallCard[])[] {
  const screens: WallCard[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const card of cards) {
    const takes = card.size === 'wide' ? 1 : 0.5;
    if (used + takes > ROWS) {
      screens.push([]);
      used = 0;
    }
    screens.at(-1)?.push(card);
    used += takes;
  }
  return screens;
}

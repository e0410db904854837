import { adjustedEffect, type SimulatedProgramme, simulateProgramme } from '@tizhi/analytics';
import type { Figure, Part } from '../report.ts';

const SCHOOLS = 1_000;
const EFFECT = 3;
const CHOSEN = [
  'weak_classes',
  'weak_pupils',
  'lot',
] as const satisfies readonly SimulatedProgramme['chosen'][];
const WORDS = {
  weak_classes: 'the worse classes have it',
  weak_pupils: 'the worse pupils have it',
  lot: 'classes have it by lot',
} as const satisfies Record<SimulatedProgramme['chosen'], string>;

/** How often the interval of a programme's effect holds the effect that the process really has. */
export const evidence: Part = {
  about: `coverage of the 95 % interval of a programme's effect, ${SCHOOLS} schools each`,
  async run({ say }) {
    const figures: Figure[] = [];
    for (const chosen of CHOSEN)
      for (const classes of [8, 16, 40]) {
        const covered = coverage({ chosen, classes, pupilsPerClass: 40, effect: EFFECT });
        say(`${chosen}, ${classes} classes: ${covered.toFixed(1)} %`);
        figures.push({
          what: `evidence: ${classes} classes, ${WORDS[chosen]}`,
          seen: `${covered.toFixed(1)} % of intervals hold the effect`,
          aim: '92-98 %',
          met: covered >= 92 && covered <= 98,
        });
      }
    return figures;
  },
};

function coverage(process: Omit<SimulatedProgramme, 'seed'>): number {
  let covered = 0;
  for (let seed = 1; seed <= SCHOOLS; seed++) {
    const found = adjustedEffect(simulateProgramme({ ...process, seed: seed * 7_919 }));
    if (
      found.kind === 'estimated' &&
      found.effect.low <= process.effect &&
      process.effect <= found.effect.high
    )
      covered++;
  }
  return (100 * covered) / SCHOOLS;
}

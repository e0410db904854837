/** Writes docs/drills.md, the library of drills as a page. A test fails while the page is not current. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dose, type Drill, FitnessComponent } from '@tizhi/contracts';
import { DOSE_RULES } from '../src/prescription/library/dose-rules.ts';
import { DRILLS, LIBRARY_VERSION } from '../src/prescription/library/library.ts';
import { COMPONENT_NAMES } from '../src/prescription/plan/components.ts';

export const DRILLS_PAGE = join(import.meta.dirname, '../../docs/drills.md');

const PER = { repetitions: '', seconds: ' s', metres: ' m' } as const;
const doseText = ({ sets, amount, per, restSeconds }: Dose): string =>
  `${sets}×${amount}${PER[per]} / ${restSeconds}`;
const list = (all: readonly string[]): string => all.join(', ') || '-';

const HEADINGS = [
  'id',
  'name',
  'cue',
  'items',
  'fail',
  'pass',
  'good',
  'excellent',
  'equipment',
  'space',
  'impact',
  'not with',
  'body-mass classes',
  'grades',
  'watched by',
  'evidence',
];

const cells = (drill: Drill): string[] => [
  `\`${drill.id}\` v${drill.version}`,
  `${drill.name.zh} ${drill.name.en}`,
  `${drill.cue.zh}。${drill.cue.en}.`,
  list(drill.items),
  doseText(drill.doses.fail),
  doseText(drill.doses.pass),
  doseText(drill.doses.good),
  doseText(drill.doses.excellent),
  list(drill.equipment),
  drill.space,
  drill.impact,
  list(drill.contraIndications),
  drill.bodyMass.length === 4 ? 'all' : list(drill.bodyMass),
  `${drill.grades.from}-${drill.grades.to}`,
  drill.supervision,
  `${drill.evidence.strength}: ${drill.evidence.reference}`,
];

const line = (fields: readonly string[]): string => `| ${fields.join(' | ')} |`;

/** The page's text. */
export function renderDrills(): string {
  const sections = FitnessComponent.options.map((component) => {
    const drills = DRILLS.filter((drill) => drill.component === component);
    const { zh, en } = COMPONENT_NAMES[component];
    return [
      `## ${en[0]?.toUpperCase()}${en.slice(1)} (${zh}), ${drills.length} drills`,
      '',
      `Bounds: ${DOSE_RULES[component].source}.`,
      '',
      line(HEADINGS),
      line(HEADINGS.map(() => '---')),
      ...drills.map((drill) => line(cells(drill))),
    ].join('\n');
  });
  return `${[
    '# The library of drills',
    `Written by \`npm run generate:drills\` from \`analytics/src/prescription/library\`; do not edit. Library \`${LIBRARY_VERSION}\`, ${DRILLS.length} drills. How plans are made of them: [prescriptions.md](prescriptions.md).`,
    "A dose is sets×amount / rest in seconds between sets; amounts are repetitions where no unit stands. Doses are for the level that the pupil's item has now. Bounds are those of the shared standard notes; fewer sets and smaller amounts to begin with are our own.",
    ...sections,
  ].join('\n\n')}\n`;
}

if (import.meta.main) {
  writeFileSync(DRILLS_PAGE, renderDrills());
  console.log(`Wrote ${DRILLS.length} drills to docs/drills.md`);
}

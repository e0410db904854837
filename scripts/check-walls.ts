/**
 * Checks the walls between the rooms with dependency-cruiser, and that it really read the house: with an
 * unsuitable parser it reports "no violations" after looking at nothing.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import config from './walls.ts';

const rooms = [
  'contracts',
  'firmware-adapters',
  'analytics',
  'storage',
  'broker',
  'ingest',
  'edge-agent',
  'api',
  'dashboards/web',
  'dashboards/grafana',
  'testing',
  'proof',
  'cli',
];

const root = join(import.meta.dirname, '..');
process.chdir(root);
const files = rooms.flatMap((room) =>
  readdirSync(join(room, 'src'), { recursive: true, withFileTypes: true }).filter(
    (entry) =>
      entry.isFile() && /\.tsx?$/.test(entry.name) && !/(^|\/)generated(\/|$)/.test(entry.parentPath),
  ),
).length;

const { options, forbidden } = config;
const { output } = await cruise(
  rooms.map((room) => `${room}/src`),
  { ...options, ruleSet: { forbidden }, validate: true } as never,
);
if (typeof output === 'string') throw new Error(output);
const { summary, modules } = output;
const seen = modules.filter(
  (module) => /\/src\/.*\.tsx?$/.test(module.source) && !module.source.includes('node_modules'),
);
const crossings = seen
  .flatMap((module) => module.dependencies)
  .filter((to) => /^[^n].*\/src\/index\.ts$/.test(to.resolved));

for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
if (seen.length < files || crossings.length === 0) {
  console.error(
    `The wall check read ${seen.length} of ${files} files and ${crossings.length} crossings: it is blind.`,
  );
  process.exitCode = 1;
}
if (summary.violations.length > 0) process.exitCode = 1;
if (process.exitCode === undefined) {
  console.log(`Walls hold: ${seen.length} files, ${crossings.length} imports across rooms, no violation.`);
}

/**
 * `node bench/linkage-city.ts PUPILS RATE MIX`: links a synthetic city's tests of grades 4, 6 and 8 (four years of
 * birth) and prints what came of it as JSON. A process of its own, so that its memory is its own.
 */
import { createHmac } from 'node:crypto';
import {
  type CorruptionMix,
  cityTests,
  corrupter,
  EVEN_MIX,
  HARSH_MIX,
  type IdentityText,
  identityText,
  linkRows,
  RowTable,
  readIdentity,
  USUAL_MIX,
} from '@tizhi/analytics';
import { judgeLinks, judgeReview } from './linkage-truth.ts';

const MIXES: Readonly<Record<string, CorruptionMix>> = { usual: USUAL_MIX, even: EVEN_MIX, harsh: HARSH_MIX };
const COHORTS = 4;

let state = 20_261_129;
const chance = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

const [pupils = '500000', rate = '0.03', mix = 'usual'] = process.argv.slice(2);
const corrupt = corrupter({ rate: Number(rate), mix: MIXES[mix] ?? USUAL_MIX, chance });
const table = new RowTable();
const truth: number[] = [];
/** The row above in the file of the same grade. */
const above = new Map<string, IdentityText>();
for (const test of cityTests({ pupils: Number(pupils), seed: 20_261_128, cohorts: COHORTS })) {
  const clean = identityText(test);
  const { row } = corrupt(clean, above.get(test.grade) ?? clean);
  above.set(test.grade, clean);
  const identity = readIdentity(row);
  const numberKey =
    identity.number === null
      ? null
      : createHmac('sha256', 'bench').update(identity.number).digest('base64url').slice(0, 22);
  table.add({ identity, numberKey, occasion: String(test.schoolYear), stage: test.grade });
  truth.push(test.pupil);
}
const rows = table.columns();
const start = performance.now();
const cpu = process.cpuUsage();
const linkage = linkRows(rows);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const automatic = Int32Array.from(linkage.person, (person, row) =>
  linkage.status[row] === 2 ? person : -1 - row,
);
const byNumber = Int32Array.from(rows.number, (number, row) => (number === 0 ? -1 - row : number));
console.log(
  JSON.stringify({
    rows: rows.length,
    seconds,
    processorSeconds: (user + system) / 1e6,
    maxRssMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    linked: judgeLinks(automatic, truth),
    exactOnly: judgeLinks(byNumber, truth),
    review: judgeReview(linkage.review, truth),
    counts: linkage.counts,
  }),
);

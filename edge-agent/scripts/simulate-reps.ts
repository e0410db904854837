/**
 * Counts repetitions in films of synthetic bodies before random cameras and prints how often the count is right:
 * `node edge-agent/scripts/simulate-reps.ts --films 160 --seed 1 --wrong`, by hand. No picture, no network.
 */
import { readOptions, wholeNumber } from '@tizhi/testing';
import { countOf, tallyOf, verdictOf } from '../src/models/pose/eval/judge.ts';
import { KINDS, type KindName, simulate } from '../src/models/pose/eval/simulate.ts';
import { COUNTED } from '../src/models/pose/items/exercise.ts';
import { seededRandom } from '../src/sources/simulated-class.ts';

const { values } = readOptions(
  `node edge-agent/scripts/simulate-reps.ts [options]
  --films N      of each kind of movement, 160
  --seed N       another set of films, 1
  --kinds NAMES  ${Object.keys(KINDS).join(', ')}, with commas between
  --wrong        say each film that was not counted exactly`,
  {
    options: {
      films: { type: 'string', default: '160' },
      seed: { type: 'string', default: '1' },
      kinds: { type: 'string', default: Object.keys(KINDS).join() },
      wrong: { type: 'boolean', default: false },
    },
  },
);
const films = wholeNumber('--films', String(values.films), 1);
const seed = wholeNumber('--seed', String(values.seed));

for (const kind of String(values.kinds).split(',') as KindName[]) {
  const judged = Array.from({ length: films }, (_, n) => {
    const film = simulate(kind, seededRandom(seed * 1_000_003 + n));
    return (film.item === null ? COUNTED : [film.item]).map((item) => {
      const result = countOf(item, film.frames);
      const verdict = verdictOf(result, film.count);
      if (values.wrong === true && verdict !== 'exact')
        console.log(
          `${kind} ${n} by ${item}: ${result.count} for ${film.count}, ${verdict}, from ${film.azimuth.toFixed(0)} degrees at ${film.fps} fps`,
          JSON.stringify(result.abstained),
        );
      return { verdict };
    });
  }).flat();
  console.log(kind.padEnd(14), JSON.stringify(tallyOf(judged)));
}

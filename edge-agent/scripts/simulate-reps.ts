/**
 * Counts repetitions in films of synthetic skeletons and prints how often the count is right:
 * `node edge-agent/scripts/simulate-reps.ts [FILMS_PER_KIND] [SEED] [--wrong]`, by hand. No picture, no network.
 */
import { RepCounter } from '../src/models/pose/count-reps.ts';
import { KINDS, type KindName, simulate } from '../src/models/pose/eval/simulate.fixture.ts';
import { COUNTED, type Counted } from '../src/models/pose/items/exercise.ts';
import { seededRandom } from '../src/sources/simulated-class.ts';

const [films = 200, seed = 1] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('-'))
  .map(Number);
const wrong = process.argv.includes('--wrong');

for (const name of Object.keys(KINDS) as KindName[]) {
  const row = { films: 0, exact: 0, 'off by one': 0, worse: 0, abstained: 0 };
  const views: Record<string, number> = {};
  for (let n = 0; n < films; n++) {
    const film = simulate(name, seededRandom(seed * 1_000_003 + n));
    const items: readonly Counted[] = film.item === null ? COUNTED : [film.item];
    for (const item of items) {
      const counter = new RepCounter(item);
      for (const frame of film.frames) counter.step(frame);
      const { count, reps, abstained } = counter.result({ ended: true });
      const off = Math.abs(count - film.count);
      row.films += 1;
      if (off === 0) row.exact += 1;
      else if (count < film.count && abstained.length > 0) row.abstained += 1;
      else if (off === 1) row['off by one'] += 1;
      else row.worse += 1;
      if (off > 0) {
        const side = Math.abs(((film.azimuth + 45) % 180) - 45) < 45 ? 'front/back' : 'side';
        views[`${item} ${side}`] = (views[`${item} ${side}`] ?? 0) + 1;
      }
      if (wrong && off > 0)
        console.log(
          `${name} ${n} ${item}: ${count} for ${film.count}, from ${film.azimuth.toFixed(0)} deg at ${film.fps} fps`,
          reps.filter(({ valid }) => !valid).map(({ fouls }) => fouls.join()),
          abstained.map(({ because }) => because),
        );
    }
  }
  console.log(name.padEnd(14), JSON.stringify(row), JSON.stringify(views));
}

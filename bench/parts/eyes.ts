import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AS_FILMED,
  COUNTED,
  clipsOf,
  countOf,
  type Judged,
  judgeClip,
  type KindName,
  openCamera,
  type PoseFrame,
  SIMULATED_MOVEMENTS,
  seededRandom,
  simulateFilm,
  tallyOf,
  verdictOf,
} from '@tizhi/edge-agent';
import type { Bench, Figure, Part } from '../report.ts';

/** Labelled films of other people, beside the checkout; they are not ours to ship. */
const FILMS = join(import.meta.dirname, '../../../shared/data');
const SEED = 20_261_128;
/** Of each of eight exercises, and of each of eight other movements, which all seven counters look at. */
const SIMULATED = { exercise: 250, other: 40 };

/** How often a repetition count is right: on labelled films, on the same films varied, and on simulated bodies. */
export const eyes: Part = {
  about: 'repetitions counted in labelled films, varied films and simulated bodies',
  async run(bench) {
    return [...(await labelled(bench)), ...simulated(bench)];
  },
};

async function labelled({ say }: Bench): Promise<readonly Figure[]> {
  const manifest = join(FILMS, 'MANIFEST.json');
  if (!existsSync(manifest))
    return [{ what: 'eyes: labelled films', seen: 'NOT MEASURED: ../shared/data is absent' }];
  const judged: Judged[] = [];
  const flights: string[] = [];
  const took: number[] = [];
  const clips = clipsOf(JSON.parse(readFileSync(manifest, 'utf8')));
  for (const [n, clip] of clips.entries()) {
    const camera = await openCamera(join(FILMS, clip.file));
    const frames: PoseFrame[] = [];
    for await (const { at, pose, tookMs } of camera.frames()) {
      frames.push({ at, pose });
      took.push(tookMs);
    }
    const of = judgeClip({ clip, frames, variations: seededRandom(SEED + n) });
    const wrong = of.filter(({ variation, verdict }) => variation === AS_FILMED && verdict !== 'exact');
    say(`${clip.file}: ${wrong.length === 0 ? 'exact' : wrong.map(({ verdict }) => verdict).join(', ')}`);
    judged.push(...of);
    const air = of.find(({ variation }) => variation === AS_FILMED)?.result.reps[0]?.flight?.seconds;
    if (clip.flightSeconds !== undefined)
      flights.push(`${air?.toFixed(3) ?? '-'} s for ${clip.flightSeconds} s by eye`);
  }
  const positive = judged.filter(({ negative }) => !negative);
  const sure = positive.filter(
    ({ variation, confidence }) => variation === AS_FILMED && confidence === 'high',
  );
  const varied = tallyOf(positive.filter(({ variation }) => variation !== AS_FILMED));
  const exact = tallyOf(sure).exact;
  const negatives = judged.filter(({ negative }) => negative);
  const invented = negatives.filter(({ result }) => result.count > 0).length;
  took.sort((a, b) => a - b);
  const ms = (part: number): string => (took[Math.floor(part * took.length)] ?? 0).toFixed(1);
  return [
    {
      what: 'eyes: films of sure truth, exact count',
      seen: `${exact} of ${sure.length}`,
      aim: 'all',
      met: exact === sure.length,
    },
    {
      what: 'eyes: the same films, 14 variations',
      seen: `${percent(varied.exact, varied.of)} exact of ${varied.of}`,
      note: `${varied.off_by_one} off by one, ${varied.worse} worse, ${varied.abstained} abstained`,
    },
    {
      what: 'eyes: films without an exercise, by all counters and varied',
      seen: `${invented} of ${negatives.length} not zero`,
      aim: '0',
      met: invented === 0,
    },
    { what: 'eyes: time in the air of a filmed jump', seen: flights.join(', ') },
    { what: 'eyes: one frame, crop and network', seen: `p50 ${ms(0.5)} ms, p95 ${ms(0.95)} ms` },
  ];
}

function simulated({ say }: Bench): readonly Figure[] {
  const judged = (Object.keys(SIMULATED_MOVEMENTS) as KindName[]).flatMap((kind) => {
    const films = SIMULATED_MOVEMENTS[kind].item === null ? SIMULATED.other : SIMULATED.exercise;
    const of = Array.from({ length: films }, (_, n) => {
      const film = simulateFilm(kind, seededRandom(SEED + n));
      return (film.item === null ? COUNTED : [film.item]).map((item) => ({
        negative: film.item === null,
        verdict: verdictOf(countOf(item, film.frames), film.count),
      }));
    }).flat();
    say(`${kind}: ${JSON.stringify(tallyOf(of))}`);
    return of;
  });
  const counts = tallyOf(judged.filter(({ negative }) => !negative));
  const negatives = tallyOf(judged.filter(({ negative }) => negative));
  return [
    {
      what: 'eyes: simulated bodies before random cameras, exact count',
      seen: `${percent(counts.exact, counts.of)} of ${counts.of}`,
      aim: '>= 98 %',
      met: counts.exact >= 0.98 * counts.of,
    },
    {
      what: 'eyes: simulated bodies, not counted although something was seen',
      seen: `${percent(counts.abstained, counts.of)} of ${counts.of}`,
      aim: '<= 2 %',
      met: counts.abstained <= 0.02 * counts.of,
    },
    {
      what: 'eyes: simulated bodies that do something else, by all counters',
      seen: `${negatives.of - negatives.exact} of ${negatives.of} not zero`,
      aim: '0',
      met: negatives.exact === negatives.of,
    },
  ];
}

const percent = (part: number, of: number): string =>
  of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`;

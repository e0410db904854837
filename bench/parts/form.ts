import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  clipsOfSequences,
  type Form,
  formSequencesOf,
  intervalOf,
  JUDGED,
  type JudgedItem,
  leaveOnePersonOut,
  RECOGNIZED,
  RepCounter,
  RepForms,
  scoreOf,
  seededRandom,
  simulateFilm,
} from '@tizhi/edge-agent';
import type { Bench, Figure, Part } from '../report.ts';

/** Labelled landmark sequences of other people, beside the checkout; they are not ours to ship. */
const SEQUENCES = join(import.meta.dirname, '../../../shared/data/pose');
const FILES = {
  push_up: 'kaiakol_pushup_mediapipe17.json.gz',
  squat: 'kaiakol_squat_mediapipe17.json.gz',
} as const satisfies Record<JudgedItem, string>;
const SEED = 20_261_128;
const SIMULATED = 100;
/** Fewer clips of either label bear no verdict. */
const FEWEST = 10;

/** How often form is judged as a teacher did, at people whom the model has not seen, and at sound simulated bodies. */
export const form: Part = {
  about: 'form of push-ups and squats against labels, by people left out',
  async run(bench) {
    return [
      ...JUDGED.map((item) => labelled(item, bench)),
      ...(await Promise.all(JUDGED.map((item) => simulated(item, bench)))),
    ];
  },
};

function labelled(item: JudgedItem, { say }: Bench): Figure {
  const what = `form: ${item}, balanced accuracy by leaving one person out`;
  const file = join(SEQUENCES, FILES[item]);
  if (!existsSync(file)) return { what, seen: 'NOT MEASURED: ../shared/data is absent' };
  const sequences = formSequencesOf(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')));
  const clips = clipsOfSequences(sequences, RECOGNIZED);
  const { validated, rounds } = leaveOnePersonOut(item, clips);
  const { balancedAccuracy, brier, correct, incorrect } = scoreOf(validated);
  const [low, high] = intervalOf(validated, seededRandom(SEED));
  const wrong = validated.filter((clip) => clip.correct >= 0.5 !== (clip.label === 'correct'));
  say(`${item}: wrong ${wrong.map(({ id }) => id).join(', ') || 'none'}`);
  const few = Math.min(correct.of, incorrect.of) < FEWEST;
  return {
    what,
    seen: `${balancedAccuracy?.toFixed(3)} (95 % ${low.toFixed(2)}-${high.toFixed(2)}), Brier ${brier?.toFixed(3)}`,
    ...(few ? {} : { aim: '>= 0.9', met: (balancedAccuracy ?? 0) >= 0.9 }),
    note:
      `${correct.right} of ${correct.of} correct, ${incorrect.right} of ${incorrect.of} incorrect, ${rounds.length} persons, ` +
      `${sequences.length - clips.length} abstained${few ? '; no verdict: too few clips, and its rules were drawn up with them in view' : ''}`,
  };
}

/** Bodies that do it right, before cameras anywhere around them: the model has never seen one. */
async function simulated(item: JudgedItem, { say }: Bench): Promise<Figure> {
  const judged: Form[] = [];
  for (let n = 0; n < SIMULATED; n += 1) {
    const counter = new RepCounter(item);
    const forms = await RepForms.open(item);
    for (const frame of simulateFilm(item, seededRandom(SEED + n)).frames) {
      counter.step(frame);
      forms?.step(frame, counter.result({ ended: false }).reps);
    }
    judged.push(...(forms?.finish(counter.result({ ended: true }).reps) ?? []).map((rep) => rep.form));
  }
  const told = judged.filter(({ correct }) => correct !== null);
  const right = told.filter(({ correct }) => (correct ?? 0) >= 0.5).length;
  say(`${item}: ${judged.length} simulated repetitions`);
  return {
    what: `form: ${item}, sound simulated bodies called correct`,
    seen: `${((100 * right) / (told.length || 1)).toFixed(1)} % of ${told.length}`,
    note: `${judged.length - told.length} abstained`,
  };
}

/**
 * Trains the form model and says how good it is at people it has not seen:
 * `node edge-agent/scripts/train-form.ts [--write]`, by hand. The same data give the same file. After `--write` the
 * card `docs/models/form-quality.md` needs the hash that is printed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readOptions } from '@tizhi/testing';
import { hashOf } from '../src/models/model-card.ts';
import { type FormSequence, formSequencesOf } from '../src/models/pose/eval/form-sequences.ts';
import { VARIATIONS } from '../src/models/pose/eval/variations.ts';
import { faultsOf, type JudgedItem } from '../src/models/pose/form/faults.ts';
import {
  cardedBytes,
  type FormModel,
  type FormModels,
  probabilityOf,
  writtenModels,
} from '../src/models/pose/form/model.ts';
import { type Scored, scoreOf } from '../src/models/pose/form/score.ts';
import { clipsOfSequences, degreesOf } from '../src/models/pose/form/train/clips.ts';
import { type Clip, trainBest } from '../src/models/pose/form/train/model-choice.ts';
import { RECOGNIZED } from '../src/models/pose/form/train/people.ts';
import {
  intervalOf,
  leaveOnePersonOut,
  type Round,
  reliabilityOf,
  type Validated,
} from '../src/models/pose/form/train/validate.ts';
import { seededRandom } from '../src/sources/simulated-class.ts';

const VERSION = '1.0.0';
const SEED = 20_261_128;
const OUTPUT = join(import.meta.dirname, '../src/models/pose/form/form-quality.json');
const ITEMS = {
  push_up: 'kaiakol_pushup_mediapipe17.json.gz',
  squat: 'kaiakol_squat_mediapipe17.json.gz',
} as const satisfies Record<JudgedItem, string>;
const { values } = readOptions(
  `node edge-agent/scripts/train-form.ts [options]
  --data DIR  folder of the labelled landmark sequences, ../shared/data/pose
  --write     write the model, not only its figures`,
  {
    options: {
      data: { type: 'string', default: join(import.meta.dirname, '../../../shared/data/pose') },
      write: { type: 'boolean', default: false },
    },
  },
);
const folder = String(values.data);
if (!existsSync(folder)) {
  console.error(
    `There is no ${folder}: the sequences are not part of the repository. Say where with --data.`,
  );
  process.exit(2);
}

const trained: [string, FormModel][] = [];
for (const [item, file] of Object.entries(ITEMS) as [JudgedItem, string][]) {
  const sequences = formSequencesOf(
    JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8')),
  );
  const clips = clipsOfSequences(sequences, RECOGNIZED);
  const { validated, rounds } = leaveOnePersonOut(item, clips);
  console.log(
    `\n== ${item}: ${sequences.length} sequences, ${clips.length} judged, ${rounds.length} persons`,
  );
  printFolds(validated, rounds);
  printScore(validated);
  printOthers(clips);
  printVariations({ item, sequences, clips, rounds });
  const best = trainBest(item, clips);
  const names = faultsOf(item).map(({ name }, k) => `${name} ${best.weights.weights[k]?.toFixed(2)}`);
  console.log(`model: ${said(best)}; bias ${best.weights.bias.toFixed(2)}; ${names.join(', ')}`);
  console.log(`calibration: ${JSON.stringify(best.calibration)}`);
  trained.push([item, best]);
}

const text = writtenModels(Object.fromEntries(trained) as FormModels, VERSION);
console.log(`\nSHA-256 ${hashOf(cardedBytes(Buffer.from(text)))}`);
if (values.write === true) writeFileSync(OUTPUT, text);

function said({ candidate }: { readonly candidate: Round['trained']['candidate'] }): string {
  return `${candidate.faults.length} faults, prior ${candidate.prior}, strength ${candidate.strength}`;
}

/** Person by person: what was chosen without them, and how they were judged. */
function printFolds(validated: readonly Validated[], rounds: readonly Round[]): void {
  for (const { person, trained: model } of rounds) {
    const own = validated.filter((clip) => clip.person === person);
    const wrong = own.filter(({ label, correct }) => correct >= 0.5 !== (label === 'correct'));
    const missed = wrong.map(({ id, correct }) => `${id} ${correct.toFixed(2)}`).join(', ');
    console.log(
      `person ${String(person).padStart(2)}: ${own.length - wrong.length} of ${own.length} right (first ${own[0]?.id}); ${said(model)}${missed === '' ? '' : `; WRONG ${missed}`}`,
    );
  }
}

function printScore(validated: readonly Validated[]): void {
  const { correct, incorrect, balancedAccuracy, brier } = scoreOf(validated);
  const [low, high] = intervalOf(validated, seededRandom(SEED));
  console.log(
    `balanced accuracy ${balancedAccuracy?.toFixed(3)} (95 % ${low.toFixed(3)}-${high.toFixed(3)}, persons drawn anew); Brier ${brier?.toFixed(3)}`,
  );
  console.log(
    `confusion: correct ${correct.right} of ${correct.of} called correct, incorrect ${incorrect.right} of ${incorrect.of} called incorrect`,
  );
  console.log('said       clips  mean said  correct');
  for (const { from, to, clips, said: mean, seen } of reliabilityOf(validated))
    console.log(
      `${from.toFixed(1)}-${to.toFixed(1)}    ${String(clips).padStart(5)}  ${mean.toFixed(2).padStart(9)}  ${seen.toFixed(2).padStart(7)}`,
    );
}

/** What one gets without this model, and what the rules get without training. */
function printOthers(clips: readonly Clip[]): void {
  const scored = (of: (clip: Clip) => number): string => {
    const all = clips.map(
      (clip): Scored => ({ label: clip.correct === 1 ? 'correct' : 'incorrect', correct: of(clip) }),
    );
    return `${scoreOf(all).balancedAccuracy?.toFixed(3)}`;
  };
  const most = clips.filter(({ correct }) => correct === 1).length >= clips.length / 2 ? 1 : 0;
  console.log(
    `baselines: always the same ${scored(() => most)}; any fault of half a degree or more ${scored(({ degrees }) => (degrees.some((degree) => degree >= 0.5) ? 0 : 1))}`,
  );
}

/** The same clips told differently, each by the model that did not see its person. */
function printVariations(of: {
  readonly item: JudgedItem;
  readonly sequences: readonly FormSequence[];
  readonly clips: readonly Clip[];
  readonly rounds: readonly Round[];
}): void {
  const { item, sequences, clips, rounds } = of;
  for (const { name, apply } of VARIATIONS) {
    const random = seededRandom(SEED);
    const scored = sequences.flatMap(({ id, label, frames }): Scored[] => {
      const person = clips.find((clip) => clip.id === id)?.person;
      const model = rounds.find((round) => round.person === person)?.trained;
      if (model === undefined) return [];
      const degrees = degreesOf(item, apply(frames, random));
      return [{ label, correct: degrees === null ? null : probabilityOf(model, degrees) }];
    });
    const { balancedAccuracy, abstained } = scoreOf(scored);
    console.log(`${name.padEnd(15)} ${balancedAccuracy?.toFixed(3) ?? '-'}, ${abstained} abstained`);
  }
}

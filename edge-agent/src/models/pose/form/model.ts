import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { requireCard } from '../../model-card.ts';
import { faultsOf, JUDGED, type JudgedItem } from './faults.ts';
import { logOdds, sigmoid, type Weights } from './logistic.ts';

const NAME = 'form-quality';
const FILE = new URL('./form-quality.json', import.meta.url);

/** What one item's form is judged by. */
export interface FormModel {
  /** In the order of `faultsOf(item)`. */
  readonly weights: Weights;
  /** Makes probabilities out of log-odds: `slope x odds + shift`. */
  readonly calibration: { readonly slope: number; readonly shift: number };
}
export type FormModels = Readonly<Record<JudgedItem, FormModel>>;

/** Sixty clips bear no surer word: a label has thirty of them, and one more may always be wrong. */
const SUREST = 0.97;

/** Probability of "correct", where half of all are. `degrees` in the order of `faultsOf(item)`. */
export const probabilityOf = ({ weights, calibration }: FormModel, degrees: readonly number[]): number =>
  Math.min(
    SUREST,
    Math.max(1 - SUREST, sigmoid(calibration.slope * logOdds(weights, degrees) + calibration.shift)),
  );

const Model = z.strictObject({
  bias: z.number(),
  weights: z.record(z.string(), z.number().min(0)),
  calibration: z.strictObject({ slope: z.number().min(0), shift: z.number() }),
});
const File = z.strictObject({ version: z.string(), items: z.record(z.enum(JUDGED), Model) });

/** The file that `edge-agent/scripts/train-form.ts` writes. */
export const writtenModels = (models: FormModels, version: string): string =>
  `${JSON.stringify(
    {
      version,
      items: Object.fromEntries(
        JUDGED.map((item) => {
          const { weights, calibration } = models[item];
          const named = faultsOf(item).map(({ name }, k) => [name, rounded(weights.weights[k] ?? 0)]);
          return [
            item,
            {
              bias: rounded(weights.bias),
              weights: Object.fromEntries(named),
              calibration: { slope: rounded(calibration.slope), shift: rounded(calibration.shift) },
            },
          ];
        }),
      ),
    },
    null,
    2,
  )}\n`;
const rounded = (value: number): number => Number(value.toFixed(4));

/** What the card's hash is of: the weights, and the lines from which on a measure is a fault. */
export const cardedBytes = (weights: Uint8Array): readonly Uint8Array[] => [
  weights,
  Buffer.from(
    JSON.stringify(
      JUDGED.map((item) => faultsOf(item).map(({ name, tolerated, clear }) => [name, tolerated, clear])),
    ),
  ),
];

/**
 * Reads the weights that belong to the model card `docs/models/form-quality.md`. Throws `TIZHI_MODEL_WITHOUT_CARD`
 * where they are others.
 */
export async function loadFormModels(file: URL = FILE, cards?: URL): Promise<FormModels> {
  const bytes = await readFile(file);
  await requireCard(NAME, cardedBytes(bytes), cards);
  const { items } = File.parse(JSON.parse(bytes.toString('utf8')));
  const models = JUDGED.map((item): [JudgedItem, FormModel] => {
    const { bias, weights, calibration } = items[item];
    const ordered = faultsOf(item).map(({ name }) => weights[name] ?? 0);
    return [item, { weights: { bias, weights: ordered }, calibration }];
  });
  return Object.fromEntries(models) as FormModels;
}

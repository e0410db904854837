import { readFileSync } from 'node:fs';
import { requireCardNow } from '../../model-card.ts';
import { networkOf, type RateNetwork } from './network.ts';
import type { Calibration } from './reading.ts';

/** The network and how its answers are read. */
export interface PpgModel {
  readonly network: RateNetwork;
  /** For a whole recording with hindsight. */
  readonly whole: Calibration;
  /** For a stream, of which only the past is known. */
  readonly live: Calibration;
}

const FILES = ['network.model', 'calibration.model'] as const;
let loaded: PpgModel | null = null;

/** The model of docs/models/ppg-rate.md, read once. Throws `TIZHI_MODEL_WITHOUT_CARD` where its card is not for it. */
export function ppgModel(): PpgModel {
  if (loaded === null) {
    const files = FILES.map((file) => readFileSync(new URL(file, import.meta.url)));
    requireCardNow('ppg-rate', files);
    const [weights = '', calibration = ''] = files.map((file) => file.toString('utf8'));
    const { whole, live } = JSON.parse(calibration) as Pick<PpgModel, 'whole' | 'live'>;
    loaded = { network: networkOf(weights), whole, live };
  }
  return loaded;
}

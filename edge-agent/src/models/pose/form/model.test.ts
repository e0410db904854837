import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../model-card.ts';
import { formSequencesOf } from '../eval/form-sequences.ts';
import { cardedBytes, loadFormModels } from './model.ts';
import { judgeSequences, scoreOf } from './score.ts';
import { clipsOfSequences } from './train/clips.ts';
import { leaveOnePersonOut } from './train/validate.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const WEIGHTS = new URL('./form-quality.json', import.meta.url);

describe('the form model', () => {
  it('loads by its card, and not where a weight is another or the card is missing', async () => {
    await expect(loadFormModels()).resolves.toHaveProperty('push_up.weights.bias');
    const refused = expect.objectContaining({ code: 'TIZHI_MODEL_WITHOUT_CARD' });
    const other = pathToFileURL(join(folder.path, 'other.json'));
    writeFileSync(other, readFileSync(WEIGHTS, 'utf8').replace('"bias": 2', '"bias": 3'));
    await expect(loadFormModels(other)).rejects.toEqual(refused);
    await expect(loadFormModels(WEIGHTS, pathToFileURL(`${folder.path}/`))).rejects.toEqual(refused);
  });

  it('has a card whose hash is of the lines from which on something is a fault, too', () => {
    const [weights, lines] = cardedBytes(readFileSync(WEIGHTS));
    expect(String(lines)).toContain('["hips_sag",0.02,0.085]');
    const card = readFileSync(new URL('../../../../../docs/models/form-quality.md', import.meta.url), 'utf8');
    expect(card).toContain(hashOf([weights as Uint8Array, lines as Uint8Array]));
    expect(card).not.toContain(hashOf([weights as Uint8Array]));
  });
});

/** Labelled sequences of other people, beside the checkout; they are not ours to ship. */
const SEQUENCES = join(
  import.meta.dirname,
  '../../../../../../shared/data/pose/kaiakol_pushup_mediapipe17.json.gz',
);
const real = existsSync(SEQUENCES);

describe('the form model on labelled sequences', () => {
  it.runIf(!real)('NOT TESTED: the shared recordings are absent', () => {
    expect(real).toBe(false);
  });

  it.runIf(real)(
    'judges people whom it has not seen',
    async () => {
      const sequences = formSequencesOf(JSON.parse(gunzipSync(readFileSync(SEQUENCES)).toString('utf8')));
      const clips = clipsOfSequences(sequences);
      expect(new Set(clips.map(({ person }) => person)).size).toBeGreaterThan(10);
      const { validated } = leaveOnePersonOut('push_up', clips);
      expect(scoreOf(validated).balancedAccuracy).toBeGreaterThanOrEqual(0.9);
      expect(scoreOf(validated).brier).toBeLessThan(0.1);
      const judged = judgeSequences(await loadFormModels(), sequences);
      expect(judged.map(({ id }) => id)).toEqual(sequences.map(({ id }) => id));
    },
    60_000,
  );
});

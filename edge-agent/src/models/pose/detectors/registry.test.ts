import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { PATIENCE_MS } from '../film.fixture.ts';
import { KEYPOINTS } from '../pose.ts';
import { DEFAULT_DETECTOR, findDetectors, openDetector } from './registry.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const weights = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/human')), '../models');

const states = await findDetectors();
const others = states.filter(({ name, missing }) => name !== DEFAULT_DETECTOR && missing === null);

describe('detectors', () => {
  it('are all listed, the usual one usable, and of each other what it lacks and which command brings it', () => {
    expect(states.find(({ name }) => name === DEFAULT_DETECTOR)?.missing).toBeNull();
    for (const { missing } of states)
      if (missing !== null) {
        expect(missing.problem).not.toBe('');
        expect(missing.fix).toMatch(/^Install it: npm install --no-save @/);
      }
  });

  it('do not open with weights of which no card tells', async () => {
    for (const end of ['json', 'bin'])
      copyFileSync(join(weights, `movenet-lightning.${end}`), join(folder.path, `movenet-thunder.${end}`));
    await expect(openDetector('movenet-thunder', folder.path)).rejects.toMatchObject({
      code: 'TIZHI_MODEL_WITHOUT_CARD',
    });
  });

  it('do not open by a name that there is not', async () => {
    await expect(openDetector('openpose')).rejects.toMatchObject({ code: 'TIZHI_DETECTOR_MISSING' });
  });

  const inside = { x: 0, y: 0, side: 1 };
  const grey = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(128) };
  const named = [DEFAULT_DETECTOR, ...others.map(({ name }) => name)];
  const absent = states.filter(({ missing }) => missing !== null).map(({ name }) => name);

  it.each(named)(
    `give all points of a body, and none that is sure where nobody is: %s${absent.length === 0 ? '' : ` (NOT TESTED, not installed: ${absent.join(', ')})`}`,
    async (name) => {
      const detector = await openDetector(name);
      const pose = await detector.detect(grey, inside);
      expect(Object.keys(pose)).toEqual([...KEYPOINTS]);
      expect(detector.name).toBe(name);
      for (const { score } of Object.values(pose)) expect(score).toBeLessThan(0.5);
      detector.dispose();
    },
    PATIENCE_MS,
  );
});

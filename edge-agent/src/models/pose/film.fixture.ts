import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Runs ffmpeg to its end. Throws with its words where it fails. */
export function ffmpeg(...args: string[]): Buffer {
  const run = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], { maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`ffmpeg: ${run.error?.message ?? run.stderr.toString()}`);
  return run.stdout;
}

const require = createRequire(import.meta.url);
const SAMPLES = join(dirname(require.resolve('@vladmandic/human')), '../assets/samples.jpg');

/** A rendered figure (nobody real), 156 x 156, from the pictures of an npm package: the arguments that read it. */
export const MANNEQUIN = ['-loop', '1', '-i', SAMPLES] as const;
export const MANNEQUIN_CROP = 'crop=156:156:0:2';

/** A network is loaded and looks for somebody in every frame, while other tests do the same. */
export const PATIENCE_MS = 240_000;

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Hundreds of processes are started by tests, and each compiled the same modules: a fifth of all the time. What one has
 * compiled the others now read (Node's own cache; it is gone with the packages).
 */
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

/** Minutes long and short to read: by size alone they would come last and keep one worker busy while the others wait. */
const LONGEST = [
  'sim/mutations/caught.test.ts',
  'chaos/foreign-brokers.test.ts',
  'chaos/own-broker.test.ts',
  'src/postgres-records.test.ts',
  'commands/reps.test.ts',
  'ble/ble-source.test.ts',
  'pose/live-camera.test.ts',
  'pose/camera.test.ts',
  'sources/camera-source.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((end) => moduleId.endsWith(end));
      return at < 0 ? LONGEST.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['**/src/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    // One more than the cores of a small machine: half of the tests wait for a process, a page or a clock.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

import type { CameraView, Reading } from '@tizhi/contracts';
import { findDefinition } from '@tizhi/firmware-adapters';
import { eventually } from '@tizhi/testing';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { SourceConfig } from '../config/source-config.ts';
import type { Frame, Source } from './source.ts';
import { startSources } from './start-sources.ts';

let source: Source | undefined;
afterEach(async () => {
  await source?.stop();
  source = undefined;
});

/** A network is loaded, and a drawn pupil exercises at the pace of life. */
const PATIENCE_MS = 90_000;

function watch(config: object): {
  readonly views: CameraView[];
  readonly heard: { readonly frame: Frame; readonly readings: readonly Reading[] }[];
} {
  const views: CameraView[] = [];
  const heard: { frame: Frame; readings: readonly Reading[] }[] = [];
  [source] = startSources([SourceConfig.parse({ kind: 'camera', device: 'camera-1', ...config })], {
    sink: {
      frame: () => undefined,
      readings: (frame, readings) => heard.push({ frame, readings }),
      cameras: (news) => views.push(...news),
      reset: () => undefined,
      room: async () => undefined,
      tags: () => [],
    },
    log: pino({ level: 'silent' }),
    clock: Date.now,
    random: Math.random,
    definitionOf: (id) => {
      const found = findDefinition(id);
      if (!found.ok) throw new Error(id);
      return found.value;
    },
  });
  return { views, heard };
}

describe('a camera', () => {
  it(
    'counts a drawn pupil from pixels, shows the figure, and sends the set when it is over',
    async () => {
      const { views, heard } = watch({
        exercise: 'squat',
        tag: '80107',
        input: { kind: 'drawn', exercise: 'squat', repSeconds: 1.2, fps: 10, pace: 'reader' },
      });
      await eventually('a set that is over', () => heard.length > 0, PATIENCE_MS);
      const [first] = heard;
      expect(first?.readings).toMatchObject([
        { kind: 'repetitions', exercise: 'squat', count: 12, lane: null },
      ]);
      // What is kept as telemetry names nobody: it outlives the erasure of a pupil.
      expect(JSON.stringify(first?.readings)).not.toContain('80107');
      const evidence = JSON.parse(new TextDecoder().decode(first?.frame.bytes)) as { reps: unknown[] };
      expect(evidence.reps.length).toBe(12);
      const counting = views.filter(({ phase }) => phase === 'counting');
      expect(counting.map(({ count }) => count)).toEqual(
        [...counting.map(({ count }) => count)].sort((a, b) => a - b),
      );
      expect(counting.every(({ points }) => points === null || points.length === 51)).toBe(true);
      expect(counting.some(({ points }) => points !== null)).toBe(true);
    },
    PATIENCE_MS + 10_000,
  );

  it('that is not there is tried again, and says why', async () => {
    const { views } = watch({ exercise: 'squat', input: { kind: 'usb', device: '/dev/video-none' } });
    await eventually('a try that failed', () => (source?.report().link.failures ?? 0) > 0, 30_000);
    expect(source?.report().link.problem).toContain('/dev/video-none');
    expect(views).toEqual([]);
  });

  it('is refused where two lanes bear one name', () => {
    const area = { left: 0, right: 0.5, top: 0, bottom: 1 };
    const lanes = [
      { name: 'a', area },
      { name: 'a', area },
    ];
    const config = {
      kind: 'camera',
      device: 'c',
      exercise: 'squat',
      input: { kind: 'file', path: 'x' },
      lanes,
    };
    expect(SourceConfig.safeParse(config).success).toBe(false);
  });
});

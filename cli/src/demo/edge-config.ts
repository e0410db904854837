import { mkdirSync, writeFileSync } from 'node:fs';
import type { GatewayId } from '@tizhi/contracts';
import { stringify } from 'yaml';
import { dataFiles, type Settings } from '../config.ts';
import { bibOf, LESSON_CLASS, PUPILS_PER_CLASS } from './people.ts';

/**
 * Writes the demo gateway's own configuration into the data folder and returns its path. The agent reads
 * it like any other: the demo has no door of its own.
 */
export function writeDemoEdgeConfig(context: {
  readonly settings: Settings;
  readonly gateway: GatewayId;
  readonly secret: string;
  readonly mqttUrl: string;
}): string {
  const { settings, gateway, secret, mqttUrl } = context;
  const files = dataFiles(settings.dataDir);
  mkdirSync(files.edge, { recursive: true, mode: 0o700 });
  const tags = Array.from({ length: PUPILS_PER_CLASS }, (_, n) => bibOf(LESSON_CLASS, n + 1));
  const config = {
    school: settings.school,
    gateway,
    dataDir: files.edge,
    broker: {
      url: mqttUrl,
      username: `${settings.school}.${gateway}`,
      password: secret,
    },
    sources: [
      {
        kind: 'simulate',
        seed: 2026,
        straps: { prefix: 'strap', count: PUPILS_PER_CLASS },
        stations: [
          { device: 'jump-1', definition: 'station/demo-jump', everyMs: 4_000, tags },
          { device: 'spiro-1', definition: 'station/demo-vital-capacity', everyMs: 7_000, tags },
          { device: 'scale-1', definition: 'station/demo-height-weight', everyMs: 9_000, tags },
        ],
      },
      // DEMO: a drawn pupil, looked at and counted as a filmed one would be. Squats are no item of the test.
      {
        kind: 'camera',
        device: 'camera-1',
        exercise: 'squat',
        // Five frames a second count squats and leave a small machine its processor.
        input: { kind: 'drawn', exercise: 'squat', repSeconds: 2, fps: 5 },
      },
    ],
  };
  const note =
    '# Written by `tizhi up --demo` at each start. DEMO: simulated straps and stations, and a drawn camera.\n';
  writeFileSync(files.edgeConfig, note + stringify(config), { mode: 0o600 });
  return files.edgeConfig;
}

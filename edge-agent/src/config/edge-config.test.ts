import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadEdgeConfig } from './edge-config.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/edge.yaml');

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const HEAD = [
  'school: s',
  'gateway: g',
  'broker: { url: "mqtt://127.0.0.1:1883", username: u, password: p }',
  'sources:',
];
function load(...lines: string[]) {
  const file = join(folder.path, 'edge.yaml');
  writeFileSync(file, [...HEAD, ...lines].join('\n'));
  return loadEdgeConfig(file);
}

describe('edge configuration', () => {
  it('the commented example is valid', () => {
    const loaded = loadEdgeConfig(EXAMPLE);
    expect(loaded).toMatchObject({ ok: true, value: { gateway: 'sports-hall', broker: { qos: 0 } } });
  });

  it('a short file is enough; paths are relative to it', () => {
    const loaded = load('  - { kind: replay, device: strap-1, file: run.csv, speed: max }');
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        dataDir: join(folder.path, 'edge-data'),
        outbox: { maxMegabytes: 1024 },
        rules: { hrAboveCeiling: { enabled: true, sustainedSeconds: 30 } },
        sources: [{ definition: 'gatt/2a37', file: join(folder.path, 'run.csv') }],
      },
    });
  });

  it('reads the start of a replay with its offset', () => {
    const loaded = load('  - { kind: replay, device: a, file: f, startAt: "2026-09-01T08:00:00+08:00" }');
    expect(loaded).toMatchObject({ value: { sources: [{ startAt: Date.UTC(2026, 8, 1) }] } });
  });

  it.each([
    [['  - { kind: tcp, device: a, definition: gatt/2a38, host: h, port: 1 }'], 5, /did you mean gatt\/2a37/],
    [
      [
        '  - { kind: replay, device: a, file: f }',
        '  - { kind: serial, device: a, definition: gatt/2a37, path: /dev/x }',
      ],
      6,
      /each device has one source/i,
    ],
    [
      ['  - kind: tcp', '    device: Jump 1', '    definition: gatt/2a37', '    host: h', '    port: 1'],
      6,
      /lower-case/,
    ],
    [
      ['  - { kind: replay, device: a, file: f }', 'rules:', '  hrAboveCeiling:', '    seconds: 3'],
      8,
      /Known: enabled/,
    ],
  ])('%j: line %d', (lines, line, fix) => {
    const loaded = load(...lines);
    expect(loaded).toMatchObject({ ok: false, failure: { code: 'TIZHI_CONFIG_INVALID', params: { line } } });
    expect(loaded.ok ? '' : loaded.failure.params.fix).toMatch(fix);
  });

  it('names the line of a station whose own example does not decode', () => {
    const loaded = load(
      '  - { kind: replay, device: a, file: f }',
      'stations:',
      '  - id: station/x',
      '    name: { zh: 跳, en: jump }',
      '    framing: { kind: delimiter, delimiter: "\\n" }',
      '    format:',
      '      kind: pattern',
      '      pattern: "J,{value}"',
      '      fields: { value: { is: value, item: standing_long_jump } }',
      '    examples:',
      '      - { sends: "J,200\\n", values: { standing_long_jump: 201 } }',
    );
    expect(loaded).toMatchObject({ ok: false, failure: { code: 'TIZHI_CONFIG_INVALID' } });
    expect(loaded.ok ? 0 : Number(loaded.failure.params.line)).toBeGreaterThanOrEqual(7);
  });
});

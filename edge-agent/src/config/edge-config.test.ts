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

  it('takes Bluetooth devices; what is left out of an adapter is its default', () => {
    const loaded = load(
      '  - kind: ble',
      '    adapters: [{ kind: hci }, { kind: uart, port: /dev/ttyACM0 }]',
      '    devices: [{ device: a, definitions: [gatt/2a37, gatt/2a19], match: { address: "A0:9E:1A:00:00:01" } }]',
    );
    expect(loaded).toMatchObject({
      value: {
        sources: [
          {
            adapters: [
              { device: 0, connections: 7 },
              { baudRate: 1_000_000, connections: 7 },
            ],
            devices: [{ mode: 'connect', match: { address: 'a0:9e:1a:00:00:01' } }],
          },
        ],
      },
    });
  });

  const ble = (device: string) => [`  - { kind: ble, devices: [{ device: a, ${device} }] }`];
  it.each([
    [ble('definitions: [gatt/2a37], match: {}'), 5, /never bound by itself/],
    [ble('definitions: [gatt/2a37], match: { address: "a0-9e" }'), 5, /six pairs/],
    [ble('definitions: [gatt/2a38], match: { name: x }'), 5, /did you mean gatt\/2a37/],
    [ble('definitions: [broadcast/bthome], match: { name: x }'), 5, /set the mode to broadcast/],
    [ble('mode: broadcast, definitions: [gatt/2a37], match: { name: x }'), 5, /set the mode to connect/],
    [ble('definitions: [station/demo-jump], match: { name: x }'), 5, /is no Bluetooth device/],
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
      ['  - { kind: tcp, device: a, definition: station/demo-jump, host: h, port: 1, carries: messages }'],
      5,
      /sends a stream/,
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

  it.each([
    ['{ url: "mqtt://h:1" }', 'username'],
    ['{ url: "mqtt://h:1", username: u }', 'password'],
    ['{ url: "mqtts://h:1", cert: a.crt }', 'key'],
    ['{ url: "mqtts://h:1", key: a.key, username: u, password: p }', 'cert'],
    ['{ url: "mqtt://h:1", cert: a.crt, key: a.key }', 'mqtts://'],
  ])('broker %s does not say who the gateway is: %s', (broker, hint) => {
    const file = join(folder.path, 'edge.yaml');
    const source = 'sources: [{ kind: replay, device: a, file: f }]';
    writeFileSync(file, ['school: s', 'gateway: g', `broker: ${broker}`, source].join('\n'));
    const loaded = loadEdgeConfig(file);
    expect(loaded).toMatchObject({
      ok: false,
      failure: { code: 'TIZHI_CONFIG_INVALID', params: { line: 3 } },
    });
    expect(JSON.stringify(loaded.ok ? '' : loaded.failure.params)).toContain(hint);
  });

  it('takes a certificate in place of a password; its files are relative to the configuration', () => {
    const file = join(folder.path, 'edge.yaml');
    const broker = 'broker: { url: "mqtts://h:1", ca: ca.crt, cert: g.crt, key: g.key }';
    const source = 'sources: [{ kind: replay, device: a, file: f }]';
    writeFileSync(file, ['school: s', 'gateway: g', broker, source].join('\n'));
    const at = (name: string) => join(folder.path, name);
    expect(loadEdgeConfig(file)).toMatchObject({
      value: { broker: { ca: at('ca.crt'), cert: at('g.crt'), key: at('g.key') } },
    });
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

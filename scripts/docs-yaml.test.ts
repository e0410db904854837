import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EdgeConfig } from '@tizhi/edge-agent';
import { declareStation, decodeCapture, StationSpec } from '@tizhi/firmware-adapters';
import { temporaryFolder } from '@tizhi/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Settings } from '../cli/src/config.ts';

const root = join(import.meta.dirname, '..');
const blocks = (page: string): unknown[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, code]) =>
    parse(code ?? ''),
  );
const has = <K extends string>(value: unknown, key: K): value is Record<K, unknown> =>
  typeof value === 'object' && value !== null && key in value;

describe('docs/declared-stations.md', () => {
  const stations = blocks('docs/declared-stations.md').filter((block) => has(block, 'format'));
  it('describes several stations', () => expect(stations.length).toBeGreaterThan(3));

  it.each(stations.map((station) => [has(station, 'id') ? String(station.id) : '?', station] as const))(
    '%s is accepted, and its own examples decode as they say',
    (_id, station) => {
      const declared = declareStation(StationSpec.parse(station));
      expect(declared).toMatchObject({ ok: true });
      expect(declared.ok && declared.value.golden.length).toBeGreaterThan(0);
    },
  );

  it('decodes the bytes of the command it shows', () => {
    const [jumpMat] = stations;
    const page = readFileSync(join(root, 'docs/declared-stations.md'), 'utf8');
    const hex = /--spec jump-mat\.yaml --hex ([0-9a-f]+)/.exec(page)?.[1] ?? '';
    const declared = declareStation(StationSpec.parse(jumpMat));
    const decoded = declared.ok ? decodeCapture(declared.value, Buffer.from(hex, 'hex')) : [];
    expect(decoded).toMatchObject([{ readings: [{ item: 'standing_long_jump', value: 225, tag: '80107' }] }]);
  });

  it.each(['docs/declared-stations.md', 'docs/bluetooth.md', 'docs/cameras.md'])(
    '%s shows a gateway configuration that a gateway accepts',
    (file) => {
      const [edge] = blocks(file).filter((block) => has(block, 'sources'));
      const broker = { url: 'mqtt://127.0.0.1:1883', username: 'u', password: 'p' };
      const checked = EdgeConfig.safeParse({ school: 's', gateway: 'g', broker, ...edge });
      expect(checked.error?.issues).toBeUndefined();
    },
  );
});

describe('the walk-through in CONTRIBUTING.md', () => {
  const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const bytes = Buffer.from(/--device scale\/ht-200 --hex ([0-9a-f]+)/.exec(page)?.[1] ?? '', 'hex');
  const reading = { item: 'weight', value: 45.2, doubt: null };

  it('declares a station that reads its examples', () => {
    const [station] = blocks('CONTRIBUTING.md');
    const declared = declareStation(StationSpec.parse(station));
    expect(declared).toMatchObject({ ok: true });
    const decoded = declared.ok ? decodeCapture(declared.value, bytes) : [];
    expect(decoded).toMatchObject([{ readings: [reading] }]);
  });

  it('defines a device whose golden frames decode as stated', async () => {
    const code = /^```ts\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';
    const folder = temporaryFolder();
    const file = join(folder.path, 'ht-200.ts');
    const beside = pathToFileURL(join(root, 'firmware-adapters/src/serial/scales/')).href;
    writeFileSync(file, code.replaceAll("from './", `from '${beside}`));
    const { ht200Scale: device } = await import(file);
    for (const golden of device.golden) {
      const [decoded] = decodeCapture(device, Buffer.from(golden.hex, 'hex'));
      if ('rejected' in golden) expect(decoded).toMatchObject({ reason: golden.rejected });
      else expect(decoded).toMatchObject({ readings: golden.readings });
    }
    expect(decodeCapture(device, bytes)).toMatchObject([{ readings: [reading] }]);
    folder.remove();
  });
});

describe('server settings in the pages', () => {
  it.each(['README.md', 'README.zh-CN.md', 'docs/configuration.md'])('%s', (page) => {
    const settings = blocks(page);
    expect(settings.length).toBeGreaterThan(0);
    for (const block of settings) expect(Settings.safeParse(block).error?.issues).toBeUndefined();
  });

  it('docs/configuration.md lists every setting with its variable, and no other', () => {
    const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `(\w+)` *\| `TIZHI_(\w+)` *\|/gm)].map(([, key, name]) => [
      key,
      name,
    ]);
    const real = Object.keys(Settings.shape).map((key) => [
      key,
      key.replaceAll(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase(),
    ]);
    expect(listed.sort()).toEqual(real.sort());
  });
});

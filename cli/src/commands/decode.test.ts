import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions } from '@tizhi/firmware-adapters';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../main.ts';

async function decode(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(['decode', ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out, err: err.join('\n') };
}
const heartRate = (...args: string[]) => decode('--device', 'gatt/2a37', ...args);

const folder = temporaryFolder();
afterAll(() => folder.remove());
const file = (name: string, text: string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};

describe('tizhi decode --json', () => {
  it('prints one line with the readings of a bare characteristic', async () => {
    const { code, out, err } = await heartRate('--hex', '104472038a03', '--json');
    expect({ code, err, lines: out.length }).toEqual({ code: 0, err: '', lines: 1 });
    expect(JSON.parse(out[0] ?? '')).toEqual({
      device: 'gatt/2a37',
      readings: [
        {
          kind: 'heart_rate',
          bpm: 68,
          contact: 'unsupported',
          energyKj: null,
          rrMs: [861.328125, 884.765625],
          confidence: 1,
          doubt: null,
        },
      ],
      rejected: [],
    });
  });

  it('takes ids and bytes as Bluetooth tools write them', async () => {
    const plain = await heartRate('--hex', '0648', '--json');
    const pasted = await decode('--device', 'GATT/0x2A37', '--hex', '06-48', '--json');
    expect(pasted).toEqual(plain);
    expect(JSON.parse(plain.out[0] ?? '').readings).toMatchObject([{ bpm: 72, contact: 'detected' }]);
  });

  it('prints rejected bytes with the reason and ends with 1, as nothing was decoded', async () => {
    const { code, out, err } = await heartRate('--hex', '105a000800', '--json');
    expect(code).toBe(1);
    expect(out).toEqual([
      '{"device":"gatt/2a37","readings":[],"rejected":[{"reason":"trailing_bytes","hex":"105a000800"}]}',
    ]);
    expect(err).toContain('TIZHI_NOTHING_DECODED');
    expect((await heartRate('--hex', '', '--json')).code).toBe(1);
  });

  it('prints what is good beside what is not', async () => {
    const lines = Buffer.from('READY\r\nJUMP,80107,185,cm\r\n').toString('hex');
    const { code, out } = await decode('--device', 'station/demo-jump', '--hex', lines, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      readings: [{ item: 'standing_long_jump', value: 185, unit: 'cm', tag: '80107' }],
      rejected: [{ reason: 'unknown_format', hex: '5245414459' }],
    });
  });
});

describe('tizhi decode for a person', () => {
  it('says it in both languages', async () => {
    const { code, out } = await heartRate('--hex', '1e48640000047203');
    expect(code).toBe(0);
    expect(out).toEqual([
      'gatt/2a37  心率带（蓝牙标准心率服务） · Heart-rate sensor (Bluetooth Heart Rate Service)',
      'Heart rate 心率: 72 bpm 次/分',
      'Contact 接触: detected 已接触',
      'Energy 能量: 100 kJ 千焦',
      'RR intervals RR 间期: 1000, 861.328125 ms 毫秒',
    ]);
  });

  it('shows a doubtful value as missing, with the reason', async () => {
    const { code, out } = await heartRate('--hex', '0443');
    expect(code).toBe(0);
    expect(out.join('\n')).toContain('心率: - (no_contact');
    expect(out.join('\n')).not.toContain('67');
  });

  it('lists every known device', async () => {
    const { code, out } = await decode('--list');
    expect(code).toBe(0);
    expect(out.map((line) => line.split(' ')[0])).toEqual(definitions.map(({ id }) => id));
  });
});

describe('a station declared in a file', () => {
  const station = `id: station/our-scale
name: { zh: 我们的秤, en: Our scale }
framing: { kind: delimiter, delimiter: "\\r\\n" }
format:
  kind: pattern
  pattern: "W{value}kg"
  fields:
    value: { is: value, item: weight }
`;
  const hex = Buffer.from('W52.3kg').toString('hex');

  it('is decoded without code', async () => {
    const { code, out } = await decode('--spec', file('scale.yaml', station), '--hex', hex, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      device: 'station/our-scale',
      readings: [{ item: 'weight', value: 52.3 }],
    });
  });

  it("is also found in a gateway's file, by its id", async () => {
    const indented = station.replaceAll('\n', '\n    ').trimEnd();
    const path = file('edge.yaml', `school: demo\nstations:\n  - ${indented}\n`);
    const found = await decode('--spec', path, '--device', 'station/our-scale', '--hex', hex, '--json');
    expect(found.code).toBe(0);
    expect(await decode('--spec', path, '--device', 'station/none', '--hex', hex)).toMatchObject({
      code: 2,
      err: expect.stringContaining('station/our-scale'),
    });
    expect((await decode('--spec', path, '--list')).out).toEqual(['station/our-scale  我们的秤 · Our scale']);
  });

  it('is refused with the line and the fix', async () => {
    const wrong = file('wrong.yaml', station.replace('item: weight', 'item: weight, unit: cm'));
    const { code, err } = await decode('--spec', wrong, '--hex', hex);
    expect(code).toBe(2);
    expect(err).toMatch(/TIZHI_CONFIG_INVALID: .*line 8: .*kg/);
  });

  it('is refused where its own example reads otherwise', async () => {
    const example = `examples: [{ sends: "W52.3kg\\r\\n", values: { weight: 53 } }]\n`;
    const { code, err } = await decode('--spec', file('example.yaml', station + example), '--hex', hex);
    expect(code).toBe(2);
    expect(err).toContain('TIZHI_DEVICE_DEFINITION_INVALID');
    expect(err).toContain('52.3');
  });
});

describe('bad input gets one clear line', () => {
  it.each([
    [['--device', 'gatt/2a37', '--hex', '0x'], 'TIZHI_HEX_INVALID'],
    [['--device', 'gatt/2a37', '--hex', '064'], 'TIZHI_HEX_INVALID'],
    [['--device', 'gatt/ffff', '--hex', '06'], 'TIZHI_DEVICE_UNKNOWN'],
    [['--device', 'gatt/2a37'], '--hex is missing'],
    [['--hex', '06'], '--device is missing'],
    [['--spec', '/none.yaml', '--hex', '06'], 'TIZHI_FILE_UNREADABLE'],
  ])('%j', async (args, words) => {
    const { code, out, err } = await decode(...args);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toContain(words);
  });
});

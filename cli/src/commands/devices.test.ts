import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions } from '@tizhi/firmware-adapters';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../main.ts';

async function tizhi(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out, err: err.join('\n') };
}
const folder = temporaryFolder();
afterAll(() => folder.remove());
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
};

describe('tizhi devices', () => {
  it('lists every definition, also as JSON', async () => {
    const { code, out } = await tizhi('devices', 'list');
    expect(code).toBe(0);
    expect(out.map((line) => line.split(' ')[0])).toEqual(definitions.map(({ id }) => id));
    const json = await tizhi('devices', 'list', '--json');
    expect(JSON.parse(json.out[0] ?? '')).toHaveLength(definitions.length);
  });

  it('shows one with what its golden frames mean', async () => {
    const { code, out } = await tizhi('devices', 'show', 'gatt/0x2A9D');
    expect(code).toBe(0);
    const text = out.join('\n');
    expect(text).toContain('Measures 测量: Weight 体重');
    expect(text).toContain('Bluetooth service 0x181D, characteristic 0x2A9D');
    expect(text).toContain('Weight 体重: 70 kg 千克');
    expect(text).toContain('Rejected 已拒绝 (truncated');
  });

  it('shows it as JSON with the frames', async () => {
    const { out } = await tizhi('devices', 'show', 'gatt/2a37', '--json');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      id: 'gatt/2a37',
      simulator: true,
      frames: expect.any(Array),
    });
  });

  it('answers an unknown one with one line', async () => {
    const { code, out, err } = await tizhi('devices', 'show', 'gatt/none');
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toContain('TIZHI_DEVICE_UNKNOWN');
  });
});

describe('tizhi decode --file', () => {
  const decodeFile = async (id: string, path: string) => {
    const { code, out } = await tizhi('decode', '--device', id, '--file', path, '--json');
    return { code, ...JSON.parse(out[0] ?? '{}') };
  };

  it('reads messages in their order: speed needs two', async () => {
    const path = file('bike.txt', '# a wheel at one turn a second\n01 01000000 0004\n01 02000000 0008\n');
    const { code, readings } = await decodeFile('gatt/2a5b', path);
    expect(code).toBe(0);
    expect(readings).toMatchObject([
      { quantity: 'wheel_revolutions', value: 1 },
      { quantity: 'wheel_revolutions', value: 2 },
      { quantity: 'speed', value: 2.105, doubt: null },
    ]);
  });

  it('reads a line as it came, raw or in hexadecimal', async () => {
    const bytes = 'JUMP,80107,185,cm\r\nJUMP,80108,190,cm\r\n';
    const raw = await decodeFile('station/demo-jump', file('jump.bin', bytes));
    const hex = await decodeFile('station/demo-jump', file('jump.hex', Buffer.from(bytes).toString('hex')));
    expect(raw.readings).toHaveLength(2);
    expect(hex).toEqual(raw);
  });

  it('reads the golden frames of every device', async () => {
    for (const { id, golden, framing } of definitions) {
      const frames = golden.filter((each) => 'readings' in each && each.hex !== '').map(({ hex }) => hex);
      const text = framing.kind === 'message' ? frames.join('\n') : frames[0];
      const { code, readings } = await decodeFile(id, file('golden.hex', text ?? ''));
      expect(code, id).toBe(0);
      expect(Array.isArray(readings), id).toBe(true);
    }
  });

  it.each([
    [['--hex', '00', '--file', 'x'], 'give one of them'],
    [['--file', '/none/capture'], 'TIZHI_FILE_UNREADABLE'],
  ])('%j is refused with one line', async (args, words) => {
    const { code, out, err } = await tizhi('decode', '--device', 'gatt/2a37', ...args);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toContain(words);
  });

  it('says that a message in a capture is no hexadecimal', async () => {
    const { code, err } = await tizhi(
      'decode',
      '--device',
      'gatt/2a37',
      '--file',
      file('bad.txt', '0050\nhello\n'),
    );
    expect(code).toBe(2);
    expect(err).toContain('TIZHI_HEX_INVALID');
  });
});

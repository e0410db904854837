import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { tryDevice } from './devices-try.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** What is printed for these pieces, and the error it ends with. */
async function tried(yaml: string, pieces: readonly Buffer[]) {
  const file = join(folder.path, 'station.yaml');
  writeFileSync(file, yaml);
  const printed: string[] = [];
  const output = { out: (line: string) => printed.push(line), err: () => {} };
  const error: unknown = await tryDevice(file, Readable.from(pieces), output).catch((thrown) => thrown);
  return { text: printed.join('\n'), error };
}

const JUMP = `
id: station/jump
name: { zh: 跳远, en: Jump }
framing: { kind: delimiter, delimiter: "\\r\\n" }
format:
  kind: pattern
  pattern: JUMP,{tag},{distance},cm
  fields:
    distance: { is: value, item: standing_long_jump }
`;
const SCALE = `
id: station/spirometer
name: { zh: 肺活量, en: Spirometer }
framing: { kind: fixed, start: { hex: aa55 }, length: 8 }
checksum: { kind: sum8, from: 2, to: 6, at: 7, as: binary }
format:
  kind: binary
  fields:
    - { offset: 2, size: 2, is: tag }
    - { offset: 4, size: 2, is: value, item: vital_capacity }
    - { offset: 6, is: flag, doubt: low_battery, when: [1], otherwise: 0 }
`;
const text = (said: string): Buffer => Buffer.from(said, 'latin1');

describe('tizhi devices try', () => {
  it('marks the fields of a line and says what was read', async () => {
    const { text: shown, error } = await tried(JUMP, [text('JUMP,80107,2'), text('25,cm\r\n')]);
    expect(error).toBeUndefined();
    expect(shown).toContain('JUMP,[tag 80107],[standing_long_jump 225],cm');
    expect(shown).toContain('225 cm');
    expect(shown).toContain('1 frames read');
  });

  it.each([
    ['JUMP,80107,9999,cm\r\n', 'standing_long_jump: 9999 cm is outside 50 to 400 cm'],
    ['JUMP,80107,2x5,cm\r\n', 'standing_long_jump: "2x5" is no number'],
    ['JUMP;80107;225;cm\r\n', '"JUMP," is missing from character 1 on'],
    ['JUMP,80107,225,mm\r\n', '",cm" is missing from character 12 on'],
  ])('says of %j where and why', async (line, why) => {
    const { text: shown, error } = await tried(JUMP, [text(line)]);
    expect(shown).toContain(why);
    expect(error).toMatchObject({ code: 'TIZHI_NOTHING_DECODED' });
  });

  it('marks the bytes of a binary frame, and says which checksum it should have', async () => {
    const good = Buffer.from('aa5501f40d48004a', 'hex');
    const bad = Buffer.from('aa5501f40d480049', 'hex');
    const { text: shown, error } = await tried(SCALE, [good, bad, good]);
    expect(error).toBeUndefined();
    expect(shown).toContain(
      'aa55 [tag 01f4 = 500] [vital_capacity 0d48 = 3400] [low_battery? 00 = 0] [checksum 4a = 4a]',
    );
    expect(shown).toContain('the checksum should be 4a, byte 7 has 49');
    expect(shown).toContain('2 frames read');
  });

  it('a mistake in the description, and a capture without a frame, end with what to do', async () => {
    const { error } = await tried(JUMP.replace('distance }', 'height }').replace('item:', 'itm:'), []);
    expect(error).toMatchObject({ code: expect.stringMatching(/^TIZHI_/) });
    expect((await tried(JUMP, [])).error).toMatchObject({ code: 'TIZHI_NOTHING_DECODED' });
  });
});

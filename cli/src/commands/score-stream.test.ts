import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { scoreStream } from './score.ts';

const HEADINGS = '年级编号,性别,身高,体重,肺活量,50米跑,坐位体前屈,一分钟跳绳';
/** Grade 1: body mass, vital capacity, 50 m, sit and reach, rope. */
const pupil = (n: number): string =>
  `11,${1 + (n % 2)},120.0,22.0,${1_200 + (n % 500)},10.${n % 10},12.0,${90 + (n % 40)}`;

async function scored(text: string | readonly string[], json: boolean): Promise<string[]> {
  const printed: string[] = [];
  const pieces = typeof text === 'string' ? [text] : text;
  const output = { out: (line: string) => printed.push(...line.split('\n')), err: () => {} };
  await scoreStream(Readable.from(pieces.map((piece) => Buffer.from(piece))), output, json);
  return printed;
}

describe('tizhi score -', () => {
  it('scores a file of many pieces pupil by pupil, and names the rows of the file', async () => {
    const rows = Array.from({ length: 5_003 }, (_, n) =>
      n === 4_100 ? pupil(n).replace(/^11/, '77') : pupil(n),
    );
    const text = [HEADINGS, ...rows].join('\n');
    const cut = Array.from({ length: Math.ceil(text.length / 997) }, (_, i) =>
      text.slice(i * 997, (i + 1) * 997),
    );
    const lines = (await scored(cut, true)).map((line) => JSON.parse(line));
    expect(lines).toHaveLength(5_003);
    expect(lines.map(({ row }) => row)).toEqual(rows.map((_, n) => n + 2));
    expect(lines[4_100]).toMatchObject({
      total: null,
      errors: [{ row: 4_102, column: '年级编号', value: '77' }],
    });
    expect(lines.filter(({ total }) => total === null)).toHaveLength(1);
  });

  it('sums up instead where no JSON is asked for', async () => {
    expect((await scored([HEADINGS, pupil(1), pupil(2)].join('\n'), false)).join('\n')).toContain(
      '学生 Pupils: 2',
    );
  });

  it.each([
    ['', 'it is empty'],
    ['a,b\n1,2', 'no heading'],
    [`年级,${HEADINGS.slice(5)}\n${pupil(1)}`, 'row by row'],
    [`${HEADINGS}\n11,"${'x'.repeat(200_000)}`, 'its CSV is broken'],
  ])('refuses %j in one sentence', async (text, problem) => {
    await expect(scored(text, true)).rejects.toMatchObject({
      code: 'TIZHI_FILE_FORMAT',
      message: expect.stringContaining(problem),
    });
  });
});

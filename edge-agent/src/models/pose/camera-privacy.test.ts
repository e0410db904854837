import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../sources/simulated-class.ts';
import { CameraMessage } from './camera-message.ts';
import { ffmpeg, MANNEQUIN, MANNEQUIN_CROP, PATIENCE_MS } from './film.fixture.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const film = join(folder.path, 'noise.avi');
const SIZE = { width: 128, height: 96, frames: 6 };
const LANES = [
  { name: 'left', area: { left: 0, right: 0.6, top: 0, bottom: 1 } },
  { name: 'right', area: { left: 0.6, right: 1, top: 0, bottom: 1 } },
];

let patterns: ReadonlySet<string> = new Set();

// A figure before a wall of which every pixel is by chance, kept without loss: a run of them is a pattern that
// nothing else makes.
beforeAll(() => {
  const random = seededRandom(20_261_128);
  const noise = join(folder.path, 'noise.rgb');
  const bytes = SIZE.width * SIZE.height * 3 * SIZE.frames;
  writeFileSync(
    noise,
    Uint8Array.from({ length: bytes }, () => 256 * random()),
  );
  const wall = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${SIZE.width}x${SIZE.height}`,
    '-r',
    '10',
    '-i',
    noise,
  ];
  const graph = `[1]${MANNEQUIN_CROP},scale=72:92[a];[0][a]overlay=2:2:shortest=1:format=rgb,format=rgb24`;
  const output = [
    '-frames:v',
    String(SIZE.frames),
    '-r',
    '10',
    '-c:v',
    'rawvideo',
    '-pix_fmt',
    'bgr24',
    film,
  ];
  ffmpeg(...wall, ...MANNEQUIN, '-filter_complex', graph, ...output);
  patterns = patternsOf();
}, PATIENCE_MS);

/** Everything that leaves a camera's thread: what it says, with all that is handed over in it, and what it prints. */
async function leaving(workerData: unknown): Promise<{ readonly said: unknown[]; readonly printed: Buffer }> {
  const said: unknown[] = [];
  const printed: Buffer[] = [];
  const worker = new Worker(new URL('./camera-worker.ts', import.meta.url), {
    workerData,
    stdout: true,
    stderr: true,
  });
  worker.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  worker.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  await new Promise((resolve, reject) => {
    worker.on('message', (message: unknown) => said.push(message));
    worker.on('messageerror', reject);
    worker.on('error', reject);
    worker.on('exit', resolve);
  });
  return { said, printed: Buffer.concat(printed) };
}

/** Bytes in a row: as a pattern of chance they come once in 2^64. */
const RUN = 8;

/** The film as rgb24 or as grey, in the size given; the smaller sizes are averaged. */
const pixels = (format: 'rgb24' | 'gray', scale: string): Buffer =>
  ffmpeg('-i', film, '-vf', `scale=${scale}:flags=area`, '-f', 'rawvideo', '-pix_fmt', format, '-');

/** All runs of pixels that somebody could find in a message, in every form that a picture could have. */
function patternsOf(): Set<string> {
  const forms = ['iw:ih', 'iw/2:ih/2', 'iw/4:ih/4', '192:192', '64:64', '32:32'].flatMap((scale) => [
    pixels('rgb24', scale),
    pixels('gray', scale),
  ]);
  const patterns = new Set<string>();
  for (const form of forms)
    for (let at = 0; at + RUN <= form.length; at++) {
      const run = form.subarray(at, at + RUN);
      // A flat run (the figure's white ground) is no pattern: it says nothing of the picture.
      if (new Set(run).size >= RUN - 1) patterns.add(run.toString('latin1'));
    }
  return patterns;
}

/** The numbers in a message, wherever they are, in order. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

/** Texts in a message, wherever they are. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** A message in every form in which it could carry bytes: as it crosses, its numbers as bytes, its texts decoded. */
function bytesOf(message: unknown): Buffer[] {
  const numbers = numbersIn(message);
  const scaled = [1, 255, 256, 1 / 256].map((by) =>
    Buffer.from(numbers.map((n) => Math.round(n * by) & 255)),
  );
  const texts = textsIn(message).flatMap((text) =>
    (['latin1', 'hex', 'base64'] as const).map((encoding) => Buffer.from(text, encoding)),
  );
  return [serialize(message), ...scaled, ...texts];
}

const hasPattern = (patterns: ReadonlySet<string>, bytes: Buffer): boolean =>
  Array.from({ length: Math.max(0, bytes.length - RUN + 1) }, (_, at) =>
    bytes.toString('latin1', at, at + RUN),
  ).some((run) => patterns.has(run));

/** A frame of two lanes takes well under this; the smallest useful picture does not. */
const MOST_BYTES = 1_024;

describe("what leaves a camera's thread", () => {
  it(
    'is key points and nothing that was in the picture',
    async () => {
      const { said, printed } = await leaving({ input: { kind: 'file', path: film }, lanes: LANES });
      const messages = said.map((message) => CameraMessage.parse(message));
      expect(messages.map(({ kind }) => kind)).toEqual([
        'film',
        ...Array.from({ length: SIZE.frames }, () => 'frame'),
        'end',
      ]);
      // Somebody is in it: a search through nothing would find nothing.
      const people = messages.flatMap((message) => (message.kind === 'frame' ? message.people : []));
      expect(people.some((points) => points !== null)).toBe(true);
      expect(patterns.size).toBeGreaterThan(100_000);
      for (const message of said) {
        expect(serialize(message).length).toBeLessThan(MOST_BYTES);
        expect(bytesOf(message).some((bytes) => hasPattern(patterns, bytes))).toBe(false);
      }
      expect(hasPattern(patterns, printed)).toBe(false);
    },
    PATIENCE_MS,
  );

  it('would be found: each way to hide a row of the picture is seen', () => {
    const row = pixels('rgb24', 'iw:ih')
      .subarray(90 * SIZE.width * 3 + 300)
      .subarray(0, 48);
    const hidden: unknown[] = [
      { pixels: new Uint8Array(row) },
      { buffer: new Uint8Array(row).buffer },
      { points: [...row] },
      { points: [...row].map((value) => value / 255) },
      { points: new Float32Array([...row].map((value) => value / 256)) },
      { text: row.toString('base64') },
      { deep: [{ text: row.toString('hex') }] },
      { text: row.toString('latin1') },
    ];
    for (const message of hidden)
      expect([message, bytesOf(message).some((bytes) => hasPattern(patterns, bytes))]).toEqual([
        message,
        true,
      ]);
  });
});

const frame = { kind: 'frame', at: 0, people: [null], tookMs: 1, lateMs: 1, dropped: 0 };
const points = Array.from({ length: 51 }, () => 0);

describe('a message', () => {
  it('of the right form is listened to', () => {
    expect(CameraMessage.safeParse({ ...frame, people: [points, null] }).success).toBe(true);
  });

  it.each([
    ['a picture beside the points', { ...frame, pixels: new Uint8Array(9) }],
    ['a picture for points', { ...frame, people: [new Uint8Array(51)] }],
    ['more points than a body has', { ...frame, people: [[...points, 0, 0, 0]] }],
    ['points finer than a camera sees', { ...frame, people: [points.with(0, 0.123)] }],
    ['a point that is nowhere near', { ...frame, people: [points.with(1, 1e9)] }],
    ['a score above one', { ...frame, people: [points.with(2, 1_001)] }],
    ['more people than there can be lanes', { ...frame, people: Array(9).fill(points) }],
    ['a message of another kind', { kind: 'picture', data: new Uint8Array(9) }],
    ['a picture in an error', { kind: 'failed', code: '', params: { problem: 'x'.repeat(501) } }],
    ['a picture in the news of the link', { kind: 'down', problem: 'x'.repeat(501), retryInMs: 1 }],
  ])('is not listened to when it says %s', (_, message) => {
    expect(CameraMessage.safeParse(message).success).toBe(false);
  });
});

import { readFile } from 'node:fs/promises';
import { TizhiError } from '@tizhi/contracts';
import {
  asRecorded,
  type CameraOrderInput,
  cameraInputOf,
  ITEMS,
  type Item,
  itemNamed,
  type MatFile,
  matFrom,
  openCamera,
  type PoseFrame,
  parseReplay,
} from '@tizhi/edge-agent';

/** Key points of a film, or of a skeleton replay that was made of one. */
export interface KeyPoints {
  readonly fps: number;
  /** Of a replay. */
  readonly item: Item | null;
  readonly mat: MatFile | null;
  frames():
    | AsyncIterable<PoseFrame & { readonly tookMs: number }>
    | Iterable<PoseFrame & { readonly tookMs: number }>;
}

/** Opens a `.jsonl` replay or a film. Throws `TIZHI_FILE_UNREADABLE` or `TIZHI_FILE_FORMAT`. */
export async function openKeyPoints(
  path: string,
  order: CameraOrderInput,
  untilMs: number,
): Promise<KeyPoints> {
  if (path.toLowerCase().endsWith('.jsonl')) return replayOf(path);
  const camera = await openCamera(order);
  return {
    fps: camera.film.fps,
    item: null,
    mat: null,
    async *frames() {
      for await (const frame of camera.frames()) {
        if (frame.at >= untilMs) return;
        yield { ...asRecorded(frame), tookMs: frame.tookMs };
      }
    },
  };
}

/** The film or camera that was named, and how its bodies are found. Throws `TIZHI_USAGE` on a wrong address. */
export const cameraOf = (
  path: string,
  { detector, models }: { readonly detector?: string; readonly models?: string },
): CameraOrderInput => ({
  input: cameraInputOf(path),
  ...(detector === undefined ? {} : { detector }),
  ...(models === undefined ? {} : { models }),
});

/** When `--seconds` ends it, ms of the film. Throws `TIZHI_USAGE` where a live camera would never end. */
export function untilOf(seconds: string | undefined, { input }: CameraOrderInput): number {
  if (seconds === undefined && input.kind === 'file') return Number.POSITIVE_INFINITY;
  const until = Number(seconds ?? Number.NaN) * 1000;
  if (until > 0) return until;
  throw new TizhiError('TIZHI_USAGE', {
    problem: 'Say for how many seconds to watch: --seconds 60',
    problemZh: '请用 --seconds 60 指定观看秒数',
    command: 'tizhi reps',
  });
}

async function replayOf(path: string): Promise<KeyPoints> {
  const parsed = parseReplay(await textOf(path));
  if ('problem' in parsed)
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: path,
      expected: 'skeleton replay',
      expectedZh: '骨架回放文件',
      problem: parsed.problem,
    });
  const { frames, ...header } = parsed.replay;
  return { ...header, frames: () => frames.map((frame) => ({ ...frame, tookMs: 0 })) };
}

/** The calibration in a file, for `--mat`. Throws `TIZHI_FILE_UNREADABLE` or `TIZHI_FILE_FORMAT`. */
export async function readMat(path: string): Promise<MatFile> {
  const text = await textOf(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const found = value === undefined ? { problem: 'no JSON' } : matFrom(value);
  if ('mat' in found) return value as MatFile;
  throw new TizhiError('TIZHI_FILE_FORMAT', {
    file: path,
    expected: 'mat calibration',
    expectedZh: '场地标定文件',
    problem: found.problem,
  });
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file: path, problem: error.message });
  });
}

/** The item that `--item` means, or that a replay was made for. Throws `TIZHI_USAGE`. */
export function itemOf(word: string | undefined): Item {
  const item = word === undefined ? undefined : itemNamed(word);
  if (item !== undefined) return item;
  throw new TizhiError('TIZHI_USAGE', {
    problem:
      word === undefined
        ? `Say which item to count: --item ${ITEMS.join('|')}`
        : `There is no counter for "${word}"; there are: ${ITEMS.join(', ')}`,
    problemZh:
      word === undefined
        ? `请用 --item 指定项目：${ITEMS.join('、')}`
        : `没有“${word}”的计数器；可用：${ITEMS.join('、')}`,
    command: 'tizhi reps',
  });
}

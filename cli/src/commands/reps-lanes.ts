import { readFile } from 'node:fs/promises';
import { TizhiError } from '@tizhi/contracts';
import {
  asRecorded,
  type CameraOrderInput,
  type Item,
  LaneFile,
  openCamera,
  RepCounter,
  RepForms,
} from '@tizhi/edge-agent';
import { z } from 'zod';
import type { Output } from '../output.ts';
import { repsText } from './reps-text.ts';

/** The lanes of `--lanes FILE`. Throws `TIZHI_FILE_UNREADABLE` or `TIZHI_FILE_FORMAT`. */
async function readLanes(path: string): Promise<LaneFile['lanes']> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file: path, problem: error.message });
  });
  const refused = (problem: string): TizhiError =>
    new TizhiError('TIZHI_FILE_FORMAT', {
      file: path,
      expected: 'list of lanes',
      expectedZh: '分区清单',
      problem,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('no JSON');
  }
  const parsed = LaneFile.safeParse(value);
  if (parsed.success) return parsed.data.lanes;
  throw refused(z.prettifyError(parsed.error).split('\n').join(' '));
}

/** The lanes, where nothing was asked for that is of one person only. Throws as `readLanes` does, or `TIZHI_USAGE`. */
export function lanesAlone(options: {
  readonly lanes?: string;
  readonly mat?: string;
  readonly replay?: string;
}): Promise<LaneFile['lanes']> {
  const { lanes, mat, replay } = options;
  if (lanes !== undefined && mat === undefined && replay === undefined) return readLanes(lanes);
  throw new TizhiError('TIZHI_USAGE', {
    problem: '--mat and --replay are of one person and do not go with --lanes',
    problemZh: '--mat 和 --replay 只用于单人，不能与 --lanes 同用',
    command: 'tizhi reps',
  });
}

/** `tizhi reps VIDEO --lanes FILE`: one count for each lane, of whoever stands in it; nobody else is counted. */
export async function countLanes(options: {
  readonly camera: CameraOrderInput;
  readonly untilMs: number;
  readonly lanes: LaneFile['lanes'];
  readonly item: Item;
  readonly json: boolean;
  readonly output: Output;
}): Promise<void> {
  const { lanes, untilMs, item, json, output } = options;
  const camera = await openCamera({ ...options.camera, lanes });
  const counted = await Promise.all(
    lanes.map(async ({ name }) => ({
      name,
      counter: new RepCounter(item, null),
      forms: await RepForms.open(item),
    })),
  );
  let frames = 0;
  let ms = 0;
  for await (const frame of camera.frames()) {
    if (frame.at >= untilMs) break;
    const lane = counted.find(({ name }) => name === frame.lane);
    const recorded = asRecorded(frame);
    lane?.counter.step(recorded);
    lane?.forms?.step(recorded, lane.counter.result({ ended: false }).reps);
    frames += 1;
    ms += frame.tookMs;
  }
  const results = counted.map(({ name, counter, forms }) => {
    const result = counter.result({ ended: true });
    return { lane: name, ...result, ...(forms === null ? {} : { reps: forms.finish(result.reps) }) };
  });
  if (json) {
    const each = frames / lanes.length;
    const msPerFrame = frames === 0 ? null : ms / frames;
    output.out(JSON.stringify({ item, fps: camera.film.fps, frames: each, msPerFrame, lanes: results }));
    return;
  }
  for (const { lane, ...result } of results)
    for (const line of repsText(result)) output.out(`${lane}  ${line}`);
}

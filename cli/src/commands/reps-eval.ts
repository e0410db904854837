import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TizhiError } from '@tizhi/contracts';
import {
  AS_FILMED,
  type Clip,
  clipsOf,
  type Judged,
  judgeClip,
  openCamera,
  type PoseFrame,
  seededRandom,
  tallyOf,
} from '@tizhi/edge-agent';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Output } from '../output.ts';

/** The same variations at each run. */
const SEED = 20_261_128;

/** `tizhi reps eval MANIFEST`: counts labelled films and prints how often the counts are right. */
export function addRepsEval(reps: Command, output: Output): void {
  reps
    .command('eval')
    .description('Compare counts with the truth, over the films of a manifest. 用标注视频检验计数。')
    .argument(
      '<manifest>',
      'JSON: {"entries": [{"kind": "video", "file", "exercise", "ground_truth": {"count"}}]}',
    )
    .option('--variations', 'also faster, slower, mirrored, cropped, ... 另加变速、镜像、裁切等')
    .option('--json', 'print JSON 输出 JSON')
    .action(async (path: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ variations?: boolean; json?: boolean }>();
      const clips = await readManifest(path);
      const judged: Judged[] = [];
      for (const [n, clip] of clips.entries()) {
        output.err(`${n + 1}/${clips.length} ${clip.file}`);
        const frames = await keyPointsOf(join(dirname(path), clip.file));
        const variations = options.variations === true ? { variations: seededRandom(SEED + n) } : {};
        judged.push(...judgeClip({ clip, frames, ...variations }));
      }
      output.out(options.json === true ? JSON.stringify({ judged }) : textOf(judged));
    });
}

/** Reads it and sees that all films are there, before the first is counted. */
async function readManifest(path: string): Promise<readonly Clip[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file: path, problem: error.message });
  });
  const clips = parsed(path, text);
  for (const { file } of clips)
    await access(join(dirname(path), file)).catch((error: Error) => {
      throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem: error.message });
    });
  return clips;
}

function parsed(path: string, text: string): readonly Clip[] {
  try {
    return clipsOf(JSON.parse(text));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error).split('\n').join(' ') : 'no JSON';
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: path,
      expected: 'list of films',
      expectedZh: '视频清单',
      problem,
    });
  }
}

async function keyPointsOf(path: string): Promise<readonly PoseFrame[]> {
  const camera = await openCamera(path);
  const frames: PoseFrame[] = [];
  for await (const { at, pose } of camera.frames()) frames.push({ at, pose });
  return frames;
}

/** Every film as it is; then how often each item, and each variation, was right. */
function textOf(judged: readonly Judged[]): string {
  const filmed = judged.filter(({ variation }) => variation === AS_FILMED);
  const positive = judged.filter(({ negative }) => !negative);
  const negative = judged.filter((each) => each.negative);
  const invented = negative.filter(({ result }) => result.count > 0);
  const films = filmed
    .filter((each) => !each.negative || each.result.count > 0)
    .map(({ file, item, truth, tolerance, confidence, result, verdict }) => [
      file,
      item,
      `${truth}${tolerance > 0 ? ` +-${tolerance}` : ''} (${confidence})`,
      String(result.count),
      verdict,
    ]);
  return [
    table([['film 视频', 'item 项目', 'truth 实际', 'counted 计数', 'verdict 结果'], ...films]),
    '',
    tallies('item 项目', positive, ({ item }) => item),
    ...(judged.length > filmed.length
      ? ['', tallies('variation 变化', positive, ({ variation }) => variation)]
      : []),
    '',
    `negatives 无动作视频: ${negative.length} counts by all counters 次检验, ${invented.length} not zero 非零`,
    ...invented.map(
      ({ file, item, variation, result }) => `  ${file} ${item} (${variation}): ${result.count}`,
    ),
  ].join('\n');
}

function tallies(what: string, judged: readonly Judged[], by: (each: Judged) => string): string {
  const head = [what, 'films 视频', 'exact 准确', 'off by one 差一', 'worse 差多', 'abstained 弃权'];
  const rows = [...Map.groupBy(judged, by)].map(([name, group]) => {
    const { of, exact, off_by_one, worse, abstained } = tallyOf(group);
    return [name, ...[of, exact, off_by_one, worse, abstained].map(String)];
  });
  return table([head, ...rows]);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

import { TizhiError } from '@tizhi/contracts';
import { estimateHeart, HEART_KINDS, type HeartKind, type HeartResult } from '@tizhi/edge-agent';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { evaluateHeart } from './heart-eval.ts';
import { heartTable } from './heart-eval-table.ts';
import { readHeartFile } from './heart-signal.ts';

interface Options {
  readonly kind?: string;
  readonly fs?: string;
  readonly acc?: string;
  readonly json?: boolean;
}

/** `tizhi heart FILE --kind KIND`: heart rate from one recording. `tizhi heart eval MANIFEST`: against truth. */
export function addHeart(program: Command, output: Output): void {
  program
    .command('heart')
    .description(
      'Heart rate from a recording: ECG, PPG, RR intervals or rates. "heart eval MANIFEST" prints a table against ground truth. 从记录计算心率。',
    )
    .argument('<file>', 'a .csv or .csv.gz file, or "eval" 记录文件')
    .argument('[manifest]', 'after eval: a MANIFEST.json 清单')
    .option('--kind <kind>', `one of ${HEART_KINDS.join(', ')} 信号类型`)
    .option('--fs <hz>', 'sampling rate in Hz, where the file has no time column 采样率')
    .option('--acc <file>', 'acceleration in a file of its own, in g 加速度文件')
    .option('--json', 'print JSON 输出 JSON')
    .action((file: string, manifest: string | undefined, options: Options) => {
      if (file === 'eval') {
        const rows = evaluateHeart(manifest ?? missing('eval needs a manifest', 'eval 需要清单文件'));
        output.out(options.json === true ? JSON.stringify(rows) : heartTable(rows));
        return;
      }
      if (manifest !== undefined) missing(`what is "${manifest}" for`, `多余的参数“${manifest}”`);
      const { signal, fs } = readHeartFile({
        file,
        kind: kindOf(options.kind),
        fs: fsOf(options.fs),
        acc: options.acc,
      });
      const result = estimateHeart(signal);
      if (options.json === true)
        output.out(JSON.stringify({ fs: fs === null ? null : round(fs, 3), ...rounded(result) }));
      else print(result, output);
    });
}

function print({ rate, meanBpm, coverage, seconds, beats }: HeartResult, output: Output): void {
  for (const at of rate)
    output.out(
      at.bpm === null
        ? `${at.t.toFixed(0)} s  no rate 无心率: ${at.because}`
        : `${at.t.toFixed(0)} s  ${at.bpm.toFixed(1)} bpm (${at.low.toFixed(0)}-${at.high.toFixed(0)})`,
    );
  output.out(
    `${seconds.toFixed(0)} s, mean 平均 ${meanBpm?.toFixed(1) ?? '-'} bpm, coverage 覆盖 ${(coverage * 100).toFixed(0)} %${beats === undefined ? '' : `, ${beats.length} beats 搏`}`,
  );
}

const round = (v: number, places: number): number => Number(v.toFixed(places));

function rounded({ beats, rate, meanBpm, coverage, seconds, ...rest }: HeartResult): object {
  return {
    ...rest,
    seconds: round(seconds, 3),
    ...(beats === undefined ? {} : { beats: beats.map((t) => round(t, 3)) }),
    rate: rate.map((at) => ({
      ...at,
      t: round(at.t, 3),
      confidence: round(at.confidence, 3),
      ...(at.bpm === null ? {} : { bpm: round(at.bpm, 2), low: round(at.low, 2), high: round(at.high, 2) }),
    })),
    meanBpm: meanBpm === null ? null : round(meanBpm, 2),
    coverage: round(coverage, 3),
  };
}

function missing(problem: string, problemZh: string): never {
  throw new TizhiError('TIZHI_USAGE', { problem, problemZh, command: 'tizhi heart' });
}

function kindOf(word: string | undefined): HeartKind {
  const kind = HEART_KINDS.find((name) => name === word?.toLowerCase());
  return (
    kind ?? missing(`--kind is one of ${HEART_KINDS.join(', ')}`, `--kind 应为 ${HEART_KINDS.join('、')}`)
  );
}

function fsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const fs = Number(text);
  if (fs > 0 && fs <= 10_000) return fs;
  return missing('--fs is a number of Hz above 0 and up to 10000', '--fs 应为 0 到 10000 之间的数');
}

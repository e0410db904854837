import { basename } from 'node:path';
import { classLoad, estimateMaxBpm, estimateRestingBpm, lessonLoad } from '@tizhi/analytics';
import { type MaxBpm, type PupilLoad, Sex, TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { readHeartFile } from './heart-signal.ts';
import { unusableHeart } from './heart-table.ts';

interface Options {
  readonly age?: string;
  readonly sex?: string;
  readonly max?: string;
  readonly json?: boolean;
}

/** `tizhi load FILE...`: the load of recordings of heart rates, one pupil a file. */
export function addLoad(program: Command, output: Output): void {
  program
    .command('load')
    .description(
      'Lesson load from heart-rate recordings (.csv with t_s and hr_bpm), one pupil a file: zones, MVPA, TRIMP, density. 课堂负荷。',
    )
    .argument('<files...>', '.csv or .csv.gz files 记录文件')
    .option('--age <years>', 'age, 5 to 90 年龄')
    .option('--sex <sex>', `one of ${Sex.options.join(', ')} 性别`)
    .option('--max <bpm>', 'a measured maximum heart rate; without it, an estimate from age 实测最大心率')
    .option('--json', 'print JSON 输出 JSON')
    .action((files: readonly string[], { age, sex, max, json }: Options) => {
      const years = numberIn('--age', age, { low: 5, high: 90 });
      const known = Sex.safeParse(sex);
      if (!known.success)
        throw usage(`--sex is one of ${Sex.options.join(', ')}`, `--sex 应为 ${Sex.options.join('、')}`);
      const limit: MaxBpm =
        max === undefined
          ? { bpm: estimateMaxBpm(years), kind: 'estimated' }
          : { bpm: Math.round(numberIn('--max', max, { low: 120, high: 240 })), kind: 'measured' };
      const body = { max: limit, sex: known.data, restingBpm: estimateRestingBpm(years) };
      // All are read before any is shown: a bad file leaves nothing half done.
      const pupils = files.map((file) => ({ file: basename(file), load: loadOf(file, body) }));
      const group = classLoad(pupils.map(({ load }) => load));
      if (json === true) output.out(JSON.stringify({ pupils, group }));
      else for (const { file, load } of pupils) output.out(lineOf(file, load));
    });
}

function loadOf(file: string, body: Omit<Parameters<typeof lessonLoad>[1], 'from' | 'to'>): PupilLoad {
  const { signal } = readHeartFile({ file, kind: 'hr', fs: undefined, acc: undefined });
  if (signal.kind !== 'hr') throw unusableHeart(file, { en: 'it holds no heart rates', zh: '没有心率' });
  const { t, values } = signal.samples;
  const rates = Array.from(t, (at, n) => ({
    at: Math.round(at * 1_000),
    bpm: Number.isFinite(values[n]) ? (values[n] ?? null) : null,
    doubt: null,
  }));
  return lessonLoad(rates, { ...body, from: rates[0]?.at ?? 0, to: rates.at(-1)?.at ?? 0 });
}

function lineOf(file: string, load: PupilLoad): string {
  const { max, zoneMinutes, mvpaMinutes, meanBpm, peakBpm, trimp, density, coverage } = load;
  const whole = (value: number | null): string => (value === null ? '-' : String(Math.round(value)));
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return [
    `${file}: max 最大 ${max.bpm}${max.kind === 'estimated' ? ' (estimate 估)' : ''}`,
    `zones 区间 0-5 ${zoneMinutes.map((minutes) => minutes.toFixed(1)).join(' ')} min`,
    `MVPA 中高强度 ${mvpaMinutes.toFixed(1)} min`,
    `mean 平均 ${whole(meanBpm)}, peak 最高 ${whole(peakBpm)} bpm`,
    `TRIMP ${whole(trimp)}`,
    `density 密度 ${density === null ? '-' : `${percent(density.share)} (${percent(density.low)}-${percent(density.high)})`}`,
    `heard 听到 ${percent(coverage)}`,
  ].join('; ');
}

function numberIn(
  option: string,
  text: string | undefined,
  { low, high }: { readonly low: number; readonly high: number },
): number {
  const value = Number(text);
  if (text !== undefined && text.trim() !== '' && value >= low && value <= high) return value;
  throw usage(`${option} is a number from ${low} to ${high}`, `${option} 应为 ${low} 到 ${high} 之间的数`);
}

const usage = (problem: string, problemZh: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, problemZh, command: 'tizhi load' });

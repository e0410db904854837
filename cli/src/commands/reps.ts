import { TizhiError } from '@tizhi/contracts';
import { COUNTED, type Counted, itemNamed, openCamera, type Rep, RepCounter } from '@tizhi/edge-agent';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { addRepsEval } from './reps-eval.ts';

/** `tizhi reps VIDEO`: counts repetitions in a film, on this machine; no picture is kept. `reps eval`: many films. */
export function addReps(program: Command, output: Output): void {
  const reps = program
    .command('reps')
    .description('Count repetitions in a film. 数视频中的动作次数。')
    .argument('<video>', 'a film file 视频文件')
    // Not a required option: `reps eval` is a command below this one and has no item.
    .option('--item <item>', `one of ${COUNTED.join(', ')} 项目 (required 必填)`)
    .option('--json', 'print JSON 输出 JSON')
    .action(async (path: string, options: { item?: string; json?: boolean }) => {
      const counter = new RepCounter(itemOf(options.item));
      const camera = await openCamera(path);
      let frames = 0;
      let ms = 0;
      for await (const frame of camera.frames()) {
        counter.step(frame);
        frames += 1;
        ms += frame.tookMs;
      }
      const result = counter.result({ ended: true });
      const { fps } = camera.film;
      if (options.json === true) {
        output.out(JSON.stringify({ ...result, fps, frames, msPerFrame: frames === 0 ? null : ms / frames }));
        return;
      }
      for (const rep of result.reps) output.out(lineOf(rep));
      for (const { start, end, because } of result.abstained)
        output.out(`${start.toFixed(2)}-${end.toFixed(2)} s  not counted 未计数: ${because}`);
      output.out(`${result.item}: ${result.count}`);
    });
  addRepsEval(reps, output);
}

function lineOf({ start, end, valid, fouls, flight }: Rep): string {
  const span = `${start.toFixed(2)}-${end.toFixed(2)} s`;
  const air =
    flight === undefined
      ? ''
      : `  in the air 腾空 ${flight.seconds.toFixed(2)} s (+-${flight.plusMinusSeconds.toFixed(2)}), height 高度 ${flight.heightM.toFixed(2)} m`;
  return `${span}  ${valid ? 'counts 计数' : `no 不计: ${fouls.join(', ')}`}${air}`;
}

function itemOf(word: string | undefined): Counted {
  const item = word === undefined ? undefined : itemNamed(word);
  if (item !== undefined) return item;
  throw new TizhiError('TIZHI_USAGE', {
    problem:
      word === undefined
        ? `Say which item to count: --item ${COUNTED.join('|')}`
        : `There is no counter for "${word}"; there are: ${COUNTED.join(', ')}`,
    problemZh:
      word === undefined
        ? `请用 --item 指定项目：${COUNTED.join('、')}`
        : `没有“${word}”的计数器；可用：${COUNTED.join('、')}`,
    command: 'tizhi reps',
  });
}

import { TizhiError } from '@tizhi/contracts';
import { COUNTED, type Counted, openCamera, RepCounter } from '@tizhi/edge-agent';
import type { Command } from 'commander';
import type { Output } from '../output.ts';

/** Other words for the items, as teachers and lists of clips write them. */
const ALIASES: Readonly<Record<string, Counted>> = {
  sit_up: 'sit_up_1min',
  'sit-up': 'sit_up_1min',
  situp: 'sit_up_1min',
  pullup: 'pull_up',
  'pull-up': 'pull_up',
  pushup: 'push_up',
  'push-up': 'push_up',
  rope_skipping: 'rope_skip_1min',
  rope_skip: 'rope_skip_1min',
  rope: 'rope_skip_1min',
  jack: 'jumping_jack',
  'jumping-jack': 'jumping_jack',
  'vertical-jump': 'vertical_jump',
};

/** `tizhi reps VIDEO`: counts repetitions in a film, on this machine; no picture is kept. */
export function addReps(program: Command, output: Output): void {
  program
    .command('reps')
    .description('Count repetitions in a film. 数视频中的动作次数。')
    .argument('<video>', 'a film file 视频文件')
    .requiredOption('--item <item>', `one of ${COUNTED.join(', ')} 项目`)
    .option('--json', 'print JSON 输出 JSON')
    .action(async (path: string, options: { item: string; json?: boolean }) => {
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
      for (const { start, end, valid, fouls } of result.reps)
        output.out(
          `${start.toFixed(2)}-${end.toFixed(2)} s  ${valid ? 'counts 计数' : `no 不计: ${fouls.join(', ')}`}`,
        );
      for (const { start, end, because } of result.abstained)
        output.out(`${start.toFixed(2)}-${end.toFixed(2)} s  not counted 未计数: ${because}`);
      output.out(`${result.item}: ${result.count}`);
    });
}

function itemOf(word: string): Counted {
  const lower = word.toLowerCase();
  const item = COUNTED.find((name) => name === lower) ?? ALIASES[lower];
  if (item !== undefined) return item;
  throw new TizhiError('TIZHI_USAGE', {
    problem: `There is no counter for "${word}"; there are: ${COUNTED.join(', ')}`,
    problemZh: `没有“${word}”的计数器；可用：${COUNTED.join('、')}`,
    command: 'tizhi reps',
  });
}

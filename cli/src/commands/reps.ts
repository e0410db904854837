import {
  ITEMS,
  matFrom,
  RepCounter,
  RepForms,
  replayFrame,
  replayHeader,
  replayResult,
} from '@tizhi/edge-agent';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { writeBytes } from './export-file.ts';
import { addRepsEval } from './reps-eval.ts';
import { addRepsForm } from './reps-form.ts';
import { cameraOf, itemOf, openKeyPoints, readMat, untilOf } from './reps-input.ts';
import { countLanes, lanesAlone } from './reps-lanes.ts';
import { repsText } from './reps-text.ts';

interface Options {
  readonly item?: string;
  readonly mat?: string;
  readonly replay?: string;
  readonly lanes?: string;
  readonly detector?: string;
  readonly models?: string;
  readonly seconds?: string;
  readonly json?: boolean;
}

/** `tizhi reps VIDEO`: counts repetitions in a film, on this machine; no picture is kept. `reps eval`: many films. */
export function addReps(program: Command, output: Output): void {
  const reps = program
    .command('reps')
    .description('Count repetitions in a film or a skeleton replay. 数视频或骨架回放中的动作次数。')
    .argument('<video>', 'a film, or a .jsonl replay 视频文件或 .jsonl 骨架回放')
    // Not a required option: `reps eval` is a command below this one and has no item.
    .option('--item <item>', `one of ${ITEMS.join(', ')} 项目 (required for a film 视频必填)`)
    .option(
      '--mat <file>',
      'known points of the floor, JSON 场地标定 (long jump, shuttle run 立定跳远、往返跑)',
    )
    .option('--replay <file>', 'write the key points and what was judged, JSON lines 另存骨架回放')
    .option('--lanes <file>', 'areas of the picture, JSON; one count for each 画面分区，各自计数')
    .option('--detector <name>', 'how the body is found; a wrong name tells which there are 姿态检测器')
    .option('--models <folder>', 'where weights of other detectors are 其他检测器的权重文件夹')
    .option('--seconds <n>', 'stop then; a live camera has no other end 到时停止（实时摄像机需要）')
    .option('--json', 'print JSON 输出 JSON')
    .action(async (path: string, options: Options) => {
      // Everything that was asked for is looked at before the first frame is.
      const wanted =
        options.item === undefined && path.toLowerCase().endsWith('.jsonl') ? null : itemOf(options.item);
      const given = options.mat === undefined ? null : await readMat(options.mat);
      const camera = cameraOf(path, options);
      const untilMs = untilOf(options.seconds, camera);
      if (options.lanes !== undefined) {
        const lanes = await lanesAlone(options);
        await countLanes({
          camera,
          untilMs,
          lanes,
          item: itemOf(options.item),
          json: options.json === true,
          output,
        });
        return;
      }
      const film = await openKeyPoints(path, camera, untilMs);
      const item = wanted ?? film.item ?? itemOf(undefined);
      const matFile = given ?? film.mat;
      const found = matFile === null ? null : matFrom(matFile);
      const counter = new RepCounter(item, found !== null && 'mat' in found ? found.mat : null);
      const forms = await RepForms.open(item);
      const lines = [replayHeader({ item, fps: film.fps, mat: matFile })];
      let frames = 0;
      let ms = 0;
      for await (const frame of film.frames()) {
        counter.step(frame);
        forms?.step(frame, counter.result({ ended: false }).reps);
        if (options.replay !== undefined) lines.push(replayFrame(frame));
        frames += 1;
        ms += frame.tookMs;
      }
      const counted = counter.result({ ended: true });
      const result = forms === null ? counted : { ...counted, reps: forms.finish(counted.reps) };
      if (options.replay !== undefined)
        await writeBytes(options.replay, Buffer.from(`${[...lines, ...replayResult(result)].join('\n')}\n`));
      const { fps } = film;
      if (options.json === true)
        output.out(JSON.stringify({ ...result, fps, frames, msPerFrame: frames === 0 ? null : ms / frames }));
      else for (const line of repsText(result)) output.out(line);
    });
  addRepsEval(reps, output);
  addRepsForm(reps, output);
}

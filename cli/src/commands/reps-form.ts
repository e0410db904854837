import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { TizhiError } from '@tizhi/contracts';
import {
  type FormScore,
  type FormSequence,
  formSequencesOf,
  JUDGED,
  type JudgedForm,
  judgeSequences,
  loadFormModels,
  scoreOf,
} from '@tizhi/edge-agent';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Output } from '../output.ts';
import { becauseLine, reasonsLine } from './reps-form-text.ts';

/** `tizhi reps form SEQUENCES`: judges the form of labelled landmark sequences and prints how often that is right. */
export function addRepsForm(reps: Command, output: Output): void {
  reps
    .command('form')
    .description('Judge form in labelled landmark sequences. 用标注的关键点序列检验动作质量判断。')
    .argument(
      '<sequences>',
      'JSON, also gzipped: {"landmark_order": [names], "sequences": [{"id", "exercise", "form_label", "landmarks"}]}',
    )
    .option('--json', 'print JSON 输出 JSON')
    .action(async (path: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean }>();
      const judged = judgeSequences(await loadFormModels(), await readSequences(path));
      const scores = JUDGED.flatMap((item) => {
        const own = judged.filter((each) => each.item === item);
        return own.length === 0 ? [] : [{ item, ...scoreOf(own.map(scored)) }];
      });
      output.out(options.json === true ? JSON.stringify({ judged, scores }) : textOf(judged, scores));
    });
}

const scored = ({ label, form }: JudgedForm) => ({ label, correct: form.correct });

async function readSequences(path: string): Promise<readonly FormSequence[]> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file: path, problem: error.message });
  });
  const sequences = parsed(path, bytes);
  if (sequences.length > 0) return sequences;
  throw unusable(path, `no sequence of ${JUDGED.join(' or ')} in it`);
}

function parsed(path: string, bytes: Buffer): readonly FormSequence[] {
  try {
    const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    return formSequencesOf(JSON.parse(text.toString('utf8')));
  } catch (error) {
    const first = error instanceof z.ZodError ? error.issues[0] : undefined;
    throw unusable(
      path,
      first === undefined ? 'no JSON' : `${first.message} at ${first.path.join('.') || 'its top'}`,
    );
  }
}

const unusable = (file: string, problem: string): TizhiError =>
  new TizhiError('TIZHI_FILE_FORMAT', {
    file,
    expected: 'list of landmark sequences',
    expectedZh: '关键点序列文件',
    problem,
  });

type ItemScore = FormScore & { readonly item: string };

function textOf(judged: readonly JudgedForm[], scores: readonly ItemScore[]): string {
  const lines = judged.map(({ id, label, form }) => {
    const said = form.correct === null ? '  -  ' : form.correct.toFixed(2).padStart(5);
    const why = form.correct === null ? becauseLine(form.because) : reasonsLine(form.reasons);
    return `${id.padEnd(24)} ${label.padEnd(9)} ${said}  ${why}`.trimEnd();
  });
  return [
    `${'sequence 序列'.padEnd(22)} ${'label 标注'.padEnd(7)} P(correct 正确)`,
    ...lines,
    '',
    ...scores.map(scoreLine),
  ].join('\n');
}

function scoreLine({
  item,
  clips,
  abstained,
  correct,
  incorrect,
  balancedAccuracy,
  brier,
}: ItemScore): string {
  const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
  return (
    `${item}: balanced accuracy 平衡准确率 ${figure(balancedAccuracy)}, Brier ${figure(brier)}; ` +
    `correct 正确 ${correct.right}/${correct.of}, incorrect 错误 ${incorrect.right}/${incorrect.of}, ` +
    `abstained 未判断 ${abstained}/${clips}`
  );
}

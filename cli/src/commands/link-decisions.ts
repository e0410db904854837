import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LinkEntry, systemProblem, TizhiError } from '@tizhi/contracts';

const MAX_BYTES = 64 * 1024 * 1024;

/** Decisions, a JSON object per line. Throws where one of them is none: half a history is none either. */
export function readDecisions(file: string): readonly LinkEntry[] {
  const lines = readText(file).split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = LinkEntry.safeParse(jsonOf(line));
    if (parsed.success) return [parsed.data];
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: basename(file),
      expected: 'list of link decisions',
      expectedZh: '人工决定清单',
      problem: `line ${index + 1} is no decision${where === '' ? '' : `: ${where}`}`,
      problemZh: `第 ${index + 1} 行有误${where === '' ? '' : `：${where}`}`,
    });
  });
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) }, { cause: error });
  }
  if (bytes.length <= MAX_BYTES) return bytes.toString('utf8');
  throw new TizhiError('TIZHI_FILE_UNREADABLE', {
    file,
    problem: 'it is larger than 64 MiB',
    problemZh: '文件超过 64 MiB',
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

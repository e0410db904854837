import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LinkEntry, TizhiError } from '@tizhi/contracts';

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
      expected: 'list of link decisions (人工决定)',
      problem: `line ${index + 1} is no decision${where === '' ? '' : `: ${where}`} (第 ${index + 1} 行有误)`,
    });
  });
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > MAX_BYTES) throw new Error('it is larger than 64 MiB (文件超过 64 MiB)');
    return bytes.toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : (error as Error).message;
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem: code }, { cause: error });
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

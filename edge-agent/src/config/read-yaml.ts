import { readFileSync } from 'node:fs';
import { type Failure, failure, type Result, success, systemProblem } from '@tizhi/contracts';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { explainIssue, type Problem } from './explain-issue.ts';

/**
 * Reads a YAML file and checks it. A failure is `TIZHI_FILE_UNREADABLE` or `TIZHI_CONFIG_INVALID`, which
 * names the file, the line, what is wrong there and what to do.
 */
export function readYaml<T extends z.ZodType>(file: string, schema: T): Result<z.output<T>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return failure('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) });
  }
  return parseYaml({ file, text }, schema);
}

/** The same for text that was read already; `file` is the name to use in messages. */
export function parseYaml<T extends z.ZodType>(
  source: { readonly file: string; readonly text: string },
  schema: T,
): Result<z.output<T>> {
  const lines = new LineCounter();
  // Aliases may repeat a value; no file of ours needs many, and few keep a "billion laughs" file small.
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    return invalid(source.file, lines.linePos(broken.pos[0]).line, {
      problem: `this is not YAML: ${broken.message}`,
      fix: 'Check the indentation (spaces, no tabs), quotes and colons around this line.',
    });
  }
  const data: unknown = document.toJS({ maxAliasCount: 20 }) ?? {};
  const parsed = schema.safeParse(data);
  if (parsed.success) return success(parsed.data);
  const problems = parsed.error.issues
    .flatMap((issue) => explainIssue({ issue, schema, data }))
    .map((problem) => ({ ...problem, line: lineOf(document, lines, problem) }))
    // A misspelt key makes its right spelling "missing": the misspelling is the one to show.
    .sort((a, b) => Number(b.misspelt) - Number(a.misspelt) || a.line - b.line);
  const [first] = problems;
  if (first === undefined) throw new Error('zod refused without an issue', { cause: parsed.error });
  return invalid(source.file, first.line, first);
}

const invalid = (
  file: string,
  line: number,
  { problem, fix }: Pick<Problem, 'problem' | 'fix'>,
): { ok: false; failure: Failure } => failure('TIZHI_CONFIG_INVALID', { file, line, problem, fix });

/** The line of the named key, of the value, or of the nearest thing around it that exists. */
function lineOf(document: Document, lines: LineCounter, { path, key }: Problem): number {
  for (let length = path.length; length >= 0; length--) {
    const place = path.slice(0, length);
    const name = length === path.length ? key : path[length];
    const offset = keyOffset(document, place, name) ?? nodeOffset(document, place);
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

function keyOffset(document: Document, path: readonly PropertyKey[], key: PropertyKey | undefined) {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (key === undefined || !isMap(map)) return undefined;
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}

function nodeOffset(document: Document, path: readonly PropertyKey[]): number | undefined {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

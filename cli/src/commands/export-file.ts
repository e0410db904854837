import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { TizhiError } from '@tizhi/contracts';

/** Where an export goes: printed block by block, or into a file. */
export type Destination = { readonly print: (block: string) => void } | { readonly file: string };

/** Lines gathered before they are written, so that a million rows are not a million system calls. */
const LINES_PER_BLOCK = 500;

/**
 * Writes lines as they come. A file is complete or not there: it is written beside its place as
 * `FILE.partial` and takes its name at the end. Throws `TIZHI_USAGE` where it cannot be written.
 */
export async function writeTable(lines: AsyncIterable<string>, destination: Destination): Promise<void> {
  if ('print' in destination) {
    await inBlocks(lines, destination.print);
    return;
  }
  const { file } = destination;
  const draft = `${file}.partial`;
  const descriptor = writing(file, () => openSync(draft, 'w', 0o600));
  try {
    await inBlocks(lines, (block) => writing(file, () => writeSync(descriptor, `${block}\n`)));
    writing(file, () => fsyncSync(descriptor));
  } catch (error) {
    closeSync(descriptor);
    rmSync(draft, { force: true });
    throw error;
  }
  closeSync(descriptor);
  writing(file, () => renameSync(draft, file));
}

async function inBlocks(lines: AsyncIterable<string>, write: (block: string) => void): Promise<void> {
  let block: string[] = [];
  for await (const line of lines) {
    block.push(line);
    if (block.length < LINES_PER_BLOCK) continue;
    write(block.join('\n'));
    block = [];
  }
  if (block.length > 0) write(block.join('\n'));
}

function writing<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const problem = `cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`;
    throw new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi export' }, { cause: error });
  }
}

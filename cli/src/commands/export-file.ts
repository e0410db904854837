import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
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
  await wholeFile(destination.file, (write) => inBlocks(lines, (block) => write(`${block}\n`)));
}

/** Writes bytes as a file that is complete or not there. Throws `TIZHI_USAGE` where it cannot be written. */
export const writeBytes = (file: string, bytes: Uint8Array): Promise<void> =>
  wholeFile(file, async (write) => write(bytes));

async function wholeFile(
  file: string,
  work: (write: (piece: string | Uint8Array) => void) => Promise<void>,
): Promise<void> {
  const draft = `${file}.partial`;
  const descriptor = writing(file, () => openSync(draft, 'w', 0o600));
  try {
    await work((piece) =>
      writing(file, () =>
        typeof piece === 'string' ? writeSync(descriptor, piece) : writeFileSync(descriptor, piece),
      ),
    );
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

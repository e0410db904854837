import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { TizhiError } from '@tizhi/contracts';

/** Where the model cards are. */
const CARDS = new URL('../../../docs/models/', import.meta.url);

/** SHA-256 of a model's files, one after the other, in hexadecimal. */
export function hashOf(files: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file);
  return hash.digest('hex');
}

/**
 * Says that these files are the model that `docs/models/NAME.md` describes: its figures hold for these weights and no
 * others. Throws `TIZHI_MODEL_WITHOUT_CARD` where the card is missing or names another hash.
 */
export async function requireCard(
  name: string,
  files: readonly Uint8Array[],
  cards: URL = CARDS,
): Promise<void> {
  const card = await readFile(new URL(`${name}.md`, cards), 'utf8').catch(() => '');
  check(name, { files, card });
}

/** The same at once, for a model small enough to be read where it is first asked. */
export function requireCardNow(name: string, files: readonly Uint8Array[], cards: URL = CARDS): void {
  let card = '';
  try {
    card = readFileSync(new URL(`${name}.md`, cards), 'utf8');
  } catch {
    // A card that cannot be read is none.
  }
  check(name, { files, card });
}

function check(
  name: string,
  { files, card }: { readonly files: readonly Uint8Array[]; readonly card: string },
): void {
  const hash = hashOf(files);
  if (!card.includes(hash)) throw new TizhiError('TIZHI_MODEL_WITHOUT_CARD', { model: name, hash });
}

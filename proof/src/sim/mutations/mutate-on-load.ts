import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutation } from './mutation.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** The source with the bug in it. Throws where the place is not found exactly once: the source has moved on. */
export function mutated(source: string, { name, file, find, replace }: Mutation): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(`mutation "${name}": its place stands ${parts.length - 1} times in ${file}, not once`);
  return parts.join(replace);
}

export const sourceOf = ({ file }: Mutation): string => readFileSync(join(ROOT, file), 'utf8');

/** From now on `mutation.file` is loaded with the bug. Gives a function that tells whether it was. */
export function mutateOnLoad(mutation: Mutation): () => boolean {
  const target = pathToFileURL(join(ROOT, mutation.file)).href;
  const source = mutated(sourceOf(mutation), mutation);
  let isLoaded = false;
  registerHooks({
    load(url, context, nextLoad) {
      if (url !== target) return nextLoad(url, context);
      isLoaded = true;
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
  return () => isLoaded;
}

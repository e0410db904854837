import { existsSync } from 'node:fs';
import { join } from 'node:path';

const CHECKOUT = join(import.meta.dirname, '../..');

/** A file of the recordings beside a checkout (or one folder up, beside its worktrees); `undefined`: absent. */
export const protocolData = (name: string): string | undefined =>
  ['..', '../..']
    .map((up) => join(CHECKOUT, up, 'shared/data/protocol', name))
    .find((path) => existsSync(path));

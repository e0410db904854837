import { join } from 'node:path';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, it } from 'vitest';
import { outboxFileContract } from './outbox-file.contract.ts';
import { sqliteDisk } from './sqlite-disk.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('an outbox file in SQLite', () => {
  it.each(outboxFileContract)('$name', ({ run }) => {
    run(sqliteDisk({ file: join(folder.path, 'outbox.db'), maxBytes: 100_000_000 }));
  });
});

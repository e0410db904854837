import { outboxFileContract } from '@tizhi/edge-agent';
import { describe, expect, it } from 'vitest';
import { type DiskTrouble, type DiskWatch, ModelDisk } from './model-disk.ts';

/** A disk on which nothing goes wrong, or what the test says. */
function disk(next: { trouble?: DiskTrouble } = {}): ModelDisk {
  const watch: DiskWatch = {
    trouble: (write) => (write ? next.trouble : undefined),
    itemsOf: () => [],
    put: () => undefined,
    acknowledged: () => undefined,
    givenUp: () => undefined,
    overwritten: () => undefined,
    replacing: () => undefined,
    lost: () => undefined,
    full: () => undefined,
  };
  return new ModelDisk({ maxBytes: 1_000_000, watch });
}

describe('the modelled disk', () => {
  it.each(outboxFileContract)('is an outbox file as SQLite is one: $name', ({ run }) => run(disk()));

  it.each([
    ['killed before', 0],
    ['killed after', 1],
    ['error before', 0],
    ['error after', 1],
  ] as const)('%s its work holds %i of the notes', (trouble, kept) => {
    const next: { trouble?: DiskTrouble } = {};
    const modelled = disk(next);
    const file = modelled.open();
    next.trouble = trouble;
    expect(() => file.save({ notes: new Map([['name', 'text']]) })).toThrow();
    expect(modelled.image.notes.size).toBe(kept);
  });
});

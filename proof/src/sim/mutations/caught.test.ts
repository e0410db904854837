import { describe, expect, it } from 'vitest';
import { tryMutation } from './check-mutations.ts';
import { MUTATIONS } from './mutations.ts';

/** Most bugs show themselves within seconds; the rarest needs some hundred histories. */
const LIMIT_MS = 300_000;

describe('a bug put into the protocol breaks a promise in some history', () => {
  it.each(MUTATIONS.map(({ name }) => name))('%s', { timeout: LIMIT_MS }, async (name) => {
    const { caught, seeds } = await tryMutation(name);
    expect(caught, `it survived ${seeds} histories`).toBeDefined();
  });
});

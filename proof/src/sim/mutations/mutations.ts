import { INBOX_MUTATIONS } from './inbox-mutations.ts';
import type { Mutation } from './mutation.ts';
import { OUTBOX_MUTATIONS } from './outbox-mutations.ts';

/**
 * Bugs that the simulator must catch. One that survives is a hole in the simulator, or no bug at all (then it is
 * left out: an equivalent mutation proves nothing).
 */
export const MUTATIONS: readonly Mutation[] = [...OUTBOX_MUTATIONS, ...INBOX_MUTATIONS];

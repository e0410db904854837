import { z } from 'zod';
import type { Epoch } from './ids.ts';
import type { Lane } from './topics.ts';

/** SHA-256 in lower-case hex. */
export const ChainHash = z.string().regex(/^[0-9a-f]{64}$/, 'use 64 hexadecimal digits');
export type ChainHash = z.infer<typeof ChainHash>;

/** SHA-256 of a text (as UTF-8) or of bytes, in lower-case hex. Given by the caller: this room has no I/O. */
export type Sha256 = (data: string | Uint8Array) => ChainHash;

/**
 * The hash chain over a lane: each message's link depends on every message before it, so that two sides
 * that agree on one link agree on the whole history, and a changed, lost or exchanged message shows.
 */
export const chainStart = (sha256: Sha256, { epoch, lane }: { epoch: Epoch; lane: Lane }): ChainHash =>
  sha256(`tizhi/1 ${epoch} ${lane}`);

/** The next link: `bodyHash` is the SHA-256 of the body's bytes as they stand in the envelope. */
export const chainNext = (
  sha256: Sha256,
  { prev, seq, bodyHash }: { prev: ChainHash; seq: number; bodyHash: ChainHash },
): ChainHash => sha256(`${prev} ${seq} ${bodyHash}`);

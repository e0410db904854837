import { hash } from 'node:crypto';
import { ChainHash, chainNext, type Sha256 } from '@tizhi/contracts';
import type { Mark } from './outbox-file.ts';

export const sha256: Sha256 = (data) => hash('sha256', data, 'hex');

/** Links remembered per lane: more than a window of messages in flight. */
const MAX_REMEMBERED = 128;
/** Stands for the hash of a message that the disk lost or damaged beyond being one. */
const LOST_HASH = '0'.repeat(64);

/**
 * The chain of one lane, reckoned from the hashes of the held messages: only the link before the first one
 * is kept on the disk, so a new epoch rewrites no message.
 */
export class LaneChain {
  readonly #hashOf: (seq: number) => string | undefined;
  #anchor: Mark;
  readonly #links = new Map<number, ChainHash>();

  constructor(anchor: Mark, hashOf: (seq: number) => string | undefined) {
    this.#anchor = anchor;
    this.#hashOf = hashOf;
  }

  /** The place before the first held message. */
  get anchor(): Mark {
    return this.#anchor;
  }

  /** What stands in the chain for the body of a held message. */
  hashAt(seq: number): ChainHash {
    return ChainHash.safeParse(this.#hashOf(seq)).data ?? LOST_HASH;
  }

  /** The chain at `seq`; `undefined` where that is before the first held message. */
  at(seq: number): ChainHash | undefined {
    if (seq < this.#anchor.seq) return undefined;
    let { seq: known, chain } = this.#nearest(seq);
    while (known < seq) {
      known += 1;
      chain = chainNext(sha256, { prev: chain, seq: known, bodyHash: this.hashAt(known) });
    }
    if (this.#links.size >= MAX_REMEMBERED) this.#links.clear();
    this.#links.set(seq, chain);
    return chain;
  }

  /** Reckons anew from what the disk says now: a hash that has changed gives all links behind it anew. */
  forget(): void {
    this.#links.clear();
  }

  /** Everything up to `seq` is gone from the lane. */
  moveTo(seq: number): Mark {
    this.#anchor = { seq, chain: this.at(seq) ?? this.#anchor.chain };
    for (const known of this.#links.keys()) if (known < seq) this.#links.delete(known);
    return this.#anchor;
  }

  #nearest(seq: number): Mark {
    let nearest = this.#anchor;
    for (const [known, chain] of this.#links) {
      if (known <= seq && known > nearest.seq) nearest = { seq: known, chain };
    }
    return nearest;
  }
}

import { type Epoch, formatEnvelope, type Lane, WIRE_VERSION } from '@tizhi/contracts';
import type { Logger } from 'pino';
import type { LaneChain } from './lane-chain.ts';
import { check } from './letter.ts';
import type { OutboxClocks } from './outbox-clocks.ts';
import type { OutboxFile } from './outbox-file.ts';

/** Damaged messages remembered, so that each is logged and counted once. */
const MAX_KNOWN_DAMAGED = 10_000;

/** Puts held messages into envelopes; what the disk damaged travels as `damaged`, in its place. */
export class Envelopes {
  readonly #log: Logger;
  readonly #knownDamaged = new Set<string>();
  #damaged = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Messages found damaged since start. */
  get damaged(): number {
    return this.#damaged;
  }

  /** The envelope, as JSON. Throws where the disk does not answer. */
  of(message: {
    readonly file: OutboxFile;
    readonly chain: LaneChain;
    readonly clocks: OutboxClocks;
    readonly epoch: Epoch;
    readonly lane: Lane;
    readonly seq: number;
    readonly first: number;
    readonly sentAt: number;
  }): string | undefined {
    const { file, chain, clocks, epoch, lane, seq, first, sentAt } = message;
    const letter = check(file.read(lane, seq));
    // The links that are remembered may be of the hash that it had before.
    if (!letter.sound) chain.forget();
    const link = chain.at(seq);
    const prev = seq === first ? chain.at(seq - 1) : undefined;
    if (link === undefined) return undefined;
    if (!letter.sound) this.#foundDamaged(epoch, lane, seq);
    const head = { v: WIRE_VERSION, epoch, seq, first, sentAt, chain: link } as const;
    return formatEnvelope(
      {
        ...head,
        ...(prev === undefined ? {} : { prev }),
        clock: clocks.stampOf(letter),
        ...(letter.sound ? {} : { damaged: chain.hashAt(seq) }),
      },
      letter.body,
    );
  }

  #foundDamaged(epoch: Epoch, lane: Lane, seq: number): void {
    const key = `${epoch} ${lane} ${seq}`;
    if (this.#knownDamaged.has(key)) return;
    if (this.#knownDamaged.size >= MAX_KNOWN_DAMAGED) this.#knownDamaged.clear();
    this.#knownDamaged.add(key);
    this.#damaged += 1;
    this.#log.error({ lane, seq }, 'a message was damaged on the disk; what is left of it is sent');
  }
}

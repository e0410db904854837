import { createHash } from 'node:crypto';
import {
  type ChainHash,
  chainNext,
  chainStart,
  type Epoch,
  formatEnvelope,
  type Lane,
  type Sha256,
  WIRE_VERSION,
} from '@tizhi/contracts';

const sha256: Sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** Numbers and chains the messages of one lane as an outbox does that never lost anything. */
export class LaneWriter {
  readonly #epoch: Epoch;
  #seq = 0;
  #chain: ChainHash;

  constructor({ epoch, lane }: { readonly epoch: Epoch; readonly lane: Lane }) {
    this.#epoch = epoch;
    this.#chain = chainStart(sha256, { epoch, lane });
  }

  /** The next message of the lane, as it goes over MQTT. */
  next(body: unknown, sentAt: number): Buffer {
    const text = JSON.stringify(body);
    const prev = this.#chain;
    this.#seq += 1;
    this.#chain = chainNext(sha256, { prev, seq: this.#seq, bodyHash: sha256(text) });
    const head = {
      v: WIRE_VERSION,
      epoch: this.#epoch,
      seq: this.#seq,
      first: 1,
      sentAt,
      chain: this.#chain,
      ...(this.#seq === 1 ? { prev } : {}),
      clock: { skewMs: 0, shiftMs: 0, errorMs: 0 },
    } as const;
    return Buffer.from(formatEnvelope(head, text));
  }
}

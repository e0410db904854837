// An inbox as strict as the school's, for tests: in order, once, each link checked.
import { hash } from 'node:crypto';
import {
  type Acknowledgement,
  bodyRange,
  type ClockStamp,
  chainNext,
  chainStart,
  Envelope,
  type Lane,
  type Sha256,
} from '@tizhi/contracts';

const sha256: Sha256 = (data) => hash('sha256', data, 'hex');

export interface Taken {
  readonly lane: Lane;
  readonly body: unknown;
  readonly clock: ClockStamp;
}

export class StrictInbox {
  /** What was accepted, in order. */
  readonly taken: Taken[] = [];
  /** What the gateway called damaged. */
  readonly damaged: Taken[] = [];
  /** Messages whose link did not fit. */
  misfits = 0;
  readonly #marks = new Map<string, Acknowledgement>();

  bodies(lane: Lane): unknown[] {
    return this.taken.filter((each) => each.lane === lane).map(({ body }) => body);
  }

  /** Takes an envelope, and answers with the mark. */
  receive(lane: Lane, text: string): Acknowledgement {
    const envelope = Envelope.parse(JSON.parse(text));
    const { epoch, seq, first, prev, chain, body, clock } = envelope;
    const key = `${epoch} ${lane}`;
    let mark = this.#marks.get(key) ?? { epoch, seq: 0, chain: chainStart(sha256, { epoch, lane }) };
    if (first > mark.seq + 1 && prev !== undefined) mark = { epoch, seq: first - 1, chain: prev };
    if (seq === mark.seq + 1) {
      const bodyHash = envelope.damaged ?? hashOfBody(text);
      const fits = chainNext(sha256, { prev: mark.chain, seq, bodyHash }) === chain;
      if (fits) {
        (envelope.damaged === undefined ? this.taken : this.damaged).push({ lane, body, clock });
        mark = { epoch, seq, chain };
      } else this.misfits += 1;
    }
    this.#marks.set(key, mark);
    return mark;
  }
}

function hashOfBody(text: string): string {
  const bytes = Buffer.from(text);
  const range = bodyRange(bytes);
  return sha256(bytes.subarray(range?.from, range?.to));
}

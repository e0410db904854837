import type { InboxCommit, LaneSegment, Mark } from '@tizhi/storage';
import { Violation } from './history.ts';
import { describeItem, type Item, type Items } from './items.ts';
import type { RowJudge } from './judge-rows.ts';
import { type Messages, sha256 } from './messages.ts';
import { type Contents, type LaneRef, laneOf, placeOf } from './model-stores.ts';

/** A lane's part of a commit: numbers without a hole, each a message or a gap. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly segment: LaneSegment | undefined;
}

/** Judges each commit: marks move over what is stored, in order, along the chain; gaps are really gaps. */
export class CommitJudge {
  readonly #items: Items;
  readonly #messages: Messages;
  readonly #rows: RowJudge;
  /** True where the gateway still holds this message, which nobody acknowledged, and so will send it. */
  readonly #isHeld: (lane: LaneRef, seq: number) => boolean;

  constructor(parts: {
    items: Items;
    messages: Messages;
    rows: RowJudge;
    isHeld: (lane: LaneRef, seq: number) => boolean;
  }) {
    this.#items = parts.items;
    this.#messages = parts.messages;
    this.#rows = parts.rows;
    this.#isHeld = parts.isHeld;
  }

  commit(commit: InboxCommit, contents: Contents): void {
    for (const letter of commit.deadLetters) this.#rows.letter(letter);
    const letters = new Set(
      commit.deadLetters.map(({ key, seq }) => (key === null || seq === null ? '' : placeOf(key, seq))),
    );
    const arriving = this.#records(commit);
    for (const { after, ...mark } of commit.marks) {
      const pieces = piecesOf(commit, mark);
      cover(mark, after, pieces);
      followChain(contents.marks.get(laneOf(mark)), mark, pieces);
      for (const { from, to, segment } of pieces)
        for (let seq = from; seq <= to; seq++) {
          if (segment === undefined) this.#gap(mark, seq, contents);
          else if (!letters.has(placeOf(mark, seq))) {
            const hash = hashAt(segment, seq);
            this.#message({ lane: mark, seq, hash, arriving, contents });
          }
        }
    }
  }

  /** Checks times and the order of arrival; gives what the commit brings. */
  #records({ attempts, alerts }: InboxCommit): ReadonlySet<Item> {
    const arriving = new Set<Item>();
    for (const { body, clock } of attempts) {
      const item = this.#items.named(body.attempt, false);
      if (item === undefined) throw new Violation('stored as heard', `result ${body.attempt} was never made`);
      this.#rows.record(item, body, clock.errorMs);
      arriving.add(item);
    }
    for (const { body, clock } of alerts) {
      const item = this.#items.named(body.alert, body.state === 'cleared');
      if (item === undefined) throw new Violation('stored as heard', `alert ${body.alert} was never made`);
      this.#rows.record(item, body, clock.errorMs);
      arriving.add(item);
    }
    return arriving;
  }

  #message(at: {
    readonly lane: LaneRef;
    readonly seq: number;
    readonly hash: string;
    readonly arriving: ReadonlySet<Item>;
    readonly contents: Contents;
  }): void {
    const { lane, seq, hash, arriving, contents } = at;
    const variant = this.#messages.at(lane, seq).find(({ bodyHash }) => bodyHash === hash);
    if (variant === undefined)
      throw new Violation(
        'the ledger tells the truth',
        `${placeOf(lane, seq)}: no message had the hash ${hash}`,
      );
    for (const item of variant.items) {
      if (!isStored(contents, item) && !arriving.has(item))
        throw new Violation(
          'acknowledged means stored',
          `the mark moves over ${placeOf(lane, seq)}, whose ${describeItem(item)} is not stored`,
        );
    }
  }

  #gap(lane: LaneRef, seq: number, contents: Contents): void {
    if (!this.#isHeld(lane, seq)) return;
    const [variant] = this.#messages.at(lane, seq);
    const missing = variant?.items.find((item) => !isStored(contents, item));
    if (missing !== undefined)
      throw new Violation('gaps are gaps', `${placeOf(lane, seq)} is passed over, but the outbox holds it`);
  }
}

function piecesOf({ segments, gaps }: InboxCommit, lane: LaneRef): Piece[] {
  const name = laneOf(lane);
  return [
    ...segments
      .filter((segment) => laneOf(segment) === name)
      .map((segment) => ({ from: segment.fromSeq, to: segment.toSeq, segment })),
    ...gaps
      .filter((gap) => laneOf(gap) === name)
      .map((gap) => ({ from: gap.fromSeq, to: gap.toSeq, segment: undefined })),
  ].sort((a, b) => a.from - b.from);
}

function cover(mark: LaneRef & Mark, after: number, pieces: readonly Piece[]): void {
  let next = after + 1;
  for (const { from, to } of pieces) {
    if (from !== next || to < from)
      throw new Violation('order in a lane', `${laneOf(mark)}: after ${next - 1} comes ${from}-${to}`);
    next = to + 1;
  }
  if (next !== mark.seq + 1)
    throw new Violation(
      'order in a lane',
      `${laneOf(mark)}: the mark is ${mark.seq}, the ledger ends at ${next - 1}`,
    );
}

function followChain(before: Mark | undefined, mark: LaneRef & Mark, pieces: readonly Piece[]): void {
  let chain: string | undefined = before?.chain ?? sha256(`tizhi/1 ${mark.epoch} ${mark.lane}`);
  for (const { from, segment } of pieces) {
    if (segment === undefined) {
      chain = undefined;
      continue;
    }
    if (chain !== undefined && segment.prev !== chain)
      throw new Violation(
        'the ledger tells the truth',
        `${placeOf(mark, from)} does not follow what is before it`,
      );
    chain = segment.prev;
    for (let seq = segment.fromSeq; seq <= segment.toSeq; seq++)
      chain = sha256(`${chain} ${seq} ${hashAt(segment, seq)}`);
    if (chain !== segment.chain)
      throw new Violation(
        'the ledger tells the truth',
        `the chain of ${placeOf(mark, from)} cannot be recomputed`,
      );
  }
  if (chain !== undefined && chain !== mark.chain)
    throw new Violation('the ledger tells the truth', `the mark of ${laneOf(mark)} is not on the chain`);
}

const hashAt = ({ hashes, fromSeq }: LaneSegment, seq: number): string =>
  Buffer.from(hashes.subarray((seq - fromSeq) * 32, (seq - fromSeq + 1) * 32)).toString('hex');

export function isStored(contents: Contents, item: Item): boolean {
  switch (item.lane) {
    case 'telemetry':
      return contents.keys.has(item.id);
    case 'result':
      return (contents.attempts as ReadonlySet<string>).has(item.name);
    case 'alert': {
      const alert = (contents.alerts as ReadonlyMap<string, { raised: boolean; cleared: boolean }>).get(
        item.name,
      );
      return item.isClearing ? alert?.cleared === true : alert?.raised === true;
    }
  }
}

/** Kept as a dead letter, in some place that its message had. */
export const isLetter = ({ deadLetters }: Contents, { gateway, lane, places }: Item): boolean =>
  places.some(({ epoch, seq }) => deadLetters.has(placeOf({ gateway, epoch, lane }, seq)));

import type { Lane } from '@tizhi/contracts';
import type { InboxCommit, LaneKey, Mark, TelemetryMessage } from '@tizhi/storage';
import { itemsIn } from './body-items.ts';
import { Violation } from './history.ts';
import { describeItem, type Item, Items } from './items.ts';
import { CommitJudge, isLetter, isStored } from './judge-commits.ts';
import { RowJudge } from './judge-rows.ts';
import { Messages } from './messages.ts';
import type { Held } from './model-disk.ts';
import { type Contents, type LaneRef, laneOf, placeOf, type StoreWatch } from './model-stores.ts';
import { SchoolClock } from './school-clock.ts';

/** What the judge asks of the gateways. */
export interface GatewayView {
  /** Its file may have forgotten how far it had counted, and what it had heard of the school's clock. */
  hasForgotten(gateway: string): boolean;
  holds(lane: LaneRef, seq: number): boolean;
  /** Everything that gateways hold, with its place. */
  held(): Iterable<{ readonly lane: LaneRef; readonly seq: number; readonly message: Held }>;
}

/** Sees everything that is heard, kept, sent, stored and acknowledged, and throws at the first broken promise. */
export class Judge implements StoreWatch {
  readonly items = new Items();
  readonly school = new SchoolClock();
  readonly damagedPlaces = new Set<string>();
  readonly #messages = new Messages();
  readonly #rows: RowJudge;
  readonly #commits: CommitJudge;
  readonly #gateways: GatewayView;
  /** The highest acknowledgement that ever left, by lane. */
  readonly #acknowledged = new Map<string, number>();

  constructor(gateways: GatewayView, now: () => number) {
    this.#gateways = gateways;
    this.#rows = new RowJudge({
      items: this.items,
      school: this.school,
      now,
      hasForgotten: (gateway) => gateways.hasForgotten(gateway),
    });
    this.#commits = new CommitJudge({
      items: this.items,
      messages: this.#messages,
      rows: this.#rows,
      isHeld: (lane, seq) => seq > this.#acknowledgedUpTo(lane) && gateways.holds(lane, seq),
    });
  }

  storeRows(message: TelemetryMessage, contents: Contents): void {
    this.#rows.store(message, contents);
  }
  refuses(message: TelemetryMessage): string | undefined {
    return this.#rows.refuses(message);
  }
  beforeCommit(commit: InboxCommit, contents: Contents): void {
    this.#commits.commit(commit, contents);
  }

  /** A gateway has written down what the school's clock is in this boot. */
  clockKnown(boot: string): void {
    this.#rows.clockKnown(boot);
  }

  /** A gateway's disk has taken a message. */
  itemsOf(lane: Lane, body: string): readonly Item[] {
    return itemsIn(this.items, lane, body);
  }
  put(lane: LaneRef, seq: number, { items, body }: Held): void {
    this.#messages.put({ lane, seq }, { items, text: body });
  }

  /** A gateway deletes what was acknowledged. */
  deleted(place: { readonly lane: LaneRef; readonly seq: number }, held: Held, contents: Contents): void {
    const { lane, seq } = place;
    if (contents.deadLetters.has(placeOf(lane, seq))) return;
    const lost = held.items.find(
      (item) => !isStored(contents, item) && item.excuse !== 'lost with the stores',
    );
    if (lost !== undefined)
      throw new Violation(
        'acknowledged means stored',
        `${placeOf(lane, seq)} was deleted, and ${describeItem(lost)} is not in the stores`,
      );
  }

  /** An acknowledgement leaves an inbox. */
  acknowledging(key: LaneKey, { seq, chain }: Mark, contents: Contents): void {
    const name = laneOf(key);
    this.#acknowledged.set(name, Math.max(seq, this.#acknowledgedUpTo(key)));
    const mark = contents.marks.get(name);
    if (seq > (mark?.seq ?? 0))
      throw new Violation(
        'acknowledged means stored',
        `${name} ${seq} is acknowledged, its mark is ${mark?.seq}`,
      );
    if (mark?.seq === seq && mark.chain !== chain)
      throw new Violation('acknowledged means stored', `${name} ${seq} is acknowledged with another chain`);
  }

  #acknowledgedUpTo(lane: LaneRef): number {
    return this.#acknowledged.get(laneOf(lane)) ?? 0;
  }

  /** What was stored and acknowledged after the backup is gone with good reason; all else comes again. */
  afterRestore(before: Contents, after: Contents): void {
    const comesAgain = new Set<Item>();
    for (const { lane, seq, message } of this.#gateways.held())
      if (seq > this.#acknowledgedUpTo(lane)) for (const item of message.items) comesAgain.add(item);
    for (const item of this.items.all) {
      if (comesAgain.has(item) || isStored(after, item)) continue;
      if (isStored(before, item) || isLetter(before, item)) item.excuse = 'lost with the stores';
    }
  }
}

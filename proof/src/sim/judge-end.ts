import { Violation } from './history.ts';
import { describeItem, type Item, type Items } from './items.ts';
import { isStored } from './judge-commits.ts';
import { type Contents, type LaneRef, laneOf, placeOf } from './model-stores.ts';

/** What the gateways say when all should have drained. */
export interface GatewayEnd {
  readonly name: string;
  readonly epoch: string;
  readonly queued: number;
  readonly waiting: number;
  /** Messages in its file. */
  readonly onDisk: number;
  /** Its file was put back from an older copy: an epoch may have ended with its gaps untold. */
  readonly hadOldCopy: boolean;
}

/** At the end of a history: everything taken is stored once, or its loss is written down where one looks for it. */
export class EndJudge {
  readonly #items: Items;
  readonly #contents: Contents;
  readonly #gateways: ReadonlyMap<string, GatewayEnd>;
  /** Gateways may have the time from before it was set back. */
  readonly #serverWasBehind: boolean;
  /** True where the message at this place was damaged on the gateway's disk. */
  readonly #wasDamaged: (place: string) => boolean;

  constructor(parts: {
    items: Items;
    contents: Contents;
    gateways: readonly GatewayEnd[];
    serverWasBehind: boolean;
    wasDamaged: (place: string) => boolean;
  }) {
    this.#items = parts.items;
    this.#contents = parts.contents;
    this.#gateways = new Map(parts.gateways.map((gateway) => [gateway.name, gateway]));
    this.#serverWasBehind = parts.serverWasBehind;
    this.#wasDamaged = parts.wasDamaged;
  }

  judge(): void {
    for (const { name, queued, waiting, onDisk } of this.#gateways.values())
      if (queued + waiting + onDisk > 0)
        throw new Violation(
          'everything drains',
          `${name} still holds ${queued} messages, ${waiting} in memory, ${onDisk} on its disk`,
        );
    for (const item of this.#items.all) if (item.takenAt !== undefined) this.#item(item);
    this.#letters();
  }

  #item(item: Item): void {
    if (isStored(this.#contents, item)) return;
    const places = item.places.map(({ epoch, seq }) => ({ lane: laneRef(item, epoch), seq }));
    if (places.some(({ lane, seq }) => this.#contents.deadLetters.has(placeOf(lane, seq)))) return;
    const isGap = (): boolean => places.some(({ lane, seq }) => this.#isGap(lane, seq));
    switch (item.excuse) {
      case 'lost with the disk':
        return;
      case 'given up':
      case 'lost with the stores': {
        // An epoch that ended has nobody left to tell of its gaps; nor has an old copy of what it does not know.
        const { epoch, hadOldCopy = false } = this.#gateways.get(item.gateway) ?? {};
        const isOver = hadOldCopy || places.every(({ lane }) => lane.epoch !== epoch);
        if (isOver || isGap()) return;
        throw new Violation(
          'no silent loss',
          `${describeItem(item)} was ${item.excuse}, and no gap tells of it`,
        );
      }
      case undefined:
        throw new Violation(
          isGap() ? 'gaps are gaps' : 'nothing taken is lost',
          `${describeItem(item)} is not in the stores`,
        );
    }
  }

  #isGap(lane: LaneRef, seq: number): boolean {
    const gaps = this.#contents.gaps.get(laneOf(lane)) ?? [];
    return gaps.some(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq);
  }

  /** A whole message never becomes a dead letter. */
  #letters(): void {
    const allowed = new Set<string>();
    for (const item of this.#items.all)
      if (item.isRefused)
        for (const { epoch, seq } of item.places) allowed.add(placeOf(laneRef(item, epoch), seq));
    for (const [place, reason] of this.#contents.deadLetters) {
      const [, , lane] = place.split('/');
      const isFuture = reason.startsWith('at: ') && lane === 'telemetry';
      if (allowed.has(place) || this.#wasDamaged(place)) continue;
      if (isFuture && this.#serverWasBehind) continue;
      throw new Violation('whole messages are read', `${place} became a dead letter: ${reason}`);
    }
  }
}

const laneRef = ({ gateway, lane }: Item, epoch: string): LaneRef => ({ gateway, epoch, lane });

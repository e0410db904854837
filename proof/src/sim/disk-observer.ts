import type { Lane } from '@tizhi/contracts';
import { Violation } from './history.ts';
import type { Item } from './items.ts';
import { isStored } from './judge-commits.ts';
import { Layers } from './layers.ts';
import { type DiskTrouble, type DiskWatch, type Held, heldIn, type Image, ModelDisk } from './model-disk.ts';
import { placeOf } from './model-stores.ts';
import type { Rng } from './rng.ts';
import type { Surroundings } from './surroundings.ts';

/** Chances that a call to the disk fails, before or after its work. */
interface DiskErrors {
  readonly before: number;
  readonly after: number;
}
type Place = Parameters<DiskWatch['put']>[0];

/** What goes wrong on a gateway's disk, and what the judge must know of all that happens there. */
export class DiskObserver implements DiskWatch {
  readonly disk: ModelDisk;
  readonly errors: Layers<DiskErrors>;
  /** The file was put back from an older copy. */
  hadOldCopy = false;
  /** Counts or clocks of the file may be older than what they count. */
  hasForgotten = false;
  /** Calls that failed so far. */
  troubles = 0;
  readonly gateway: string;
  readonly #world: Surroundings;
  readonly #chance: Rng;
  readonly #damagedBodies = new Map<string, readonly Item[]>();
  #errors: DiskErrors = { before: 0, after: 0 };
  #death: { calls: number; readonly after: boolean } | undefined;
  /** Could be read from a damaged file and is not in the one that took its place; `undefined`: for want of room. */
  #offered: Held[] | undefined;

  constructor(parts: { gateway: string; world: Surroundings; chance: Rng; maxBytes: number }) {
    this.gateway = parts.gateway;
    this.#world = parts.world;
    this.#chance = parts.chance;
    this.disk = new ModelDisk({ maxBytes: parts.maxBytes, watch: this });
    this.errors = new Layers<DiskErrors>(this.#errors, (errors) => {
      this.#errors = errors;
    });
  }

  /** The process dies in one of the next calls, before or after the call's work. */
  dieIn(death: { readonly calls: number; readonly after: boolean }): void {
    this.#death = { ...death };
  }

  /** A text of a held message is not any more what it was. */
  damage(lane: Lane, seq: number, message: Held): void {
    this.disk.image.lanes[lane].messages.set(seq, message);
    this.#noteDamage({ lane, epoch: this.disk.image.epoch ?? '', seq }, message);
  }

  damagePage(damage: NonNullable<Image['damage']>): void {
    this.disk.image.damage = damage;
    if (damage.notesReadable) return;
    this.hasForgotten = true;
    for (const message of heldIn(this.disk.image)) mayMove(message);
  }

  putBack(image: Image): void {
    this.hadOldCopy = true;
    this.hasForgotten = true;
    for (const message of heldIn(image)) mayMove(message);
    const stays = new Set([...heldIn(image)].flatMap(({ items }) => items));
    for (const { items } of this.disk.held())
      for (const item of items)
        if (!stays.has(item) && !isStored(this.#world.contents, item)) item.excuse ??= 'lost with the disk';
    this.disk.putBack(image);
  }

  checkBounds(): void {
    const { usedBytes, maxBytes } = this.disk.space;
    // Alerts and results may go past the bound of telemetry.
    const others = (['alert', 'result'] as const).reduce((sum, lane) => sum + this.disk.bytesOf(lane), 0);
    if (usedBytes - others > maxBytes)
      throw new Violation('bounds hold', `${this.gateway} holds ${usedBytes - others} bytes of telemetry`);
  }

  /** What could be read of a damaged file must be in the new one when the program comes to rest. */
  checkSalvage(): void {
    const lost = this.#offered
      ?.flatMap(({ items }) => items)
      .find(({ excuse }) => excuse === 'lost with the disk');
    if (lost !== undefined)
      throw new Violation('nothing taken is lost', `${lost.lane} ${lost.id} could be read and was not kept`);
    this.#offered = undefined;
  }

  trouble(write: boolean): DiskTrouble {
    if (this.disk.isDying) return 'killed before';
    if (this.#death !== undefined) {
      this.#death.calls -= 1;
      if (this.#death.calls <= 0) return this.#die(write && this.#death.after);
    }
    if (this.#chance.chance(this.#errors.before)) return this.#failed('error before');
    if (write && this.#chance.chance(this.#errors.after)) return this.#failed('error after');
    return undefined;
  }
  #die(afterWork: boolean): DiskTrouble {
    this.#death = undefined;
    this.disk.isDying = true;
    this.#world.history.count('killed in the middle of a disk call');
    return afterWork ? 'killed after' : 'killed before';
  }
  #failed(trouble: DiskTrouble & string): DiskTrouble {
    this.troubles += 1;
    this.#world.history.count(`disk ${trouble} its work`);
    return trouble;
  }

  itemsOf(lane: Lane, body: string): readonly Item[] {
    return this.#damagedBodies.get(body) ?? this.#world.judge.itemsOf(lane, body);
  }
  put(place: Place, message: Held): void {
    if (this.#offered !== undefined) this.#world.history.count('message read from a damaged file');
    this.#world.judge.put({ ...place, gateway: this.gateway }, place.seq, message);
    if (message.isDamaged || this.#damagedBodies.has(message.body)) this.#noteDamage(place, message);
    for (const item of message.items) if (item.excuse === 'lost with the disk') item.excuse = undefined;
  }
  overwritten({ lane, epoch, seq }: Place, before: Held, after: Held): void {
    const stays = new Set(after.items);
    // Telemetry that the outbox called refused, and counted, was never taken; whatever else waits in memory.
    for (const item of before.items)
      if (!stays.has(item) && lane === 'telemetry') {
        const isThere = item.places.findIndex((place) => place.epoch === epoch && place.seq === seq);
        if (isThere !== -1) item.places.splice(isThere, 1);
        if (item.places.length === 0) item.takenAt = undefined;
      }
  }
  acknowledged(place: Place, message: Held): void {
    const lane = { ...place, gateway: this.gateway };
    this.#world.judge.deleted({ lane, seq: place.seq }, message, this.#world.contents);
  }
  givenUp(place: Place, { items }: Held): void {
    // Where the disk gives the message up and says that it did not, the outbox calls it damaged.
    this.#world.judge.damagedPlaces.add(placeOf({ ...place, gateway: this.gateway }, place.seq));
    this.#world.history.count('telemetry given up');
    for (const item of items) item.excuse ??= 'given up';
  }
  replacing(): void {
    this.#offered = [];
  }
  lost(message: Held, isReadable: boolean): void {
    if (isReadable) this.#offered?.push(message);
    for (const item of message.items)
      if (!isStored(this.#world.contents, item)) item.excuse ??= 'lost with the disk';
  }
  full(): void {
    this.troubles += 1;
    // What finds no room in the new file stays in the damaged one, and nobody looks at it again.
    this.#offered = undefined;
    this.#world.history.count('disk was full');
  }

  #noteDamage(place: Place, message: Held): void {
    this.#damagedBodies.set(message.body, message.items);
    this.#world.judge.damagedPlaces.add(placeOf({ ...place, gateway: this.gateway }, place.seq));
  }
}

/** Without the school's time (its stamp has a base): where it lies is only known from the notes. */
function mayMove({ stamp, items }: Held): void {
  if (stamp.includes('"base":null')) return;
  for (const item of items) item.mayMove = true;
}

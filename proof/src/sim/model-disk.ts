import { type ChainHash, type DeviceId, type Epoch, LANES, type Lane } from '@tizhi/contracts';
import {
  Damaged,
  DiskFull,
  type Letter,
  type Mark,
  type Message,
  type OutboxDisk,
  type OutboxFile,
  type Replacement,
  type Salvaged,
  type StoredLane,
  type StoredLanes,
} from '@tizhi/edge-agent';
import { DiskSpace } from './disk-space.ts';
import type { Item } from './items.ts';

/** The process dies here: whatever it was about to do next, it does not do. */
export class Killed extends Error {}

/** What a call to the disk may meet. */
export type DiskTrouble = 'killed before' | 'killed after' | 'error before' | 'error after' | undefined;

/** Who decides what goes wrong on the disk, and who is told what it holds. */
export interface DiskWatch {
  /** Asked at each call; `write` false: it only reads. */
  trouble(write: boolean): DiskTrouble;
  /** The items in a new message's body. */
  itemsOf(lane: Lane, body: string): readonly Item[];
  put(place: { lane: Lane; epoch: string; seq: number }, message: Held): void;
  /** A commit failed and was on the disk all the same; another message took the number it never really had. */
  overwritten(place: { lane: Lane; epoch: string; seq: number }, before: Held, after: Held): void;
  /** Deleted as acknowledged: everything in it must be accounted for at the school. */
  acknowledged(place: { lane: Lane; epoch: string; seq: number }, message: Held): void;
  givenUp(place: { lane: Lane; epoch: string; seq: number }, message: Held): void;
  /** A damaged file is about to be replaced. */
  replacing(): void;
  /** Not in the new file that took a damaged one's place. */
  lost(message: Held, isReadable: boolean): void;
  full(): void;
}

/** A message on the disk, and what is really in it however damaged it is. */
export interface Held extends Letter {
  readonly items: readonly Item[];
  isDamaged: boolean;
}

interface LaneImage {
  stored: number;
  acked: number;
  dropped: number;
  before: ChainHash;
  messages: Map<number, Held>;
}

/** Everything in the file. */
export interface Image {
  epoch: Epoch | undefined;
  lanes: Record<Lane, LaneImage>;
  counts: Map<DeviceId, number>;
  notes: Map<string, string>;
  /** Set where a page is damaged: no call succeeds any more. Which messages can still be read then. */
  damage: { isReadable: (message: Held) => boolean; notesReadable: boolean } | undefined;
}

const NO_CHAIN = '0'.repeat(64) as ChainHash;
const emptyLane = (): LaneImage => ({
  stored: 0,
  acked: 0,
  dropped: 0,
  before: NO_CHAIN,
  messages: new Map(),
});

export const emptyImage = (): Image => ({
  epoch: undefined,
  lanes: { alert: emptyLane(), result: emptyLane(), telemetry: emptyLane() },
  counts: new Map(),
  notes: new Map(),
  damage: undefined,
});

export function copyImage(image: Image): Image {
  const lane = (name: Lane): LaneImage => ({
    ...image.lanes[name],
    messages: new Map([...image.lanes[name].messages].map(([seq, message]) => [seq, { ...message }])),
  });
  return {
    ...image,
    lanes: { alert: lane('alert'), result: lane('result'), telemetry: lane('telemetry') },
    counts: new Map(image.counts),
    notes: new Map(image.notes),
  };
}

/** A gateway's disk with its one file. It outlives the processes that open it. */
export class ModelDisk implements OutboxDisk {
  image = emptyImage();
  /** The process is dead and does not know it yet: nothing reaches the disk any more. */
  isDying = false;
  readonly space: DiskSpace;
  readonly #watch: DiskWatch;
  #open: ModelFile | undefined;

  constructor(parts: { maxBytes: number; watch: DiskWatch }) {
    this.space = new DiskSpace(parts.maxBytes);
    this.#watch = parts.watch;
  }

  open(): OutboxFile {
    this.#open?.close();
    this.#meet();
    if (this.image.damage !== undefined) throw new Damaged('the model damaged a page');
    this.#measure();
    this.#open = new ModelFile({ disk: this, watch: this.#watch, image: this.image });
    return this.#open;
  }

  replace(): Replacement {
    this.#open?.close();
    this.#watch.replacing();
    const old = this.image;
    const { isReadable = () => true, notesReadable = true } = old.damage ?? {};
    const fresh = emptyImage();
    this.space.empty();
    const file = new ModelFile({ disk: this, watch: this.#watch, image: fresh });
    this.#open = file;
    return {
      file,
      salvage: {
        messages: salvaged(old, isReadable),
        notes: notesReadable ? old.notes : new Map(),
        counts: notesReadable ? old.counts : new Map(),
      },
      settle: () => {
        file.close();
        this.#meet();
        this.image = fresh;
        const kept = new Set(itemsIn(fresh));
        for (const message of heldIn(old))
          if (!message.items.every((item) => kept.has(item))) this.#watch.lost(message, isReadable(message));
        return { file: this.open(), aside: 'aside' };
      },
    };
  }

  get isDamaged(): boolean {
    return this.image.damage !== undefined;
  }
  holds(lane: Lane, epoch: string, seq: number): boolean {
    return this.image.epoch === epoch && this.image.lanes[lane].messages.has(seq);
  }
  held(): Generator<Held> {
    return heldIn(this.image);
  }

  bytesOf(lane: Lane): number {
    return [...this.image.lanes[lane].messages.values()].reduce((sum, message) => sum + sizeOf(message), 0);
  }

  putBack(image: Image): void {
    this.#open?.close();
    this.image = copyImage(image);
    this.#measure();
  }

  #measure(): void {
    this.space.empty();
    for (const lane of LANES) this.space.hold(this.bytesOf(lane));
  }

  #meet(): void {
    const trouble = this.#watch.trouble(false);
    if (trouble === 'killed before') throw new Killed();
    if (trouble === 'error before') throw new Error('EIO: the model failed');
  }
}

export function* heldIn({ lanes }: Image): Generator<Held> {
  for (const lane of LANES) yield* lanes[lane].messages.values();
}
function* itemsIn(image: Image): Generator<Item> {
  for (const { items } of heldIn(image)) yield* items;
}

function* salvaged(image: Image, isReadable: (message: Held) => boolean): Generator<Salvaged> {
  for (const lane of LANES) {
    const messages = [...image.lanes[lane].messages].sort(([a], [b]) => a - b);
    for (const [, message] of messages) if (isReadable(message)) yield { lane, ...textsOf(message) };
  }
}

/** Counts never go back. */
function countOn({ counts }: Image, heard: ReadonlyMap<DeviceId, number>): void {
  for (const [device, count] of heard) counts.set(device, Math.max(count, counts.get(device) ?? 0));
}

const textsOf = ({ body, hash, stamp, seal }: Letter): Letter => ({ body, hash, stamp, seal });
const sizeOf = ({ body, hash, stamp, seal }: Letter): number =>
  body.length + hash.length + stamp.length + seal.length + 50;

class ModelFile implements OutboxFile {
  readonly epoch: Epoch | undefined;
  readonly lanes: StoredLanes;
  readonly counts: ReadonlyMap<DeviceId, number>;
  readonly notes: ReadonlyMap<string, string>;
  readonly #disk: ModelDisk;
  readonly #watch: DiskWatch;
  readonly #image: Image;
  #isClosed = false;

  constructor({ disk, watch, image }: { disk: ModelDisk; watch: DiskWatch; image: Image }) {
    this.#disk = disk;
    this.#watch = watch;
    this.#image = image;
    this.epoch = image.epoch;
    this.lanes = this.#storedLanes();
    this.counts = new Map(image.counts);
    this.notes = new Map(image.notes);
  }

  append(message: Message): void {
    this.#append(message, true);
  }
  appendPastBound(message: Message): void {
    this.#append(message, false);
  }

  #append(message: Message, bounded: boolean): void {
    const { lane, seq, counts } = message;
    const before = this.#image.lanes[lane].messages.get(seq);
    const bytes = sizeOf(message) - (before === undefined ? 0 : sizeOf(before));
    this.#write({ bytes, bounded }, (image) => {
      const held: Held = {
        ...textsOf(message),
        items: this.#watch.itemsOf(lane, message.body),
        isDamaged: false,
      };
      if (before !== undefined)
        this.#watch.overwritten({ lane, epoch: image.epoch ?? '', seq }, before, held);
      image.lanes[lane].messages.set(seq, held);
      image.lanes[lane].stored = seq;
      countOn(image, counts);
      this.#watch.put({ lane, epoch: image.epoch ?? '', seq }, held);
    });
  }

  read(lane: Lane, seq: number): Letter | undefined {
    return this.#read((image) => {
      const message = image.lanes[lane].messages.get(seq);
      return message === undefined ? undefined : textsOf(message);
    });
  }
  hash(lane: Lane, seq: number): string | undefined {
    return this.#read((image) => image.lanes[lane].messages.get(seq)?.hash);
  }
  stamps(): Iterable<string> {
    return this.#read((image) =>
      LANES.flatMap((lane) => [...image.lanes[lane].messages.values()].map(({ stamp }) => stamp)),
    );
  }

  deleteUpTo(marks: Readonly<Partial<Record<Lane, Mark>>>): void {
    this.#write({ bytes: 0, bounded: false }, (image) => {
      for (const lane of LANES) {
        const mark = marks[lane];
        if (mark === undefined) continue;
        const removed = this.#remove(image, lane, mark);
        image.lanes[lane].acked = Math.max(image.lanes[lane].acked, mark.seq);
        for (const [seq, message] of removed)
          this.#watch.acknowledged({ lane, epoch: image.epoch ?? '', seq }, message);
      }
    });
  }

  drop(upTo: Mark, dropped: number): void {
    this.#write({ bytes: 0, bounded: false }, (image) => {
      for (const [seq, message] of this.#remove(image, 'telemetry', upTo))
        this.#watch.givenUp({ lane: 'telemetry', epoch: image.epoch ?? '', seq }, message);
      image.lanes.telemetry.dropped = dropped;
    });
  }

  hasRoomFor(bytes: number): boolean {
    return this.#disk.space.hasRoomInside(bytes);
  }
  relieve(): boolean {
    return this.#disk.space.relieve();
  }
  recover(): void {
    this.#disk.space.recover();
  }

  beginEpoch(epoch: Epoch, starts: Readonly<Record<Lane, ChainHash>>): StoredLanes {
    this.#write({ bytes: 0, bounded: false }, (image) => {
      image.epoch = epoch;
      for (const lane of LANES) {
        const all = [...image.lanes[lane].messages].sort(([a], [b]) => a - b).map(([, message]) => message);
        const messages = new Map(all.map((message, index) => [index + 1, message]));
        Object.assign(image.lanes[lane], { messages, stored: all.length, acked: 0, before: starts[lane] });
        for (const [seq, message] of messages) this.#watch.put({ lane, epoch, seq }, message);
      }
    });
    return this.#storedLanes();
  }

  save({ notes = new Map(), counts = new Map() }: Parameters<OutboxFile['save']>[0]): void {
    this.#write({ bytes: 0, bounded: false }, (image) => {
      for (const [name, text] of notes) image.notes.set(name, text);
      countOn(image, counts);
    });
  }

  close(): void {
    this.#isClosed = true;
  }

  #remove(image: Image, lane: Lane, { seq: upTo, chain }: Mark): [number, Held][] {
    const { messages } = image.lanes[lane];
    const removed = [...messages].filter(([seq]) => seq <= upTo);
    for (const [seq, message] of removed) {
      messages.delete(seq);
      this.#disk.space.free(sizeOf(message));
    }
    image.lanes[lane].before = chain;
    return removed;
  }

  #storedLanes(): StoredLanes {
    const lane = (name: Lane): StoredLane => {
      const { stored, acked, dropped, before, messages } = this.#image.lanes[name];
      const first = messages.size === 0 ? stored + 1 : Math.min(...messages.keys());
      return { first, stored, acked, dropped, before };
    };
    return { alert: lane('alert'), result: lane('result'), telemetry: lane('telemetry') };
  }

  #read<T>(work: (image: Image) => T): T {
    this.#usable(this.#watch.trouble(false));
    return work(this.#image);
  }

  /** One transaction: all of it or nothing, whenever the process dies. */
  #write(size: { bytes: number; bounded: boolean }, work: (image: Image) => void): void {
    const trouble = this.#watch.trouble(true);
    this.#usable(trouble);
    if (!this.#disk.space.take(size)) {
      this.#watch.full();
      throw new DiskFull('the model has no room');
    }
    work(this.#image);
    if (trouble === 'killed after') throw new Killed();
    if (trouble === 'error after') throw new Error('EIO: the model failed after its work');
  }

  #usable(trouble: DiskTrouble): void {
    if (this.#isClosed) throw new Error('the file is closed');
    if (trouble === 'killed before') throw new Killed();
    if (this.#image.damage !== undefined) throw new Damaged('the model damaged a page');
    if (trouble === 'error before') throw new Error('EIO: the model failed');
  }
}

import type { ChainHash, DeviceId, Epoch, Lane } from '@tizhi/contracts';

/** What goes into a lane, as texts that a disk may damage and that show it. */
export interface Letter {
  /** The body, as JSON. */
  readonly body: string;
  /** SHA-256 of the body. */
  readonly hash: string;
  /** A {@link import('../clock/boot-clock.ts').Stamp} as JSON. */
  readonly stamp: string;
  /** SHA-256 over hash and stamp. */
  readonly seal: string;
}

/** How many readings of each device were heard. */
export type Counts = ReadonlyMap<DeviceId, number>;

/** A letter and the counts that its body brings: both are committed together. */
export interface CountedLetter extends Letter {
  readonly counts: Counts;
}

export interface Message extends CountedLetter {
  readonly lane: Lane;
  readonly seq: number;
}

/** A place in a lane: a sequence and the chain there. */
export interface Mark {
  readonly seq: number;
  readonly chain: ChainHash;
}

export interface StoredLane {
  /** Lowest sequence held, `stored + 1` where the lane is empty. */
  readonly first: number;
  /** Highest sequence ever given. */
  readonly stored: number;
  readonly acked: number;
  readonly dropped: number;
  /** The chain at `first - 1`. */
  readonly before: ChainHash;
}
export type StoredLanes = Readonly<Record<Lane, StoredLane>>;

/** Small texts kept beside the lanes, by name. */
export type Notes = ReadonlyMap<string, string>;

/**
 * The one durable file of a gateway, as a port: its epoch, the messages of the three lanes, their marks,
 * reading counts and notes. Every write is a committed, synced transaction when the call returns: a crash
 * at any moment leaves all of it or nothing. `outboxFileContract` says what every implementation must do.
 *
 * Any call may throw {@link DiskFull} (nothing was written), {@link Damaged} (the file is to be set aside)
 * or any other error (the disk did not answer: nothing, or all of it, was written).
 */
export interface OutboxFile {
  /** `undefined` in a new file, until `beginEpoch`. */
  readonly epoch: Epoch | undefined;
  /** What the lanes, the counts and the notes held when the file was opened. */
  readonly lanes: StoredLanes;
  readonly counts: Counts;
  readonly notes: Notes;
  /** Commits one message and its counts. The same sequence again (a commit that failed) replaces it. */
  append(message: Message): void;
  /** The same past the configured bound: for alerts and results, which only the disk itself may stop. */
  appendPastBound(message: Message): void;
  /** A held message; any of it may be damaged. */
  read(lane: Lane, seq: number): Letter | undefined;
  /** The same message's hash alone: a walk over the chain must not read bodies. */
  hash(lane: Lane, seq: number): string | undefined;
  /** The stamps of all held messages. */
  stamps(): Iterable<string>;
  /** Deletes acknowledged messages. */
  deleteUpTo(marks: Readonly<Partial<Record<Lane, Mark>>>): void;
  /** Gives telemetry up to and including `upTo` up, counting `dropped` of them in all. */
  drop(upTo: Mark, dropped: number): void;
  /** Whether the file itself has room for `bytes`: then a full disk is about the log, not about data. */
  hasRoomFor(bytes: number): boolean;
  /** The disk is full: gives the reserve back to it and lets telemetry grow no more. False: done already. */
  relieve(): boolean;
  /** Ends what `relieve` began, once the disk has plenty of room again. */
  recover(): void;
  /** A new epoch: all held messages are numbered anew from 1 in each lane; `starts` are the chains at 0. */
  beginEpoch(epoch: Epoch, starts: Readonly<Record<Lane, ChainHash>>): StoredLanes;
  /** Adds or replaces notes and counts. */
  save(what: { readonly notes?: Notes; readonly counts?: Counts }): void;
  /** Closing twice is harmless; every other call on a closed file throws. */
  close(): void;
}

/** A message found in a damaged file, in the order of its lane. */
export interface Salvaged extends Letter {
  readonly lane: Lane;
}

/** What of a damaged file can still be read. */
export interface Salvage {
  /** Alerts and results first; ends early rather than throw. */
  readonly messages: Iterable<Salvaged>;
  readonly notes: Notes;
  readonly counts: Counts;
}

/** Where the file lies. */
export interface OutboxDisk {
  /** Opens or creates the file. Throws {@link Damaged} where its content cannot be trusted. */
  open(): OutboxFile;
  /** Begins a new, empty file beside the damaged one, which the caller has closed and which stays as it is. */
  replace(): Replacement;
}

/** A new file that is being filled from a damaged one. Until it settles, the damaged one is the outbox. */
export interface Replacement {
  readonly file: OutboxFile;
  readonly salvage: Salvage;
  /**
   * Closes the new file and puts it into the damaged one's place, at once and whole: a crash, or an error
   * thrown, leaves one or the other. Gives the file to go on with and the damaged one's new name.
   */
  settle(): { readonly file: OutboxFile; readonly aside: string };
}

/** No room: the configured bound, or the disk itself. Nothing was written. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
}

/** The file's content cannot be trusted. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

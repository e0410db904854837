import type { RecordStore } from './record-store.ts';

/** What an implementation brings, so that the contract can be held against it. */
export interface RecordHarness {
  /** A store with nothing in it; the one before it is gone. */
  empty(): Promise<RecordStore>;
  /** The same records, opened anew. */
  reopen(): Promise<RecordStore>;
  /** Every byte that the store has on its disk. */
  bytes(): Promise<Uint8Array>;
  /** Without those of a log that the database keeps as it likes: what was erased must be gone from here. */
  tableBytes(): Promise<Uint8Array>;
  /** Makes the store not answer, and ends that again. */
  interrupt(): Promise<void>;
  resume(): Promise<void>;
  remove(): Promise<void>;
}
/** A part of the contract gets the store of the current test, and the harness for the rare rest. */
export interface Subject {
  readonly store: () => RecordStore;
  readonly harness: () => RecordHarness;
}

import type { AlertId, AttemptId, Lane } from '@tizhi/contracts';
import type {
  InboxCommit,
  LaneGap,
  LaneKey,
  LaneSegment,
  Mark,
  Refusal,
  TelemetryMessage,
} from '@tizhi/storage';
import type { History } from './history.ts';
import type { Rng } from './rng.ts';
import type { Scheduler } from './scheduler.ts';

/** How a store behaves now. Chances per call; times in ms. */
export interface StoreConditions {
  latency: { from: number; to: number };
  failBefore: number;
  /** The call did its work and yet is reported as failed: its answer was lost. */
  failAfter: number;
  /** Telemetry only: some of the rows are stored, and the call fails. */
  partial: number;
}

export const GOOD_STORE: Readonly<StoreConditions> = {
  latency: { from: 1, to: 8 },
  failBefore: 0,
  failAfter: 0,
  partial: 0,
};

/** Everything the two stores hold. */
export interface Contents {
  /** Reading by its identity in the store, and the other way round. */
  rows: Map<string, number>;
  keys: Map<number, string>;
  attempts: Set<AttemptId>;
  alerts: Map<AlertId, { raised: boolean; cleared: boolean }>;
  marks: Map<string, Mark>;
  /** By lane and sequence; those without identity are only counted. */
  deadLetters: Map<string, string>;
  strayLetters: number;
  gaps: Map<string, LaneGap[]>;
  segments: Map<string, LaneSegment[]>;
}

const nothing = (): Contents => ({
  rows: new Map(),
  keys: new Map(),
  attempts: new Set(),
  alerts: new Map(),
  marks: new Map(),
  deadLetters: new Map(),
  strayLetters: 0,
  gaps: new Map(),
  segments: new Map(),
});

const copyLists = <T>(lists: ReadonlyMap<string, readonly T[]>): Map<string, T[]> =>
  new Map([...lists].map(([name, list]) => [name, [...list]]));

const copyOf = (contents: Contents): Contents => ({
  rows: new Map(contents.rows),
  keys: new Map(contents.keys),
  attempts: new Set(contents.attempts),
  alerts: new Map(contents.alerts),
  marks: new Map(contents.marks),
  deadLetters: new Map(contents.deadLetters),
  strayLetters: contents.strayLetters,
  gaps: copyLists(contents.gaps),
  segments: copyLists(contents.segments),
});

/** One lane of one epoch of one gateway; every history plays at one school. */
export interface LaneRef {
  readonly gateway: string;
  readonly epoch: string;
  readonly lane: Lane;
}
export const laneOf = ({ gateway, epoch, lane }: LaneRef): string => `${gateway}/${epoch}/${lane}`;
export const placeOf = (lane: LaneRef, seq: number): string => `${laneOf(lane)}/${seq}`;

/** Who watches what the stores do; throws where a promise is broken. */
export interface StoreWatch {
  storeRows(message: TelemetryMessage, contents: Contents): void;
  /** Why the store will never take this message; `undefined`: it will. */
  refuses(message: TelemetryMessage): string | undefined;
  beforeCommit(commit: InboxCommit, contents: Contents): void;
  afterRestore(before: Contents, after: Contents): void;
}

/** The answer to a store call; `undefined`: it failed. */
export type Answer<T> = (result: { readonly value: T } | undefined) => void;

/** Telemetry and records as the inbox sees them: slow, failing before or after their work, restored from a copy. */
export class ModelStores {
  contents: Contents = nothing();
  readonly telemetry: StoreConditions = { ...GOOD_STORE };
  readonly records: StoreConditions = { ...GOOD_STORE };
  readonly #scheduler: Scheduler;
  readonly #history: History;
  readonly #rng: Rng;
  readonly #watch: StoreWatch;
  /** Calls under way are lost when the stores are restored. */
  #generation = 0;

  constructor(parts: { scheduler: Scheduler; history: History; rng: Rng; watch: StoreWatch }) {
    this.#scheduler = parts.scheduler;
    this.#history = parts.history;
    this.#rng = parts.rng;
    this.#watch = parts.watch;
  }

  write(messages: readonly TelemetryMessage[], answer: Answer<readonly Refusal[]>): void {
    const stored = this.#rng.chance(this.telemetry.partial) ? this.#rng.int(0, messages.length) : undefined;
    this.#call({ name: 'telemetry', conditions: this.telemetry, answer }, () => {
      const part = stored === undefined ? messages : messages.slice(0, stored);
      const refusals: Refusal[] = [];
      for (const message of part) {
        const reason = this.#watch.refuses(message);
        if (reason === undefined) this.#watch.storeRows(message, this.contents);
        else refusals.push({ message, reason });
      }
      if (refusals.length > 0) this.#history.count('message refused by the store', refusals.length);
      if (stored === undefined) return { value: refusals };
      this.#history.count('telemetry write stopped half-way');
      return undefined;
    });
  }

  mark(key: LaneKey, answer: Answer<Mark | undefined>): void {
    this.#call({ name: 'records', conditions: this.records, answer }, () => ({
      value: this.contents.marks.get(laneOf(key)),
    }));
  }

  commit(commit: InboxCommit, answer: Answer<void>): void {
    this.#call({ name: 'records', conditions: this.records, answer }, () => {
      for (const { after, ...key } of commit.marks) {
        const present = this.contents.marks.get(laneOf(key))?.seq ?? 0;
        if (present === after) continue;
        this.#history.count('commit came too late');
        return undefined;
      }
      this.#watch.beforeCommit(commit, this.contents);
      this.#apply(commit);
      return { value: undefined };
    });
  }

  backup(): Contents {
    return copyOf(this.contents);
  }
  restore(backup: Contents): void {
    this.#generation += 1;
    const before = this.contents;
    this.contents = copyOf(backup);
    this.#watch.afterRestore(before, this.contents);
  }

  /** Waits, works, waits, answers; may fail before the work or after it. */
  #call<T>(
    call: { readonly name: string; readonly conditions: StoreConditions; readonly answer: Answer<T> },
    work: () => { readonly value: T } | undefined,
  ): void {
    const { name, conditions, answer } = call;
    const rng = this.#rng;
    const wait = (): number => rng.between(conditions.latency.from, conditions.latency.to) / 2;
    const failsBefore = rng.chance(conditions.failBefore);
    const failsAfter = rng.chance(conditions.failAfter);
    const generation = this.#generation;
    this.#scheduler.after(wait(), () => {
      const isGone = generation !== this.#generation;
      if (failsBefore && !isGone) this.#history.count(`${name} failed before its work`);
      const result = failsBefore || isGone ? undefined : work();
      if (failsAfter && result !== undefined) this.#history.count(`${name} failed after its work`);
      this.#scheduler.after(wait(), () => answer(failsAfter ? undefined : result));
    });
  }

  #apply({ marks, attempts, alerts, deadLetters, gaps, segments }: InboxCommit): void {
    const { contents } = this;
    for (const { seq, chain, ...key } of marks) contents.marks.set(laneOf(key), { seq, chain });
    for (const { body } of attempts) contents.attempts.add(body.attempt);
    for (const { body } of alerts) {
      const known = contents.alerts.get(body.alert);
      contents.alerts.set(body.alert, {
        raised: known?.raised === true || body.state === 'raised',
        cleared: known?.cleared === true || body.state === 'cleared',
      });
    }
    for (const { key, seq, reason } of deadLetters) {
      if (key === null || seq === null) contents.strayLetters += 1;
      else if (!contents.deadLetters.has(placeOf(key, seq)))
        contents.deadLetters.set(placeOf(key, seq), reason);
    }
    for (const gap of gaps) push(contents.gaps, laneOf(gap), gap);
    for (const segment of segments) push(contents.segments, laneOf(segment), segment);
  }
}

function push<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}

import { formatTopic, type Lane, parseTopic, type TimeAnswer, TimeQuestion } from '@tizhi/contracts';
import {
  createServerClock,
  emptyInbox,
  type Inbound,
  type InboxEffect,
  type InboxEvent,
  type InboxLimits,
  type InboxState,
  LOOK_EVERY_MS,
  readMessage,
  type ServerClock,
  step,
  wakeAt,
} from '@tizhi/ingest';
import type { LaneKey, Mark } from '@tizhi/storage';
import type { MachineClock } from './clock.ts';
import type { History } from './history.ts';
import { checkInboxBounds } from './inbox-bounds.ts';
import type { ModelStores } from './model-stores.ts';
import type { Network } from './network.ts';
import { NetworkClient } from './network-client.ts';
import type { Rng } from './rng.ts';
import type { Planned, Scheduler } from './scheduler.ts';

export interface WorkerParts {
  readonly name: string;
  readonly scheduler: Scheduler;
  readonly history: History;
  readonly network: Network;
  readonly stores: ModelStores;
  readonly clock: MachineClock;
  readonly limits: InboxLimits;
  readonly rng: Rng;
  /** Judges an acknowledgement before it leaves. */
  readonly onAcknowledge: (key: LaneKey, mark: Mark) => void;
  /** Whether questions for the time are answered now. */
  readonly tellsTime: () => boolean;
  /** The latest time in the stores. */
  readonly latestInStore: () => number;
  /** When it is subscribed, and when it is not any more. */
  readonly onLink: () => void;
}

/** An ingest process: the real machine; its shell does with the model what `start-ingest.ts` does with the world. */
export class InboxWorker {
  readonly #parts: WorkerParts;
  readonly #client: NetworkClient;
  readonly #serverClock: ServerClock;
  readonly #acknowledging = new Map<string, { next: { key: LaneKey; mark: Mark } | null }>();
  #state: InboxState = emptyInbox;
  #gathered: Inbound[] = [];
  #tick: Planned | undefined;
  #isDead = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    const { scheduler, clock, network } = parts;
    this.#serverClock = createServerClock(() => clock.wall(scheduler.now));
    this.#serverClock.reached(parts.latestInStore());
    this.#look();
    this.#client = new NetworkClient(network, {
      name: parts.name,
      takes: (topic) => topic.includes('/up/') || topic.endsWith('/ask/time'),
      onUp: parts.onLink,
      onDown: parts.onLink,
      onMessage: (topic, payload) => this.#received(topic, payload),
    });
  }

  get isUp(): boolean {
    return this.#client.isUp;
  }

  kill(): void {
    this.#isDead = true;
    this.#tick?.cancel();
    this.#client.end(true);
  }

  #look(): void {
    if (this.#isDead) return;
    this.#serverClock.now();
    this.#parts.scheduler.after(LOOK_EVERY_MS, () => this.#look());
  }

  #received(topic: string, payload: Uint8Array): void {
    const { scheduler, history } = this.#parts;
    const parsed = parseTopic(topic);
    const { at, trusted } = this.#serverClock.now();
    if (parsed?.kind === 'up') {
      // One step for all that comes in one turn of the loop.
      if (this.#gathered.length === 0) scheduler.after(1, () => this.#flush());
      this.#gathered.push(readMessage({ topic, parsed, payload, receivedAt: at, clockTrusted: trusted }));
      return;
    }
    if (parsed?.kind !== 'ask_time' || !trusted || !this.#parts.tellsTime()) return;
    const question = TimeQuestion.safeParse(parseJson(payload));
    if (!question.success) return;
    const answer: TimeAnswer = { ...question.data, at };
    history.note(
      () => `${this.#parts.name} tells ${parsed.gateway} that it is ${new Date(at).toISOString()}`,
    );
    this.#publish(formatTopic({ ...parsed, kind: 'time' }), answer, false);
  }

  #flush(): void {
    const messages = this.#gathered;
    this.#gathered = [];
    if (messages.length > 0) this.#dispatch({ kind: 'received', messages });
  }

  #dispatch(event: InboxEvent): void {
    if (this.#isDead) return;
    const { scheduler, clock, limits } = this.#parts;
    const { state, effects } = step(this.#state, event, { now: clock.monotonic(scheduler.now), limits });
    this.#state = state;
    checkInboxBounds(state, limits);
    for (const effect of effects) this.#perform(effect);
    this.#tick?.cancel();
    const wake = wakeAt(this.#state, limits);
    if (wake !== undefined) {
      const wait = Math.max(0, Math.ceil(wake - clock.monotonic(scheduler.now)));
      this.#tick = scheduler.after(wait, () => this.#dispatch({ kind: 'tick' }));
    }
  }

  #perform(effect: InboxEffect): void {
    const { stores, rng } = this.#parts;
    switch (effect.kind) {
      case 'acknowledge':
        this.#acknowledge(effect.key, effect.mark);
        return;
      case 'read_mark': {
        const { key } = effect;
        stores.mark(key, (result) => {
          if (result !== undefined) this.#dispatch({ kind: 'mark_read', key, mark: result.value });
          else this.#dispatch({ kind: 'mark_unread', key, chance: rng.next() });
        });
        return;
      }
      case 'store': {
        const { lane, batch, messages } = effect;
        stores.write(messages, (result) => {
          if (result !== undefined) this.#dispatch({ kind: 'stored', lane, batch, refused: result.value });
          else this.#failed(lane, batch);
        });
        return;
      }
      case 'commit': {
        const { lane, batch, commit } = effect;
        stores.commit(commit, (result) => {
          if (result !== undefined) this.#dispatch({ kind: 'committed', lane, batch });
          else this.#failed(lane, batch);
        });
        return;
      }
      case 'check':
        this.#check(effect);
        return;
    }
  }

  #failed(lane: Lane, batch: number): void {
    this.#dispatch({ kind: 'failed', lane, batch, chance: this.#parts.rng.next() });
  }

  #check({ lane, batch, keys }: Extract<InboxEffect, { kind: 'check' }>): void {
    const marks: { key: LaneKey; mark: Mark | undefined }[] = [];
    let open = keys.length;
    let hasFailed = false;
    for (const key of keys) {
      this.#parts.stores.mark(key, (result) => {
        open -= 1;
        if (result === undefined) hasFailed = true;
        else marks.push({ key, mark: result.value });
        if (open > 0) return;
        if (hasFailed) this.#failed(lane, batch);
        else this.#dispatch({ kind: 'checked', lane, batch, marks });
      });
    }
    if (keys.length === 0) this.#dispatch({ kind: 'checked', lane, batch, marks });
  }

  /** As `acknowledger.ts`: at most one of a lane under way, meanwhile only the newest is kept. */
  #acknowledge(key: LaneKey, mark: Mark): void {
    const { history, onAcknowledge, scheduler, rng } = this.#parts;
    const { school, gateway, lane, epoch } = key;
    const name = `${gateway}/${epoch}/${lane}`;
    onAcknowledge(key, mark);
    const present = this.#acknowledging.get(name);
    if (present !== undefined) {
      present.next = { key, mark };
      return;
    }
    if (!this.#client.isUp) return;
    this.#acknowledging.set(name, { next: null });
    history.count('acknowledgement');
    history.note(() => `${this.#parts.name} acknowledges ${name} up to ${mark.seq}`);
    const { seq, chain } = mark;
    this.#publish(formatTopic({ school, gateway, kind: 'ack', lane }), { epoch, seq, chain }, true);
    scheduler.after(rng.between(1, 20), () => {
      const next = this.#acknowledging.get(name)?.next;
      this.#acknowledging.delete(name);
      if (next !== undefined && next !== null && !this.#isDead) this.#acknowledge(next.key, next.mark);
    });
  }

  #publish(topic: string, value: unknown, retain: boolean): void {
    this.#client.publish({ topic, payload: Buffer.from(JSON.stringify(value)), retain });
  }
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}

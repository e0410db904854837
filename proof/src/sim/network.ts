import type { History } from './history.ts';
import type { Rng } from './rng.ts';
import type { Scheduler } from './scheduler.ts';

/** What a way between a client and the broker does to what is sent over it. Times in ms. */
export interface Conditions {
  latency: { from: number; to: number };
  /** Chance that a message is lost, in each direction. */
  loss: number;
  duplicate: number;
  /** Chance that a message is held up by as much as `lateMs`, so that others overtake it. */
  late: number;
  lateMs: number;
  /** Chance that one byte of a message is changed. */
  corrupt: number;
  bytesPerMs: number;
  upBlocked: boolean;
  downBlocked: boolean;
}

export const GOOD_CONDITIONS: Readonly<Conditions> = {
  latency: { from: 2, to: 15 },
  loss: 0,
  duplicate: 0,
  late: 0,
  lateMs: 0,
  corrupt: 0,
  bytesPerMs: 1_000,
  upBlocked: false,
  downBlocked: false,
};

export const KEEP_ALIVE_MS = 15_000;
/** What a way holds at most; a broker drops what a slow reader leaves beyond that. */
const FULL_MS = 5_000;

/** A client's way to the broker: its conditions, and what stands in it. */
export interface Way {
  readonly name: string;
  conditions: Conditions;
  readonly rng: Rng;
  readonly up: Pipe;
  readonly down: Pipe;
}

interface Pipe {
  /** When the last byte sent is through. */
  freeAt: number;
  /** When the last message arrives that nothing holds up: those behind it do not overtake it. */
  lastAt: number;
}

/** What the broker's side knows of a client. */
export interface Peer {
  readonly name: string;
  isOpening(connection: number): boolean;
  isOn(connection: number): boolean;
  /** False where the client has given this connection up. */
  opened(connection: number): boolean;
  closed(connection: number): void;
  takes(topic: string): boolean;
  received(message: Omit<Publication, 'retain'> & { readonly connection: number }): void;
}

interface Session {
  readonly client: Peer;
  readonly connection: number;
  missed: number;
}

/**
 * The broker and the ways to it. It may lose everything: sessions are clean, retained messages live in its
 * memory, and a restart forgets them.
 */
export class Network {
  readonly scheduler: Scheduler;
  readonly history: History;
  readonly #sessions = new Map<string, Session>();
  readonly #retained = new Map<string, Uint8Array>();
  readonly #ways = new Map<string, Way>();
  readonly #rng: Rng;
  #connections = 0;
  #running = true;

  constructor(parts: { scheduler: Scheduler; history: History; rng: Rng }) {
    this.scheduler = parts.scheduler;
    this.history = parts.history;
    this.#rng = parts.rng;
    this.#checkSessions();
  }

  way(name: string): Way {
    const known = this.#ways.get(name);
    if (known !== undefined) return known;
    const rng = this.#rng.fork(name);
    const pipe = (): Pipe => ({ freeAt: 0, lastAt: 0 });
    const way = { name, conditions: { ...GOOD_CONDITIONS }, rng, up: pipe(), down: pipe() };
    this.#ways.set(name, way);
    return way;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Everything in memory is gone. `tell`: the clients notice at once, as after a reset. */
  stopBroker(tell: boolean): void {
    const clients = [...this.#sessions.values()];
    this.#running = false;
    this.#sessions.clear();
    this.#retained.clear();
    if (tell) for (const { client, connection } of clients) client.closed(connection);
  }
  startBroker(): void {
    this.#running = true;
  }

  hasSession(name: string, connection: number): boolean {
    return this.#sessions.get(name)?.connection === connection;
  }

  /** The broker forgets a client. `tell`: the client hears of it; otherwise the connection is half open. */
  dropSession(name: string, tell: boolean): void {
    const session = this.#sessions.get(name);
    if (session === undefined) return;
    this.#sessions.delete(name);
    if (tell) session.client.closed(session.connection);
  }

  newConnection(): number {
    this.#connections += 1;
    return this.#connections;
  }

  /** CONNECT and SUBSCRIBE in one; the answer brings the retained messages after it. */
  connect(client: Peer, connection: number): void {
    const way = this.way(client.name);
    if (way.conditions.upBlocked) return;
    this.scheduler.after(this.#latency(way), () => {
      if (!this.#running || !client.isOpening(connection)) return;
      const before = this.#sessions.get(client.name);
      this.#sessions.set(client.name, { client, connection, missed: 0 });
      if (before !== undefined && before.client !== client) before.client.closed(before.connection);
      if (way.conditions.downBlocked) return;
      this.scheduler.after(this.#latency(way), () => {
        if (!this.hasSession(client.name, connection) || !client.opened(connection)) return;
        for (const [topic, payload] of this.#retained)
          if (client.takes(topic)) this.#down(client, { topic, payload, connection });
      });
    });
  }

  publish(client: Peer, message: Publication & { readonly connection: number }): void {
    const way = this.way(client.name);
    this.#carry(way, 'up', message, (payload) => {
      if (this.#running && this.hasSession(client.name, message.connection))
        this.#fanOut({ ...message, payload });
    });
  }

  #fanOut({ topic, payload, retain }: Publication): void {
    if (retain) this.#retained.set(topic, payload);
    for (const { client, connection } of this.#sessions.values())
      if (client.takes(topic)) this.#down(client, { topic, payload, connection });
  }

  #down(client: Peer, message: Omit<Publication, 'retain'> & { readonly connection: number }): void {
    this.#carry(this.way(client.name), 'down', message, (payload) => {
      client.received({ ...message, payload });
    });
  }

  #carry(
    way: Way,
    direction: 'up' | 'down',
    { topic, payload }: { readonly topic: string; readonly payload: Uint8Array },
    deliver: (payload: Uint8Array) => void,
  ): void {
    const { conditions, rng } = way;
    const { history } = this;
    const pipe = way[direction];
    if (direction === 'up' ? conditions.upBlocked : conditions.downBlocked) {
      history.count('lost in a partition');
      history.note(() => `${way.name} ${direction} ${topic}: lost in the partition`);
      return;
    }
    if (pipe.freeAt - this.scheduler.now > FULL_MS) {
      history.count('message lost in a full pipe');
      return;
    }
    if (rng.chance(conditions.loss)) {
      history.count('message lost');
      history.note(() => `${way.name} ${direction} ${topic}: lost`);
      return;
    }
    pipe.freeAt = Math.max(pipe.freeAt, this.scheduler.now) + payload.length / conditions.bytesPerMs;
    const copies = rng.chance(conditions.duplicate) ? 2 : 1;
    if (copies === 2) history.count('message duplicated');
    for (let copy = 0; copy < copies; copy++) {
      const isLate = rng.chance(conditions.late);
      if (isLate) history.count('message held up');
      const isCorrupt = topic.includes('/up/') && rng.chance(conditions.corrupt);
      if (isCorrupt) history.count('message corrupted on the way');
      const carried = isCorrupt ? corrupted(payload, rng) : payload;
      const inOrder = Math.max(pipe.lastAt, pipe.freeAt + this.#latency(way));
      if (!isLate) pipe.lastAt = inOrder;
      const late = isLate ? rng.between(0, conditions.lateMs) : 0;
      this.scheduler.at(inOrder + late, () => deliver(carried));
    }
  }

  #latency({ conditions, rng }: Way): number {
    return rng.between(conditions.latency.from, conditions.latency.to);
  }

  /** The broker's half of the keep-alive: a client that is not heard for one and a half periods is gone. */
  #checkSessions(): void {
    this.scheduler.after(KEEP_ALIVE_MS / 2, () => {
      for (const [name, session] of this.#sessions) {
        const isSilent = this.way(name).conditions.upBlocked || !session.client.isOn(session.connection);
        session.missed = isSilent ? session.missed + 1 : 0;
        if (session.missed >= 3) this.#sessions.delete(name);
      }
      this.#checkSessions();
    });
  }
}

/**
 * One bit of a message up is changed, anywhere but in its epoch and its clock: those are the two that no chain
 * covers (docs/protocol.md). Answers to gateways carry no check of their own.
 */
function corrupted(payload: Uint8Array, rng: Rng): Uint8Array {
  const text = Buffer.from(payload).toString('latin1');
  const from = Math.max(0, text.indexOf('"seq"'));
  const clock = { from: text.indexOf('"clock"'), to: text.indexOf('"body"') };
  const copy = new Uint8Array(payload);
  const at = rng.int(from, copy.length - 1);
  if (at < clock.from || at > clock.to) copy[at] = (copy[at] ?? 0) ^ (1 << rng.int(0, 6));
  return copy;
}

export interface Publication {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
}

import {
  Acknowledgement,
  type DeviceId,
  formatTopic,
  type GatewayId,
  LANES,
  type Lane,
  parseTopic,
  type SchoolId,
  TimeAnswer,
} from '@tizhi/contracts';
import {
  type Boot,
  type BootClock,
  OUTBOX_LIMITS,
  Outbox,
  type Outgoing,
  SchoolClock,
} from '@tizhi/edge-agent';
import type { Logger } from 'pino';
import { alertOf, attemptOf, type Sample, sampleOf, telemetryOf } from './bodies.ts';
import type { MachineClock } from './clock.ts';
import { Violation } from './history.ts';
import type { Item } from './items.ts';
import type { ModelDisk } from './model-disk.ts';
import { NetworkClient } from './network-client.ts';
import type { Rng } from './rng.ts';
import type { Surroundings } from './surroundings.ts';

const EVERY = { tick: 250, flush: 1_000 };

export interface ProcessParts {
  readonly world: Surroundings;
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly disk: ModelDisk;
  readonly clock: MachineClock;
  readonly boot: Boot;
  readonly rng: Rng;
  readonly log: Logger;
}

/** A message whose items are known, on its way into the outbox. */
interface Leaving {
  readonly outgoing: Outgoing;
  readonly items: readonly Item[];
}

/** The gateway's program between two deaths: the real outbox, and what the agent's pipeline does around it. */
export class GatewayProcess {
  readonly #parts: ProcessParts;
  readonly #outbox: Outbox;
  readonly #time: SchoolClock;
  readonly #client: NetworkClient;
  readonly #numbers: Map<DeviceId, number>;
  #batch: { readonly sample: Sample; readonly item: Item }[] = [];
  #waiting: Leaving[] = [];
  #isDead = false;

  /** Throws what the outbox throws where the disk does not answer. */
  constructor(parts: ProcessParts) {
    this.#parts = parts;
    const { world, gateway, disk, boot, rng, log, clock } = parts;
    this.#outbox = new Outbox({
      disk,
      log,
      clock: () => this.#time.now(),
      monotonic: () => this.#mono,
      newId: () => rng.uuid(),
      boot,
    });
    this.#time = new SchoolClock({
      boot,
      wall: () => clock.wall(world.scheduler.now),
      monotonic: () => this.#mono,
      known: this.#outbox.bootClock,
      log,
      beforeChange: () => this.#flush(),
      moved: () => undefined,
      onKnown: (heard) => this.#heard(heard),
    });
    this.#numbers = new Map(this.#outbox.counts);
    this.#client = new NetworkClient(world.network, {
      name: gateway,
      takes: (topic) => topic.includes(`/${gateway}/down/`),
      onUp: () => this.#up(),
      onDown: () => this.#down(),
      onMessage: (topic, payload) => this.#received(topic, payload),
    });
    this.#repeat(EVERY.tick, () => this.#tick());
    this.#repeat(EVERY.flush, () => this.#flush());
  }

  get queued(): number {
    return LANES.reduce((sum, lane) => sum + this.queuedIn(lane), 0);
  }
  queuedIn(lane: Lane): number {
    return this.#outbox.lane(lane).queued;
  }
  get waiting(): number {
    return this.#waiting.length + this.#batch.length;
  }
  get epoch(): string {
    return this.#outbox.epoch;
  }

  die(told: boolean): void {
    this.#isDead = true;
    this.#client.end(told);
  }

  hear(item: Item): void {
    const device = item.name as DeviceId;
    const n = (this.#numbers.get(device) ?? 0) + 1;
    this.#numbers.set(device, n);
    this.#batch.push({ sample: sampleOf(item, { at: this.#time.now(), n }), item });
  }

  decide(item: Item): void {
    const stamp = this.#time.stamp();
    this.#leave({
      items: [item],
      outgoing:
        item.lane === 'alert'
          ? { lane: 'alert', body: alertOf(item, stamp.at), stamp }
          : { lane: 'result', body: attemptOf(item, stamp.at), stamp },
    });
  }

  get #mono(): number {
    return this.#parts.clock.monotonic(this.#parts.world.scheduler.now);
  }

  #repeat(everyMs: number, work: () => void): void {
    const { world, rng } = this.#parts;
    const again = (): void => {
      if (this.#isDead) return;
      this.#run(work);
      world.scheduler.after(everyMs, again);
    };
    world.scheduler.after(rng.between(0, everyMs), again);
  }

  /** Whatever enters the process from outside; it may die in it. */
  #run(work: () => void): void {
    if (!this.#isDead) this.#parts.world.gatewayNamed(this.#parts.gateway).enter(work);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const leaving of waiting) this.#leave(leaving);
    this.#flushBatch();
  }

  #flushBatch(): void {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    // Whenever times change their meaning the batch leaves first: one stamp holds for all of it.
    const stamp = this.#time.stamp();
    this.#leave({
      items: batch.map(({ item }) => item),
      outgoing: { lane: 'telemetry', body: telemetryOf(batch.map(({ sample }) => sample)), stamp },
    });
  }

  #leave(leaving: Leaving): void {
    const { outgoing, items } = leaving;
    const { world, disk, gateway } = this.#parts;
    const { epoch } = this.#outbox;
    const before = this.#outbox.lane(outgoing.lane).dropped;
    try {
      this.#outbox.enqueue(outgoing);
    } catch (error) {
      if (error instanceof Violation || disk.isDying) throw error;
      this.#waiting.push(leaving);
      return;
    }
    const isKept = items.every(({ places }) => places.length > 0);
    // A new file counts from 0.
    const counted = this.#outbox.lane(outgoing.lane).dropped - (this.#outbox.epoch === epoch ? before : 0);
    if (!isKept && counted < 1)
      throw new Violation('no silent loss', `${gateway} neither keeps nor counts a ${outgoing.lane} message`);
    if (!isKept) world.history.count('telemetry refused by a full disk');
    else for (const item of items) world.taken(item);
  }

  #up(): void {
    const { world, gateway, school } = this.#parts;
    world.weather.refresh(gateway);
    this.#run(() => {
      this.#time.connected((question) => {
        const topic = formatTopic({ school, gateway, kind: 'ask_time' });
        this.#client.publish({ topic, payload: Buffer.from(JSON.stringify(question)), retain: false });
      });
      this.#outbox.connected((lane, envelope) => {
        if (this.#isDead || this.#parts.disk.isDying) return;
        world.history.count(`${lane} message sent`);
        const [, seq = '', first = ''] = /"seq":(\d+),"first":(\d+)/.exec(envelope) ?? [];
        world.history.note(() => `${gateway} sends ${lane} ${seq} (first ${first})`);
        if (Number(seq) - Number(first) >= OUTBOX_LIMITS.window[lane])
          throw new Violation('bounds hold', `${gateway} sends ${lane} ${seq} while it holds ${first}`);
        const topic = formatTopic({ school, gateway, kind: 'up', lane });
        this.#client.publish({ topic, payload: Buffer.from(envelope), retain: false });
      });
    });
  }

  #heard(heard: BootClock): void {
    this.#outbox.clockKnown(heard);
    this.#noteClock();
  }
  /** It may have been heard at a moment when the disk did not answer. */
  #noteClock(): void {
    const { boot, world } = this.#parts;
    if (this.#outbox.bootClock !== undefined && !this.#parts.disk.isDying) world.judge.clockKnown(boot.id);
  }

  #down(): void {
    this.#run(() => {
      this.#time.disconnected();
      this.#outbox.disconnected();
    });
  }

  #tick(): void {
    this.#time.tick();
    this.#outbox.tick();
    this.#noteClock();
  }

  #received(topicText: string, payload: Uint8Array): void {
    const { world, gateway } = this.#parts;
    const topic = parseTopic(topicText);
    const value = parseJson(payload);
    if (topic?.kind === 'ack') {
      const ack = Acknowledgement.safeParse(value);
      if (ack.success) this.#run(() => this.#outbox.acknowledge(topic.lane, ack.data));
    } else if (topic?.kind === 'time') {
      const answer = TimeAnswer.safeParse(value);
      if (!answer.success) return;
      world.history.note(() => `${gateway} hears that it is ${new Date(answer.data.at).toISOString()}`);
      this.#run(() => this.#time.answered(answer.data));
    }
  }
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}

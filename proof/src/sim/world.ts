import { type GatewayId, LANES, type SchoolId } from '@tizhi/contracts';
import { INBOX_LIMITS, type InboxLimits } from '@tizhi/ingest';
import { MachineClock } from './clock.ts';
import { Gateway } from './gateway.ts';
import type { History } from './history.ts';
import type { Item } from './items.ts';
import { Judge } from './judge.ts';
import { isLetter, isStored } from './judge-commits.ts';
import { EndJudge } from './judge-end.ts';
import { Layers } from './layers.ts';
import {
  type Contents,
  GOOD_STORE,
  type LaneRef,
  ModelStores,
  type StoreConditions,
} from './model-stores.ts';
import { type Conditions, GOOD_CONDITIONS, Network } from './network.ts';
import type { Rng } from './rng.ts';
import type { Scheduler } from './scheduler.ts';
import { Spells } from './spells.ts';
import { SERVER, Weather } from './weather.ts';
import { Workers } from './workers.ts';

const SCHOOL = 'school' as SchoolId;

/** A school: gateways with their devices, a broker, ingest workers, stores, clocks, and the judge over them. */
export class World {
  readonly scheduler: Scheduler;
  readonly history: History;
  readonly network: Network;
  readonly judge: Judge;
  readonly stores: ModelStores;
  readonly weather: Weather;
  readonly spells: Spells;
  readonly workers: Workers;
  readonly gateways: readonly Gateway[];
  readonly serverClock: MachineClock;
  readonly storeLayers: Readonly<Record<'telemetry' | 'records', Layers<StoreConditions>>>;
  /** Whether anybody answers who asks for the time. */
  tellsTime = true;
  readonly #goodWay: Readonly<Conditions>;
  readonly #ways = new Map<string, Layers<Conditions>>();
  /** How far the server's clock was ever ahead of where it stands now: so long it may say nothing, ms. */
  #serverBack = 0;

  constructor(parts: {
    readonly scheduler: Scheduler;
    readonly history: History;
    readonly rng: Rng;
    /** Messages will be corrupted on the way. */
    readonly corrupts: boolean;
  }) {
    const { scheduler, history, rng } = parts;
    this.scheduler = scheduler;
    this.history = history;
    const now = (): number => scheduler.now;
    const shape = rng.fork('shape');
    this.weather = new Weather(now);
    this.spells = new Spells(scheduler, this.weather);
    this.#goodWay = { ...GOOD_CONDITIONS, bytesPerMs: shape.pick([10, 40, 200]) };
    this.network = new Network({ scheduler, history, rng: rng.fork('network') });
    this.judge = new Judge(
      {
        holds: (...place) => this.#holds(...place),
        held: () => this.#held(),
        hasForgotten: (name) => this.gatewayNamed(name).observer.hasForgotten,
      },
      now,
    );
    this.stores = new ModelStores({ scheduler, history, rng: rng.fork('stores'), watch: this.judge });
    this.storeLayers = {
      telemetry: new Layers(GOOD_STORE, (change) => Object.assign(this.stores.telemetry, change)),
      records: new Layers(GOOD_STORE, (change) => Object.assign(this.stores.records, change)),
    };
    this.serverClock = new MachineClock({ drift: 0, offset: 0 });
    // The model corrupts a million times as many messages as any network: three times the same is nothing rare.
    const patience = parts.corrupts ? { misfitTimes: 6 } : {};
    const limits = { ...limitsOf(shape), ...patience };
    this.workers = new Workers((name) => ({
      name,
      scheduler,
      history,
      network: this.network,
      stores: this.stores,
      clock: this.serverClock,
      limits,
      rng: rng.fork(name),
      onAcknowledge: (key, mark) => this.judge.acknowledging(key, mark, this.stores.contents),
      tellsTime: () => this.tellsTime,
      latestInStore: () => this.judge.school.latest - 10_000,
      onLink: () => this.weather.hit(SERVER),
    }));
    this.gateways = Array.from({ length: shape.int(1, 3) }, (_, index) => {
      const name = `gateway-${index + 1}`;
      return new Gateway(this, { school: SCHOOL, name: name as GatewayId, rng: rng.fork(name) });
    });
    for (const { name } of this.gateways) this.wayLayers(name);
    this.noteServerClock();
    const workers = shape.chance(0.3) ? 2 : 1;
    for (let worker = 0; worker < workers; worker++) this.workers.start(this.workers.newName());
    for (const gateway of this.gateways) gateway.start();
    this.#watch();
  }

  wayLayers(client: string): Layers<Conditions> {
    const known = this.#ways.get(client);
    if (known !== undefined) return known;
    const way = this.network.way(client);
    // The workers stand beside the broker.
    const good = this.gateways.some(({ name }) => name === client) ? this.#goodWay : GOOD_CONDITIONS;
    const layers = new Layers(good, (conditions) => Object.assign(way.conditions, conditions));
    this.#ways.set(client, layers);
    return layers;
  }

  /** The gateway's outbox took it: it must not get lost any more. */
  taken(item: Item): void {
    item.takenAt = this.scheduler.now;
    this.weather.taken(item);
  }
  gatewayNamed(name: string): Gateway {
    const gateway = this.gateways.find((known) => known.name === name);
    if (gateway === undefined) throw new Error(`no gateway is called ${name}`);
    return gateway;
  }

  get contents(): Contents {
    return this.stores.contents;
  }

  stepServerClock(byMs: number): void {
    this.noteServerClock();
    this.serverClock.step(byMs);
    this.#serverBack = Math.max(0, this.#serverBack - byMs);
    this.history.note(() => `the server's clock is set by ${byMs} ms`);
    this.weather.hit(SERVER);
    this.noteServerClock();
  }
  noteServerClock(): void {
    const { now } = this.scheduler;
    this.judge.school.note(now, this.serverClock.wall(now));
  }

  /** Every fault ends. Clocks stay as wrong as they are. Gives the time within which all must have drained, ms. */
  calm(): number {
    this.history.note(() => '--- the faults end ---');
    this.spells.endAll();
    for (const layers of this.#ways.values()) layers.clear();
    this.storeLayers.telemetry.clear();
    this.storeLayers.records.clear();
    return 400_000 + this.#serverBack;
  }

  /** No device says anything more. */
  silence(): void {
    for (const gateway of this.gateways) gateway.silence();
  }

  get hasDrained(): boolean {
    return this.gateways.every((gateway) => gateway.hasDrained);
  }

  judgeEnd(): void {
    new EndJudge({
      items: this.judge.items,
      contents: this.contents,
      gateways: this.gateways.map((gateway) => gateway.end()),
      serverWasBehind: this.judge.school.wasBehind,
      wasDamaged: (place) => this.judge.damagedPlaces.has(place),
    }).judge();
  }

  #watch(): void {
    this.scheduler.after(1_000, () => {
      this.noteServerClock();
      this.weather.check((item) => isStored(this.contents, item) || isLetter(this.contents, item));
      for (const gateway of this.gateways) gateway.checkBounds();
      this.#watch();
    });
  }

  #holds({ gateway, epoch, lane }: LaneRef, seq: number): boolean {
    // An old copy holds again what was given up, until it learns what it is.
    return this.gateways.some(
      ({ name, disk, observer }) => name === gateway && !observer.hadOldCopy && disk.holds(lane, epoch, seq),
    );
  }

  *#held(): ReturnType<ConstructorParameters<typeof Judge>[0]['held']> & Generator {
    for (const { name, disk } of this.gateways) {
      const { epoch = '', lanes } = disk.image;
      for (const lane of LANES)
        for (const [seq, message] of lanes[lane].messages)
          yield { lane: { gateway: name, epoch, lane }, seq, message };
    }
  }
}

/** As in production, or so small that they are met. */
function limitsOf(rng: Rng): InboxLimits {
  if (rng.chance(0.4)) return INBOX_LIMITS;
  return {
    ...INBOX_LIMITS,
    batchRows: rng.pick([20, 100]),
    batchMessages: rng.pick([5, 50]),
    batchBytes: rng.pick([5_000, 50_000]),
    queuedRows: rng.pick([300, 1_000]),
    queuedMessages: rng.pick([20, 100]),
    queuedBytes: rng.pick([60_000, 400_000]),
    lanes: rng.pick([4, 12]),
    lanesLoading: rng.pick([2, 5]),
    waitingMessages: rng.pick([2, 20]),
    waitingBytes: rng.pick([4_000, 30_000]),
    unreadablePerMinute: 3,
    gatewaysWatched: 2,
  };
}

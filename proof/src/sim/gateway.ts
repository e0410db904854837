import type { GatewayId, SchoolId } from '@tizhi/contracts';
import type { Boot } from '@tizhi/edge-agent';
import type { Logger } from 'pino';
import { MachineClock } from './clock.ts';
import { type Happening, runDevices } from './devices.ts';
import { DiskObserver } from './disk-observer.ts';
import { GatewayProcess } from './gateway-process.ts';
import { type History, Violation } from './history.ts';
import type { GatewayEnd } from './judge-end.ts';
import { Leftovers } from './leftovers.ts';
import type { Image, ModelDisk } from './model-disk.ts';
import type { Rng } from './rng.ts';
import type { Surroundings } from './surroundings.ts';

/** A gateway's machine with its disk, its clocks and its devices; its program comes and goes. */
export class Gateway {
  readonly name: GatewayId;
  readonly observer: DiskObserver;
  /** No device says anything more. */
  readonly silence: () => void;
  readonly #world: Surroundings;
  readonly #school: SchoolId;
  readonly #rng: Rng;
  readonly #clock: MachineClock;
  readonly #log: Logger;
  readonly #leftovers: Leftovers;
  #process: GatewayProcess | undefined;
  #downUntil = 0;
  #boots = 0;
  #boot: Boot;
  #deathDownMs = 0;

  constructor(world: Surroundings, { school, name, rng }: { school: SchoolId; name: GatewayId; rng: Rng }) {
    this.#world = world;
    this.#school = school;
    this.name = name;
    this.#rng = rng;
    const shape = rng.fork('shape');
    const offset = shape.pick([0, 0, 30, -400, 5_000, -3_600_000, 3_600_000]);
    this.#clock = new MachineClock({ drift: shape.between(-1e-4, 1e-4), offset });
    this.observer = new DiskObserver({
      gateway: name,
      world,
      chance: rng.fork('disk'),
      maxBytes: shape.pick([30_000, 60_000, 1_000_000]),
    });
    this.#leftovers = new Leftovers(this.observer);
    this.#boot = this.#newBoot();
    this.#log = loggerTo(world.history, name);
    this.silence = runDevices({
      scheduler: world.scheduler,
      rng: rng.fork('devices'),
      happens: (what) => this.#happens(what),
    });
  }

  get disk(): ModelDisk {
    return this.observer.disk;
  }

  start(): void {
    const { scheduler, history, weather } = this.#world;
    if (this.#process !== undefined || scheduler.now < this.#downUntil) return;
    this.disk.isDying = false;
    try {
      this.#process = new GatewayProcess({
        world: this.#world,
        school: this.#school,
        gateway: this.name,
        disk: this.disk,
        clock: this.#clock,
        boot: this.#boot,
        rng: this.#rng.fork(`process ${scheduler.now}`),
        log: this.#log,
      });
      history.note(() => `${this.name} starts`);
      this.observer.checkSalvage();
    } catch (error) {
      if (error instanceof Violation) throw error;
      history.count('gateway could not start');
      weather.hit(this.name);
      this.#down(this.disk.isDying ? this.#deathDownMs : 2_000);
    }
  }

  kill({ downMs, told = true }: { readonly downMs: number; readonly told?: boolean }): void {
    this.#world.history.note(() => `${this.name} dies`);
    this.#process?.die(told);
    this.#process = undefined;
    this.#down(downMs);
  }

  killInCall({ downMs, ...death }: { calls: number; after: boolean; downMs: number }): void {
    this.observer.dieIn(death);
    this.#deathDownMs = downMs;
  }

  /** `wallBegins`, epoch ms: where a clock without battery begins; `undefined`: it kept going. */
  reboot({ downMs, wallBegins }: { readonly downMs: number; readonly wallBegins: number | undefined }): void {
    this.kill({ downMs, told: false });
    this.#clock.reboot(this.#world.scheduler.now, wallBegins);
    this.#boot = this.#newBoot();
  }

  /** The machine is stopped and its file replaced by an older copy of itself. */
  putBack(image: Image): void {
    this.kill({ downMs: 1_000 });
    this.#world.history.note(() => `${this.name}'s file is put back from the copy`);
    this.#world.history.count('old copy really put back');
    this.observer.putBack(image);
  }

  stepClock(byMs: number): void {
    this.#clock.step(byMs);
    this.#world.history.note(() => `${this.name}'s clock is set by ${byMs} ms`);
  }

  /** Something reaches the program, which may die of it. */
  enter(work: () => void): void {
    if (this.#process === undefined) return;
    try {
      work();
    } catch (error) {
      if (error instanceof Violation || !this.disk.isDying) throw error;
    }
    if (this.disk.isDying) this.kill({ downMs: this.#deathDownMs });
    this.observer.checkSalvage();
  }

  /** To be called once a second. */
  checkBounds(): void {
    this.observer.checkBounds();
    this.#leftovers.check(this.#process);
  }

  get hasDrained(): boolean {
    const { queued, waiting, onDisk } = this.end();
    return queued + waiting + onDisk === 0;
  }
  end(): GatewayEnd {
    return {
      name: this.name,
      epoch: this.#process?.epoch ?? '',
      queued: this.#process?.queued ?? Number.POSITIVE_INFINITY,
      waiting: this.#process?.waiting ?? 0,
      onDisk: [...this.disk.held()].length,
      hadOldCopy: this.observer.hadOldCopy,
    };
  }

  #happens(what: Happening): void {
    const process = this.#process;
    if (process === undefined) return;
    const { judge, scheduler } = this.#world;
    const trueAt = scheduler.now;
    const item = judge.items.add({ ...what, gateway: this.name, boot: this.#boot.id, trueAt });
    this.enter(() => (what.lane === 'telemetry' ? process.hear(item) : process.decide(item)));
  }

  #down(forMs: number): void {
    const { scheduler } = this.#world;
    this.#downUntil = Math.max(this.#downUntil, scheduler.now + forMs);
    this.#world.weather.hit(this.name);
    scheduler.at(this.#downUntil, () => this.start());
  }

  #newBoot(): Boot {
    this.#boots += 1;
    return { id: `${this.name}-boot-${this.#boots}` as Boot['id'], startedAt: 0 };
  }
}

/** The part of a logger that the outbox and the clock use. */
function loggerTo(history: History, name: string): Logger {
  const write = (level: string) => (context: object, message: string) =>
    history.note(() => `${name} ${level}: ${message} ${briefly(context)}`);
  const log = { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') };
  return log as unknown as Logger;
}

const briefly = (context: object): string =>
  Object.entries(context)
    .map(([name, value]) => `${name}=${value instanceof Error ? value.message : String(value)}`)
    .join(' ');

import type { BootId, ClockStamp } from '@tizhi/contracts';
import {
  type Boot,
  type BootClock,
  placeEarlierBoot,
  type Stamp,
  type UncomparedBoot,
} from '../clock/boot-clock.ts';
import { type Checked, clockOf, stampIn } from './letter.ts';
import type { Notebook } from './notes.ts';
import type { Notes } from './outbox-file.ts';

/** Writing down how far the school's clock was known, ms: bounds what an unsynced boot after this may be. */
const REMEMBER_EVERY_MS = 600_000;

/** Which boots' clocks are known, and so what the times of held messages mean. Each is fixed for ever. */
export class OutboxClocks {
  readonly #notebook: Notebook;
  readonly #boot: Boot;
  #clocks: Map<BootId, BootClock>;

  constructor(notebook: Notebook, boot: Boot) {
    this.#notebook = notebook;
    this.#boot = boot;
    this.#clocks = notebook.clocks();
  }

  /** Of the present boot. */
  get present(): BootClock | undefined {
    return this.#clocks.get(this.#boot.id);
  }

  stampOf(letter: Checked): ClockStamp {
    return clockOf(letter, this.#clocks);
  }

  /**
   * The present boot's clock was heard, or `stamps` came from elsewhere: settles the clocks of all earlier
   * boots among them. `save` must make the notes durable before this counts.
   */
  settle(options: {
    readonly heard: BootClock;
    readonly stamps: Iterable<string>;
    readonly save: (notes: Notes) => void;
  }): void {
    const { heard } = options;
    const { seen, uncompared } = this.#survey(options.stamps);
    const known = [...this.#clocks.values()];
    const window = {
      knownUntil: Math.max(0, ...known.filter((clock) => clock.heard).map((clock) => clock.lastAt)),
      presentStart: heard.offset + this.#boot.startedAt,
    };
    const placed = uncompared.map((boot) => placeEarlierBoot(boot, window));
    const kept = known.filter(({ boot }) => seen.has(boot));
    const clocks = new Map([...kept, ...placed, heard].map((clock) => [clock.boot, clock]));
    options.save(this.#notebook.setClocks(clocks));
    this.#clocks = clocks;
  }

  /** Notes to save, now and then, while the school's time is known to be `now`. */
  remember(now: number): Notes | undefined {
    const { present } = this;
    if (present === undefined || now - present.lastAt < REMEMBER_EVERY_MS) return undefined;
    this.#clocks.set(present.boot, { ...present, lastAt: Math.round(now) });
    return this.#notebook.setClocks(this.#clocks);
  }

  /** Of the boots that `stamps` name: all of them, and those before this one whose clock nobody knows. */
  #survey(stamps: Iterable<string>): { readonly seen: Set<BootId>; readonly uncompared: UncomparedBoot[] } {
    const seen = new Set<BootId>();
    const uncompared = new Map<BootId, UncomparedBoot>();
    for (const text of stamps) {
      const stamp = stampIn(text);
      if (stamp === undefined) continue;
      seen.add(stamp.boot);
      if (stamp.base === null || stamp.boot === this.#boot.id || this.#clocks.has(stamp.boot)) continue;
      uncompared.set(stamp.boot, widened(uncompared.get(stamp.boot), stamp, stamp.base));
    }
    return { seen, uncompared: [...uncompared.values()] };
  }
}

function widened(span: UncomparedBoot | undefined, { boot, at }: Stamp, base: number): UncomparedBoot {
  const mono = at - base;
  if (span === undefined) return { boot, firstMono: mono, lastMono: mono, lastBase: base };
  return {
    boot,
    firstMono: Math.min(span.firstMono, mono),
    lastMono: Math.max(span.lastMono, mono),
    lastBase: mono >= span.lastMono ? base : span.lastBase,
  };
}

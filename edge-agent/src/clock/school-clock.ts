import type { TimeAnswer, TimeQuestion } from '@tizhi/contracts';
import type { Logger } from 'pino';
import type { Boot, BootClock, Stamp } from './boot-clock.ts';
import {
  type ClockEvent,
  type ClockState,
  errorAt,
  sameTimes,
  stampAt,
  startedClock,
  stepClock,
  timeAt,
} from './clock-machine.ts';

export interface SchoolClockOptions {
  readonly boot: Boot;
  /** The system's clock, epoch ms. */
  readonly wall: () => number;
  readonly monotonic: () => number;
  /** What an earlier process of this boot heard. */
  readonly known: BootClock | undefined;
  readonly log: Logger;
  /** Times change their meaning after this call: what was stamped must leave first. */
  readonly beforeChange: () => void;
  /** The clock jumped by so much, ms. */
  readonly moved: (ms: number) => void;
  /** The school's clock was heard for the first time in this boot. */
  readonly onKnown: (clock: BootClock) => void;
}

/** The clock of the whole gateway: school time as well as it is known. */
export class SchoolClock {
  readonly #options: SchoolClockOptions;
  #state: ClockState;
  #ask: ((question: TimeQuestion) => void) | undefined;
  #changing = false;

  constructor(options: SchoolClockOptions) {
    this.#options = options;
    this.#state = startedClock(options.boot.id, this.#clocks(), options.known);
  }

  /** Epoch ms. */
  now(): number {
    this.#step({ kind: 'look' });
    return timeAt(this.#state, this.#options.monotonic());
  }

  stamp(): Stamp {
    return stampAt(this.#state, this.#options.monotonic());
  }

  report(): { readonly skewMs: number; readonly errorMs: number | null } {
    return { skewMs: this.#state.skewMs, errorMs: errorAt(this.#state, this.#options.monotonic()) };
  }

  connected(ask: (question: TimeQuestion) => void): void {
    this.#ask = ask;
    this.#step({ kind: 'connected' });
  }

  disconnected(): void {
    this.#ask = undefined;
    this.#step({ kind: 'disconnected' });
  }

  answered(answer: TimeAnswer): void {
    this.#step({ kind: 'answer', answer });
  }

  /** To be called a few times a second. */
  tick(): void {
    this.#step({ kind: 'look' });
  }

  #clocks() {
    return { mono: this.#options.monotonic(), wall: this.#options.wall() };
  }

  #step(event: ClockEvent): void {
    if (this.#changing) return;
    const before = this.#state;
    const { state, effects } = stepClock(before, event, this.#clocks());
    const same = sameTimes(before, state);
    if (!same) this.#beforeChange();
    this.#state = state;
    if (!same) this.#changed(before, state);
    for (const effect of effects) {
      if (effect.kind === 'ask') this.#ask?.(effect.question);
      else this.#options.onKnown(effect.clock);
    }
  }

  /** What leaves now asks for the time, too: it must still get the old one. */
  #beforeChange(): void {
    this.#changing = true;
    try {
      this.#options.beforeChange();
    } finally {
      this.#changing = false;
    }
  }

  #changed(before: ClockState, after: ClockState): void {
    const ms = Math.round(after.offset - before.offset);
    if (ms !== 0) this.#options.moved(ms);
    const notable = Math.abs(ms) > 0 || before.best === null || before.skewMs !== after.skewMs;
    if (notable) this.#options.log.info({ movedMs: ms, ...this.report() }, 'the clock was compared');
  }
}

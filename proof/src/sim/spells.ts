import type { Scheduler } from './scheduler.ts';
import type { Weather } from './weather.ts';

interface Spell {
  /** Over whom there is trouble meanwhile; `undefined`: over nobody's alerts. */
  readonly who: string | undefined;
  readonly forMs: number;
  readonly begin: () => void;
  readonly end: () => void;
}

/** Faults that last for a while; all of them can be ended. */
export class Spells {
  readonly #scheduler: Scheduler;
  readonly #weather: Weather;
  readonly #open = new Set<() => void>();

  constructor(scheduler: Scheduler, weather: Weather) {
    this.#scheduler = scheduler;
    this.#weather = weather;
  }

  cast({ who, forMs, begin, end }: Spell): void {
    const finish = (): void => {
      if (!this.#open.delete(finish)) return;
      end();
      if (who !== undefined) this.#weather.end(who);
    };
    this.#open.add(finish);
    if (who !== undefined) this.#weather.begin(who);
    begin();
    this.#scheduler.after(forMs, finish);
  }

  endAll(): void {
    for (const finish of [...this.#open]) finish();
  }
}

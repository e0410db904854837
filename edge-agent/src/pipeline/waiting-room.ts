import { LANES, type Lane, TizhiError } from '@tizhi/contracts';
import type { Logger } from 'pino';
import type { Outgoing } from '../outbox/letter.ts';

/** Messages kept in memory while the outbox refuses them; telemetry makes way first. */
const MAX_WAITING = 2_000;

/** Messages that the outbox's disk did not take, in the order of their lanes, until it does. */
export class WaitingRoom {
  readonly #enqueue: (message: Outgoing) => void;
  readonly #log: Logger;
  readonly #waiting: Record<Lane, Outgoing[]> = { alert: [], result: [], telemetry: [] };
  #lost = 0;

  constructor(options: { readonly enqueue: (message: Outgoing) => void; readonly log: Logger }) {
    this.#enqueue = options.enqueue;
    this.#log = options.log;
  }

  get size(): number {
    return LANES.reduce((size, lane) => size + this.#waiting[lane].length, 0);
  }

  /** Messages given up because memory was full, too. */
  get lost(): number {
    return this.#lost;
  }

  /** Into the outbox, behind what waits already. */
  send(message: Outgoing): void {
    const line = this.#waiting[message.lane];
    const problem = line.length > 0 ? undefined : this.#refusal(message);
    if (line.length === 0 && problem === undefined) return;
    if (this.size === 0) this.#log.error(problem, 'the outbox refuses messages; they wait in memory');
    line.push(message);
    if (this.size > MAX_WAITING) this.#giveUpOne();
  }

  /** Tries again what waits. */
  retry(): void {
    if (this.size === 0) return;
    for (const lane of LANES) {
      const line = this.#waiting[lane];
      const refusedAt = line.findIndex((message) => this.#refusal(message) !== undefined);
      line.splice(0, refusedAt < 0 ? line.length : refusedAt);
    }
    if (this.size === 0) this.#log.warn({ lost: this.#lost }, 'the outbox takes messages again');
  }

  #refusal(message: Outgoing): { readonly code: string; readonly err: unknown } | undefined {
    try {
      this.#enqueue(message);
      return undefined;
    } catch (err) {
      return { code: err instanceof TizhiError ? err.code : 'TIZHI_INTERNAL', err };
    }
  }

  #giveUpOne(): void {
    const lane = (['telemetry', 'result', 'alert'] as const).find((each) => this.#waiting[each].length > 0);
    if (lane === undefined) return;
    this.#waiting[lane].shift();
    this.#lost += 1;
  }
}

import type { AlertBody, AttemptBody, ClockStamp } from '@tizhi/contracts';
import type { TelemetryMessage } from '@tizhi/storage';
import { idsIn } from './body-items.ts';
import { Violation } from './history.ts';
import { describeItem, type Item, type Items } from './items.ts';
import type { Contents } from './model-stores.ts';
import type { SchoolClock } from './school-clock.ts';

/** Judges each row on its way into the stores: once, as it was heard, at its own time, never in the future. */
export class RowJudge {
  readonly #items: Items;
  readonly #school: SchoolClock;

  readonly #now: () => number;
  readonly #hasForgotten: (gateway: string) => boolean;
  readonly #knownBoots = new Set<string>();
  readonly #numbers = new Map<string, Item>();

  constructor(parts: {
    items: Items;
    school: SchoolClock;
    now: () => number;
    hasForgotten: (gateway: string) => boolean;
  }) {
    this.#items = parts.items;
    this.#school = parts.school;
    this.#now = parts.now;
    this.#hasForgotten = parts.hasForgotten;
  }

  store({ gateway, clock, body }: TelemetryMessage, contents: Contents): void {
    for (const block of body.blocks) {
      for (const [row, id] of idsIn(block).entries()) {
        const device = block.devices[block.device[row] ?? 0];
        const item = this.#items.get(id);
        const at = (block.at[row] ?? 0) + clock.shiftMs;
        const key = `${gateway}/${device}/${at}/${block.n[row]}`;
        if (item === undefined || item.gateway !== gateway || item.name !== device)
          throw new Violation('stored as heard', `${key} with value ${id} was never heard`);
        this.time(item, at, clock);
        this.#known(item, clock);
        this.#number(item, block.n[row] ?? 0);
        storeOnce(contents, key, item);
      }
    }
  }

  /**
   * A server that stands behind its own past cannot tell what is in the future. `at`: what its clock said when
   * the message came, which may have been before it was set back.
   */
  letter({ topic, reason, at }: { topic: string; reason: string; at: number }): void {
    const now = this.#now();
    if (reason.startsWith('at: ') && this.#school.isBehind(now) && at <= this.#school.wall(now))
      throw new Violation('whole messages are read', `${topic}: ${reason}, and that clock was set back`);
  }

  clockKnown(boot: string): void {
    this.#knownBoots.add(boot);
  }

  /** Telemetry of a boot that heard the school's clock has the school's time. */
  #known(item: Item, { errorMs }: ClockStamp): void {
    if (errorMs !== null || item.mayMove || !this.#knownBoots.has(item.boot)) return;
    throw new Violation(
      'at its own time',
      `${describeItem(item)} has its gateway's own word, and its boot knew the school's clock`,
    );
  }

  /** A device's numbers are never given twice: a jump says how much is missing. */
  #number(item: Item, n: number): void {
    const key = `${item.gateway}/${item.name}/${n}`;
    const other = this.#numbers.get(key);
    if (other !== undefined && other !== item && !this.#hasForgotten(item.gateway))
      throw new Violation('numbers count', `${describeItem(item)} and ${describeItem(other)} have ${key}`);
    this.#numbers.set(key, item);
  }

  refuses({ body }: TelemetryMessage): string | undefined {
    const isRefused = body.blocks.some((block) =>
      idsIn(block).some((id) => this.#items.get(id)?.isRefused === true),
    );
    return isRefused ? 'the model refuses it' : undefined;
  }

  /** A result's or alert's time, which is school time already. */
  record(item: Item, body: AttemptBody | AlertBody, errorMs: number | null): void {
    this.time(item, body.at, { errorMs });
  }

  time(item: Item, at: number, { errorMs }: Pick<ClockStamp, 'errorMs'>): void {
    const { trueAt } = item;
    const what = `${describeItem(item)}, heard at ${trueAt}, stored at ${new Date(at).toISOString()}`;
    const now = this.#now();
    if (this.#school.canJudge(now) && !this.#school.isReached(at, now))
      throw new Violation('never the future', `${what}, which the server has not reached`);
    if (errorMs === null) return;
    const beyond = this.#school.beyond({ at, trueAt, errorMs, now });
    if (beyond > 0)
      throw new Violation('at its own time', `${what}: ${beyond} ms beyond its error of ${errorMs}`);
  }
}

function storeOnce(contents: Contents, key: string, item: Item): void {
  const there = contents.rows.get(key);
  if (there !== undefined && there !== item.id)
    throw new Violation('stored exactly once', `${key}: reading ${item.id} overwrites reading ${there}`);
  const before = contents.keys.get(item.id);
  if (before !== undefined && before !== key && !item.mayMove)
    throw new Violation('stored exactly once', `reading ${item.id} is at ${before} and again at ${key}`);
  contents.rows.set(key, item.id);
  contents.keys.set(item.id, key);
}

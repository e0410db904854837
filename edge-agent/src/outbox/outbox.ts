import { existsSync, renameSync } from 'node:fs';
import {
  type Acknowledgement,
  type AlertBody,
  type AttemptBody,
  DESIRED,
  type Desired,
  type Epoch,
  LANES,
  type Lane,
  type TelemetryBody,
  TizhiError,
  WIRE_VERSION,
} from '@tizhi/contracts';
import type { Logger } from 'pino';
import { type Message, type OutboxFile, openOutboxFile } from './outbox-file.ts';
import {
  type OutboxEffect,
  type OutboxEvent,
  type OutboxState,
  openedOutbox,
  queued,
  stepOutbox,
} from './outbox-machine.ts';
import { isDamaged, isDiskFull } from './sqlite-errors.ts';

/** How often a disk that was full is asked whether it has room again. */
const RECOVER_EVERY_MS = 10_000;

/** The body each lane carries. */
export interface LaneBodies {
  readonly alert: AlertBody;
  readonly result: AttemptBody;
  readonly telemetry: TelemetryBody;
}

/** Publishes one envelope (JSON); it may get lost. */
export type Transmit = (lane: Lane, envelope: string) => void;

export interface LaneReport {
  readonly queued: number;
  readonly dropped: number;
}

export interface OutboxOptions {
  readonly file: string;
  readonly maxBytes: number;
  readonly log: Logger;
  /** Wall clock, epoch ms: for `sentAt` only. */
  readonly clock: () => number;
  /** Milliseconds that never jump: for the resend timer. */
  readonly monotonic: () => number;
}

/**
 * The outbox: the machine joined to its file and to whatever link is up. `enqueue` returns when the
 * message is safe on disk.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #file: OutboxFile;
  #state: OutboxState;
  /** Sequences above this were made since the file was opened. */
  #openedAt: Record<Lane, number>;
  #transmit: Transmit | undefined;
  /** Kept in memory too, so that it outlives a damaged file. */
  readonly #desired = new Map<Desired, string>();
  /** Deletes put off to the next write or tick: an acknowledgement must not cost a disk sync of its own. */
  #deletes: Partial<Record<Lane, number>> = {};
  #recoverAt = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#file = openOrSetAside(options);
    this.#state = openedOutbox(this.#file.epoch, this.#file.lanes);
    this.#openedAt = storedOf(this.#state);
    for (const what of DESIRED) {
      const body = this.#file.desired(what);
      if (body !== undefined) this.#desired.set(what, body);
    }
  }

  get epoch(): Epoch {
    return this.#state.epoch;
  }

  lane(lane: Lane): LaneReport {
    const state = this.#state.lanes[lane];
    return { queued: Math.max(0, queued(state)), dropped: state.dropped };
  }

  /**
   * Makes a message durable and sends it when its turn comes. Throws `TIZHI_OUTBOX_FULL` for an alert or
   * result that the disk has no room for (the caller keeps it); telemetry is then dropped and counted.
   */
  enqueue<L extends Lane>(lane: L, body: LaneBodies[L]): void {
    this.#do({ kind: 'enqueue', lane, body: JSON.stringify(body) });
  }

  acknowledge(lane: Lane, { epoch, seq }: Acknowledgement): void {
    this.#do({ kind: 'ack', lane, epoch, seq });
  }

  connected(transmit: Transmit): void {
    this.#transmit = transmit;
    this.#do({ kind: 'connected' });
  }

  disconnected(): void {
    this.#transmit = undefined;
    this.#do({ kind: 'disconnected' });
  }

  /** To be called a few times a second. */
  tick(): void {
    this.#guarded(() => this.#flushDeletes());
    const now = this.#options.monotonic();
    if (now >= this.#recoverAt) {
      this.#recoverAt = now + RECOVER_EVERY_MS;
      this.#guarded(() => this.#file.recover());
    }
    this.#do({ kind: 'tick' });
  }

  /** The last desired state saved, as JSON. */
  desired(what: Desired): string | undefined {
    return this.#desired.get(what);
  }

  saveDesired(what: Desired, body: string): void {
    this.#desired.set(what, body);
    this.#guarded(() => this.#file.saveDesired(what, body));
  }

  close(): void {
    this.#guarded(() => this.#flushDeletes());
    this.#file.close();
  }

  #do(event: OutboxEvent): void {
    const pending: OutboxEvent[] = [event];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const { state, effects } = stepOutbox(this.#state, next, this.#options.monotonic());
      this.#state = state;
      for (const effect of effects) {
        const report = this.#carryOut(effect);
        if (report !== undefined) pending.push(report);
      }
    }
  }

  #carryOut(effect: OutboxEffect): OutboxEvent | undefined {
    switch (effect.kind) {
      case 'append':
        return this.#append(effect);
      case 'drop':
        return this.#drop(effect);
      case 'refuse':
        this.#options.log.error({ lane: effect.lane }, 'outbox disk full');
        if (effect.lane === 'telemetry') return undefined;
        throw new TizhiError('TIZHI_OUTBOX_FULL', { problem: `no room for the ${effect.lane} lane` });
      case 'delete':
        this.#deletes[effect.lane] = effect.upTo;
        return undefined;
      case 'transmit':
        this.#send(effect);
        return undefined;
      case 'begin_epoch':
        this.#beginEpoch(effect);
        return undefined;
    }
  }

  #append(effect: Extract<OutboxEffect, { kind: 'append' }>): OutboxEvent | undefined {
    const { lane, seq, body } = effect;
    try {
      this.#flushDeletes();
      this.#file.append(effect);
      return { kind: 'appended', lane, seq };
    } catch (error) {
      if (isDiskFull(error)) return this.#onFull(effect);
      if (!isDamaged(error)) throw error;
      this.#replaceDamaged(error);
      return { kind: 'enqueue', lane, body };
    }
  }

  /** Room for telemetry is made by the machine; room for SQLite's log, and past the bound, here. */
  #onFull(message: Message): OutboxEvent {
    const { lane, seq, body } = message;
    const appended: OutboxEvent = { kind: 'appended', lane, seq };
    if (this.#file.hasFreePages(body.length)) {
      // Giving more telemetry up would not help: there is room for the message, but none for the log.
      const helped = this.#file.relieve() && this.#fits(() => this.#file.append(message));
      return helped ? appended : { kind: 'drop_failed', lane, body };
    }
    if (lane !== 'telemetry' && this.lane('telemetry').queued === 0) {
      const pastBound = (): boolean => this.#fits(() => this.#file.appendPastBound(message));
      if (pastBound() || (this.#file.relieve() && pastBound())) return appended;
    }
    return { kind: 'disk_full', lane, body };
  }

  #drop({ below, waiting }: Extract<OutboxEffect, { kind: 'drop' }>): OutboxEvent {
    const { first, dropped } = this.#state.lanes.telemetry;
    const drop = (): boolean => this.#fits(() => this.#file.drop(below, dropped + below - first));
    if (!drop() && !(this.#file.relieve() && drop())) return { kind: 'drop_failed', ...waiting };
    this.#options.log.warn({ messages: below - first }, 'outbox full: oldest telemetry given up');
    return { kind: 'dropped', below, ...waiting };
  }

  /** False where the disk was full. */
  #fits(write: () => void): boolean {
    try {
      write();
      return true;
    } catch (error) {
      if (isDiskFull(error)) return false;
      throw error;
    }
  }

  #send({ lane, seq, first }: Extract<OutboxEffect, { kind: 'transmit' }>): void {
    const body = this.#guarded(() => this.#file.body(lane, seq));
    if (body === undefined || this.#transmit === undefined) return;
    const { epoch } = this.#state;
    const head = JSON.stringify({ v: WIRE_VERSION, epoch, seq, first, sentAt: this.#options.clock() });
    // The body is JSON already; parsing it to print it again would cost more than the rest of the sending.
    this.#transmit(lane, `${head.slice(0, -1)},"body":${body}}`);
  }

  #beginEpoch({ lane, seq }: Extract<OutboxEffect, { kind: 'begin_epoch' }>): void {
    const before = this.#state.epoch;
    const opened = this.#guarded(() => {
      this.#flushDeletes();
      return this.#file.beginEpoch(lane, this.#openedAt[lane] + 1);
    });
    if (opened === undefined) return; // The same acknowledgement comes again.
    this.#reopened(opened);
    this.#options.log.error(
      { lane, seq, before, epoch: this.epoch },
      'the school has more than this outbox ever sent: the file is an old copy; a new epoch was begun',
    );
  }

  #flushDeletes(): void {
    if (LANES.every((lane) => this.#deletes[lane] === undefined)) return;
    this.#file.deleteUpTo(this.#deletes);
    this.#deletes = {};
  }

  /**
   * For work that is done again later anyway (a put-off delete, a transmit, a desired state): a full or
   * failing disk costs a try. A damaged file met in the middle of work is set aside like one met on opening.
   */
  #guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (isDamaged(error)) this.#replaceDamaged(error);
      else if (!isDiskFull(error)) this.#options.log.error({ err: error }, 'the outbox file did not answer');
      return undefined;
    }
  }

  #replaceDamaged(problem: unknown): void {
    this.#file.close();
    this.#file = setAside(this.#options, problem);
    this.#deletes = {};
    for (const [what, body] of this.#desired) this.#file.saveDesired(what, body);
    this.#reopened(this.#file);
  }

  #reopened(opened: Pick<OutboxFile, 'epoch' | 'lanes'>): void {
    const { online } = this.#state;
    this.#state = openedOutbox(opened.epoch, opened.lanes);
    this.#openedAt = storedOf(this.#state);
    if (online) this.#do({ kind: 'connected' });
  }
}

const storedOf = ({ lanes }: OutboxState): Record<Lane, number> => ({
  alert: lanes.alert.stored,
  result: lanes.result.stored,
  telemetry: lanes.telemetry.stored,
});

function openOrSetAside(options: OutboxOptions): OutboxFile {
  try {
    return openOutboxFile(options);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return setAside(options, error);
  }
}

/** Keeps the damaged file for whoever can read it, and begins a new one (and so a new epoch). */
function setAside(options: OutboxOptions, problem: unknown): OutboxFile {
  const { file, log, clock } = options;
  const aside = `${file}.damaged-${clock()}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  const params = { file, aside, problem: problem instanceof Error ? problem.message : String(problem) };
  log.error(
    { code: 'TIZHI_OUTBOX_CORRUPT', ...params },
    new TizhiError('TIZHI_OUTBOX_CORRUPT', params).message,
  );
  return openOutboxFile(options);
}

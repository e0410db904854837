import { type Acknowledgement, type DeviceId, type Epoch, type Lane, TizhiError } from '@tizhi/contracts';
import type { Logger } from 'pino';
import type { Boot, BootClock } from '../clock/boot-clock.ts';
import { DiskPressure } from './disk-pressure.ts';
import { Envelopes } from './envelopes.ts';
import { FileKeeper } from './file-keeper.ts';
import { LaneChain } from './lane-chain.ts';
import { letterOf, type Outgoing } from './letter.ts';
import { appendToFull, dropFromFull, insist } from './make-room.ts';
import { Notebook, type NoteName } from './notes.ts';
import { OutboxClocks } from './outbox-clocks.ts';
import {
  type Counts,
  Damaged,
  DiskFull,
  type Notes,
  type OutboxDisk,
  type StoredLanes,
} from './outbox-file.ts';
import {
  type OutboxEffect,
  type OutboxEvent,
  type OutboxState,
  openedOutbox,
  queued,
  stepOutbox,
} from './outbox-machine.ts';
import { countOn, type Opened } from './outbox-opening.ts';

/** Publishes one envelope (JSON); it may get lost. */
export type Transmit = (lane: Lane, envelope: string) => void;

export interface LaneReport {
  readonly queued: number;
  readonly dropped: number;
}

export interface OutboxOptions {
  readonly disk: OutboxDisk;
  readonly log: Logger;
  /** School time as well as it is known, epoch ms. */
  readonly clock: () => number;
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
  /** Random UUIDs, for epochs. */
  readonly newId: () => string;
  readonly boot: Boot;
}

type Effect<K extends OutboxEffect['kind']> = Extract<OutboxEffect, { kind: K }>;

/**
 * The outbox: the machine joined to its file and to whatever link is up. `enqueue` returns when the
 * message is safe on disk.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #pressure: DiskPressure;
  readonly #envelopes: Envelopes;
  readonly #notebook = new Notebook();
  readonly #counts = new Map<DeviceId, number>();
  readonly #clocks: OutboxClocks;
  readonly #keeper: FileKeeper;
  #state: OutboxState;
  #chains: Readonly<Record<Lane, LaneChain>>;
  #transmit: Transmit | undefined;
  /** This boot's clock, heard and perhaps not yet written down. */
  #heard: BootClock | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#pressure = new DiskPressure(options.log);
    this.#envelopes = new Envelopes(options.log);
    this.#keeper = new FileKeeper({
      ...options,
      notebook: this.#notebook,
      counts: this.#counts,
      onReplaced: (opened) => this.#continueIn(opened),
    });
    const { opened } = this.#keeper;
    this.#clocks = new OutboxClocks(this.#notebook, options.boot);
    this.#chains = this.#chainsOf(opened.lanes);
    this.#state = openedOutbox({ ...opened, clockKnown: false });
    if (this.#settled(opened)) this.#do({ kind: 'clock_known' });
  }

  get epoch(): Epoch {
    return this.#state.epoch;
  }

  lane(lane: Lane): LaneReport {
    const state = this.#state.lanes[lane];
    return { queued: Math.max(0, queued(state)), dropped: state.dropped };
  }

  /** The disk has no room: telemetry is being given up. */
  get diskFull(): boolean {
    return this.#pressure.full;
  }

  /** Messages found damaged on the disk since start. */
  get damaged(): number {
    return this.#envelopes.damaged;
  }

  /** The last reading number of each device that was given to `enqueue`, also before a restart. */
  get counts(): Counts {
    return this.#counts;
  }

  /** What is known of the school's clock in this boot, also from before a restart of the process. */
  get bootClock(): BootClock | undefined {
    return this.#clocks.present;
  }

  /**
   * Makes a message durable and sends it when its turn comes. Throws where the disk does not take it
   * (`TIZHI_OUTBOX_FULL` where it has no room): the caller keeps it and tries again. Telemetry that finds
   * no room is dropped and counted instead.
   */
  enqueue(outgoing: Outgoing): void {
    const letter = letterOf(outgoing);
    countOn(this.#counts, letter.counts);
    this.#do({ kind: 'enqueue', lane: outgoing.lane, letter });
  }

  acknowledge(lane: Lane, { epoch, seq, chain }: Acknowledgement): void {
    const known = epoch === this.epoch && seq <= this.#state.lanes[lane].stored;
    const own = known ? this.#keeper.guarded(() => this.#chains[lane].at(seq)) : undefined;
    this.#do({ kind: 'ack', lane, epoch, seq, agrees: own === undefined ? null : own === chain });
  }

  connected(transmit: Transmit): void {
    this.#transmit = transmit;
    this.#do({ kind: 'connected' });
  }

  disconnected(): void {
    this.#transmit = undefined;
    this.#do({ kind: 'disconnected' });
  }

  /** The school's clock was heard. Only the first time in a boot counts: it settles the times of what is held. */
  clockKnown(heard: BootClock): void {
    if (this.#state.clockKnown) return;
    this.#heard ??= heard;
    if (this.#settle(this.#heard)) this.#do({ kind: 'clock_known' });
  }

  /** To be called a few times a second. */
  tick(): void {
    this.#keeper.tick();
    this.#pressure.tick(this.#options.monotonic());
    if (this.#heard !== undefined) this.clockKnown(this.#heard);
    this.#remember();
    this.#do({ kind: 'tick' });
  }

  /** A small text kept beside the lanes, as it was saved last. */
  note(name: NoteName): string | undefined {
    return this.#notebook.get(name);
  }

  saveNote(name: NoteName, text: string): void {
    const notes = this.#notebook.set(name, text);
    this.#keeper.guarded((file) => file.save({ notes }));
  }

  close(): void {
    this.#remember();
    this.#keeper.close();
  }

  #do(event: OutboxEvent): void {
    const pending: OutboxEvent[] = [event];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const { state, effects } = stepOutbox(this.#state, next, this.#options.monotonic());
      this.#state = state;
      for (const effect of effects) {
        const report = this.#carryOut(effect);
        if (report !== undefined) pending.push(report);
        // What is left was meant for the numbers of another epoch.
        if (this.#state.epoch !== state.epoch) break;
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
        return this.#refuse(effect.lane);
      case 'delete':
        this.#keeper.deleteLater(effect.lane, this.#chains[effect.lane].moveTo(effect.upTo));
        return undefined;
      case 'transmit':
        return this.#send(effect);
      case 'begin_epoch':
        return this.#beginEpoch(effect);
    }
  }

  #append({ lane, seq, letter }: Effect<'append'>): OutboxEvent {
    const { file } = this.#keeper;
    const message = { ...letter, lane, seq };
    try {
      this.#keeper.deleteNow();
      file.append(message);
      return { kind: 'appended', lane, seq };
    } catch (error) {
      if (error instanceof DiskFull) {
        const telemetryHeld = this.lane('telemetry').queued > 0;
        const fate = appendToFull(file, { message, telemetryHeld });
        if (fate === 'appended') return { kind: 'appended', lane, seq };
        return { kind: fate === 'full' ? 'disk_full' : 'drop_failed', lane, letter };
      }
      if (!(error instanceof Damaged) || !this.#keeper.replace(error)) throw error;
      return { kind: 'enqueue', lane, letter };
    }
  }

  #drop({ below, waiting }: Effect<'drop'>): OutboxEvent {
    const { first, dropped } = this.#state.lanes.telemetry;
    const chain = this.#chains.telemetry;
    const upTo = { seq: below - 1, chain: chain.at(below - 1) ?? chain.anchor.chain };
    if (!dropFromFull(this.#keeper.file, { upTo, dropped: dropped + below - first })) {
      return { kind: 'drop_failed', ...waiting };
    }
    chain.moveTo(below - 1);
    this.#pressure.gaveUp(below - first, this.#options.monotonic());
    return { kind: 'dropped', below, ...waiting };
  }

  #refuse(lane: Lane): undefined {
    this.#pressure.gaveUp(lane === 'telemetry' ? 1 : 0, this.#options.monotonic());
    if (lane === 'telemetry') return;
    throw new TizhiError('TIZHI_OUTBOX_FULL', { problem: `no room for the ${lane} lane` });
  }

  #send({ lane, seq, first }: Effect<'transmit'>): undefined {
    if (this.#transmit === undefined) return;
    const { epoch } = this;
    const message = { chain: this.#chains[lane], clocks: this.#clocks, epoch, lane, seq, first };
    const sentAt = this.#options.clock();
    const envelope = this.#keeper.guarded((file) => this.#envelopes.of({ ...message, file, sentAt }));
    if (envelope !== undefined) this.#transmit(lane, envelope);
  }

  #beginEpoch({ lane, seq }: Effect<'begin_epoch'>): undefined {
    const before = this.epoch;
    const begun = this.#keeper.beginEpoch();
    if (begun === undefined) return; // The same acknowledgement comes again.
    const context = { lane, seq, before, epoch: begun.epoch };
    const what = "the school's history is not this outbox's: it is an old copy of itself; a new epoch";
    this.#options.log.error(context, what);
    this.#continueIn(begun);
  }

  #continueIn(opened: Opened): void {
    const online = this.#state.onlineSince !== null;
    this.#chains = this.#chainsOf(opened.lanes);
    this.#state = openedOutbox({ ...opened, clockKnown: false });
    if (this.#settled(opened)) this.#do({ kind: 'clock_known' });
    if (online) this.#do({ kind: 'connected' });
  }

  #chainsOf(lanes: StoredLanes): Record<Lane, LaneChain> {
    const chain = (lane: Lane): LaneChain => {
      const { first, before } = lanes[lane];
      return new LaneChain({ seq: first - 1, chain: before }, (seq) => this.#keeper.file.hash(lane, seq));
    };
    return { alert: chain('alert'), result: chain('result'), telemetry: chain('telemetry') };
  }

  /** Whether the clock of each held message is known in this (newly opened) file. */
  #settled({ replaced }: Opened): boolean {
    const { present } = this.#clocks;
    if (present === undefined || !replaced) return present !== undefined;
    // Messages of other boots may have been read from the damaged file.
    this.#heard = present;
    return this.#settle(present);
  }

  /** Writes the clock of this boot down, and with it those of all earlier boots. */
  #settle(heard: BootClock): boolean {
    const settled = this.#keeper.guarded((file) => {
      const save = (notes: Notes): void => insist(file, () => file.save({ notes }));
      this.#clocks.settle({ heard, stamps: file.stamps(), save });
      return true;
    });
    return settled === true;
  }

  #remember(): void {
    const notes = this.#clocks.remember(this.#options.clock());
    if (notes !== undefined) this.#keeper.guarded((file) => file.save({ notes }));
  }
}

import type { Lane } from '@tizhi/contracts';
import type { LaneKey, Mark } from '@tizhi/storage';
import {
  type InboxCounters,
  type InboxEffect,
  type InboxState,
  type Item,
  type LoadingLane,
  laneName,
  type OpenLane,
  type Pipeline,
} from './inbox-state.ts';
import type { InboxLimits } from './limits.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A state being changed within one step. What the step touches is copied once, however many messages the
 * event brings; the state that the step began with is never written to.
 */
export class Draft {
  readonly now: number;
  readonly limits: InboxLimits;
  readonly counters: Writable<InboxCounters>;
  draining: boolean;
  readonly #before: InboxState;
  readonly #effects: InboxEffect[] = [];
  readonly #answers = new Map<string, { key: LaneKey; mark: Mark }>();
  readonly #pipelines: Record<Lane, Pipeline>;
  readonly #queues = new Map<Lane, Item[]>();
  #lanes: Map<string, OpenLane> | undefined;
  #loading: Map<string, LoadingLane> | undefined;
  #unreadable: Map<string, { since: number; count: number }> | undefined;
  #devices: Map<string, ReadonlySet<string>> | undefined;

  constructor(state: InboxState, options: { readonly now: number; readonly limits: InboxLimits }) {
    this.#before = state;
    this.now = options.now;
    this.limits = options.limits;
    this.counters = { ...state.counters };
    this.draining = state.draining;
    this.#pipelines = { ...state.pipelines };
  }

  lane(name: string): OpenLane | undefined {
    return (this.#lanes ?? this.#before.lanes).get(name);
  }
  get lanes(): ReadonlyMap<string, OpenLane> {
    return this.#lanes ?? this.#before.lanes;
  }
  setLane(name: string, lane: OpenLane): void {
    this.#lanes ??= new Map(this.#before.lanes);
    this.#lanes.set(name, lane);
  }
  forgetLane(name: string): void {
    this.#lanes ??= new Map(this.#before.lanes);
    this.#lanes.delete(name);
  }

  get loading(): ReadonlyMap<string, LoadingLane> {
    return this.#loading ?? this.#before.loading;
  }
  setLoading(name: string, lane: LoadingLane): void {
    this.#loading ??= new Map(this.#before.loading);
    this.#loading.set(name, lane);
  }
  endLoading(name: string): void {
    this.#loading ??= new Map(this.#before.loading);
    this.#loading.delete(name);
  }

  pipeline(lane: Lane): Pipeline {
    return this.#pipelines[lane];
  }
  setPipeline(lane: Lane, change: Partial<Pipeline>): void {
    if (change.queue !== undefined) this.#queues.delete(lane);
    this.#pipelines[lane] = { ...this.#pipelines[lane], ...change };
  }
  push(lane: Lane, item: Item): void {
    const pipeline = this.#pipelines[lane];
    let queue = this.#queues.get(lane);
    if (queue === undefined) {
      queue = [...pipeline.queue];
      this.#queues.set(lane, queue);
    }
    queue.push(item);
    this.#pipelines[lane] = {
      ...pipeline,
      queue,
      rows: pipeline.rows + item.rows,
      bytes: pipeline.bytes + item.bytes,
    };
  }

  /** True while the gateway may still leave unreadable messages this minute. */
  takeUnreadablePlace(gateway: string): boolean {
    this.#unreadable ??= new Map(this.#before.unreadable);
    const known = this.#unreadable.get(gateway);
    const present = known !== undefined && this.now >= known.since && this.now - known.since < 60_000;
    const { since, count } = present ? known : { since: this.now, count: 0 };
    if (count >= this.limits.unreadablePerMinute) return false;
    if (known === undefined && this.#unreadable.size >= this.limits.gatewaysWatched) this.#unreadable.clear();
    this.#unreadable.set(gateway, { since, count: count + 1 });
    return true;
  }

  /** True while the gateway's devices are within its bound; a new one takes its place. */
  takeDevices(gateway: string, devices: readonly string[]): boolean {
    const known = (this.#devices ?? this.#before.devices).get(gateway);
    const fresh = known === undefined ? devices : devices.filter((device) => !known.has(device));
    if (fresh.length === 0) return true;
    const all = new Set([...(known ?? []), ...fresh]);
    if (all.size > this.limits.devicesPerGateway) return false;
    const watched = this.#devices ?? new Map(this.#before.devices);
    if (known === undefined && watched.size >= this.limits.gatewaysWatched) watched.clear();
    this.#devices = watched.set(gateway, all);
    return true;
  }

  effect(effect: Exclude<InboxEffect, { kind: 'acknowledge' }>): void {
    this.#effects.push(effect);
  }
  /** One acknowledgement per lane and step: the last, which is the highest. */
  acknowledge(key: LaneKey, mark: Mark): void {
    this.#answers.set(laneName(key), { key, mark });
  }

  finish(): { readonly state: InboxState; readonly effects: readonly InboxEffect[] } {
    const state: InboxState = {
      lanes: this.lanes,
      loading: this.loading,
      pipelines: this.#pipelines,
      unreadable: this.#unreadable ?? this.#before.unreadable,
      devices: this.#devices ?? this.#before.devices,
      draining: this.draining,
      counters: this.counters,
    };
    const answers = [...this.#answers.values()].map((answer) => ({
      kind: 'acknowledge' as const,
      ...answer,
    }));
    return { state, effects: [...this.#effects, ...answers] };
  }
}

import { KEEP_ALIVE_MS, type Network, type Publication } from './network.ts';
import type { Planned } from './scheduler.ts';

export interface ClientHooks {
  readonly name: string;
  readonly takes: (topic: string) => boolean;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onMessage: (topic: string, payload: Uint8Array) => void;
}

const CONNECT_TIMEOUT_MS = 10_000;
const RETRY = { firstMs: 500, mostMs: 15_000 };

type ClientState =
  | { readonly kind: 'down' }
  | { readonly kind: 'opening'; readonly connection: number }
  | { readonly kind: 'on'; readonly connection: number; missed: number };

/** A client that keeps itself connected, each time with a clean session. */
export class NetworkClient {
  readonly #network: Network;
  readonly #hooks: ClientHooks;
  #state: ClientState = { kind: 'down' };
  #failures = 0;
  #timer: Planned | undefined;
  #ended = false;

  constructor(network: Network, hooks: ClientHooks) {
    this.#network = network;
    this.#hooks = hooks;
    this.#open();
  }

  get name(): string {
    return this.#hooks.name;
  }
  get isUp(): boolean {
    return this.#state.kind === 'on';
  }
  takes(topic: string): boolean {
    return this.#hooks.takes(topic);
  }
  isOpening(connection: number): boolean {
    return this.#state.kind === 'opening' && this.#state.connection === connection;
  }
  isOn(connection: number): boolean {
    return this.#state.kind === 'on' && this.#state.connection === connection;
  }

  publish(message: Publication): void {
    if (this.#state.kind === 'on')
      this.#network.publish(this, { ...message, connection: this.#state.connection });
  }

  /** The process is gone. `told`: its system closed the connection for it. */
  end(told: boolean): void {
    this.#ended = true;
    this.#timer?.cancel();
    const state = this.#state;
    this.#state = { kind: 'down' };
    if (told && state.kind === 'on' && this.#network.hasSession(this.name, state.connection))
      this.#network.dropSession(this.name, false);
  }

  /** True where the client still waited for this. */
  opened(connection: number): boolean {
    if (!this.isOpening(connection)) return false;
    this.#timer?.cancel();
    this.#failures = 0;
    this.#state = { kind: 'on', connection, missed: 0 };
    this.#keepAlive(connection);
    this.#hooks.onUp();
    return true;
  }

  received({
    topic,
    payload,
    connection,
  }: Omit<Publication, 'retain'> & { readonly connection: number }): void {
    if (this.isOn(connection)) this.#hooks.onMessage(topic, payload);
  }

  /** The connection was closed under the client. */
  closed(connection: number): void {
    if (this.#ended || !(this.isOn(connection) || this.isOpening(connection))) return;
    const wasOn = this.isOn(connection);
    this.#state = { kind: 'down' };
    if (wasOn) this.#hooks.onDown();
    this.#retry();
  }

  #open(): void {
    const connection = this.#network.newConnection();
    this.#state = { kind: 'opening', connection };
    this.#network.connect(this, connection);
    this.#timer = this.#network.scheduler.after(CONNECT_TIMEOUT_MS, () => this.closed(connection));
  }

  #retry(): void {
    this.#timer?.cancel();
    const most = Math.min(RETRY.mostMs, RETRY.firstMs * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    const wait = most * this.#network.way(this.name).rng.between(0.5, 1);
    this.#timer = this.#network.scheduler.after(wait, () => this.#open());
  }

  #keepAlive(connection: number): void {
    this.#network.scheduler.after(KEEP_ALIVE_MS, () => {
      const state = this.#state;
      if (state.kind !== 'on' || state.connection !== connection) return;
      const { upBlocked, downBlocked } = this.#network.way(this.name).conditions;
      const isAnswered = !upBlocked && !downBlocked && this.#network.hasSession(this.name, connection);
      state.missed = isAnswered ? 0 : state.missed + 1;
      if (state.missed >= 2) this.closed(connection);
      else this.#keepAlive(connection);
    });
  }
}

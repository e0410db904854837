import { createServer, type Server, type Socket } from 'node:net';
import type { Numbering } from './numbering.ts';

/** A connection of the gateway that is over. */
export interface Ending {
  /** Milliseconds of the harness's monotonic clock. */
  readonly at: number;
  /** The last number that was sent before. */
  readonly lastNumber: number;
}

/**
 * A device behind a device server: sends numbered readings at its own pace to the one gateway that is
 * connected, and nothing while none is. It remembers when each number left it.
 */
export class NumberedDevice {
  readonly device: string;
  readonly gateway: string;
  readonly port: number;
  readonly numbering: Numbering;
  /** When number `i + 1` was sent. */
  readonly sentAt: number[] = [];
  readonly endings: Ending[] = [];
  readonly #server: Server;
  readonly #timer: NodeJS.Timeout;
  #socket: Socket | undefined;

  constructor(options: {
    readonly device: string;
    readonly gateway: string;
    readonly port: number;
    readonly numbering: Numbering;
    readonly everyMs: number;
  }) {
    this.device = options.device;
    this.gateway = options.gateway;
    this.port = options.port;
    this.numbering = options.numbering;
    this.#server = createServer((socket) => this.#connected(socket)).listen(options.port, '127.0.0.1');
    this.#timer = setInterval(() => this.#send(), options.everyMs);
  }

  get isHeard(): boolean {
    return this.#socket !== undefined;
  }

  /** Sends no more; what was sent stays on its way. */
  silence(): void {
    clearInterval(this.#timer);
  }

  close(): void {
    this.silence();
    this.#socket?.destroy();
    this.#server.close();
  }

  #connected(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('error', () => {});
    // Reading is what makes the end of a peer noticed.
    socket.resume();
    this.#socket = socket;
    socket.once('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
      this.endings.push({ at: performance.now(), lastNumber: this.sentAt.length });
    });
  }

  #send(): void {
    if (this.#socket === undefined) return;
    this.sentAt.push(performance.now());
    this.#socket.write(this.numbering.bytesOf(this.sentAt.length));
  }
}

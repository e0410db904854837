import { createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@tizhi/testing';

/** A fitness-test station behind a device server. It remembers every frame that it really sent. */
export class FakeStation {
  readonly port: number;
  readonly sent: string[] = [];
  readonly #sockets = new Set<Socket>();
  #server: Server;

  constructor(port: number) {
    this.port = port;
    this.#server = this.#listen();
  }

  /** Prints a line, as soon as a gateway listens: nobody hears a station that is not plugged in. */
  async print(line: string): Promise<void> {
    await eventually(`a gateway listens on port ${this.port}`, () => this.#sockets.size > 0, 60_000);
    this.sent.push(Buffer.from(line, 'latin1').toString('hex'));
    for (const socket of this.#sockets) socket.write(`${line}\r\n`, 'latin1');
  }

  /** Waits until the last gateway has gone: what is printed to a dead one is heard by nobody. */
  async unplugged(): Promise<void> {
    await eventually(`nobody listens on port ${this.port}`, () => this.#sockets.size === 0);
  }

  /** Switched off and on again. */
  async restart(): Promise<void> {
    await this.close();
    this.#server = this.#listen();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroySoon(); // what was printed still goes out
    this.#sockets.clear();
    await closed;
  }

  #listen(): Server {
    return createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    }).listen(this.port, '127.0.0.1');
  }
}

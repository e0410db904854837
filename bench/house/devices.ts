import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A device behind a serial device server in raw TCP mode: whoever connects hears what it says. */
export interface FakeDevice {
  readonly port: number;
  readonly connected: boolean;
  /** Hands the bytes to the system; what nobody hears is lost, as with a real one. */
  say(bytes: Uint8Array | string): void;
  close(): void;
}

/** `greeting` is said to everyone who connects. */
export async function fakeDevice(greeting?: string): Promise<FakeDevice> {
  const listeners = new Set<Socket>();
  const server: Server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => listeners.delete(socket));
    listeners.add(socket);
    if (greeting !== undefined) socket.write(greeting);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get connected() {
      return listeners.size > 0;
    },
    say(bytes) {
      for (const socket of listeners) socket.write(bytes);
    },
    close() {
      for (const socket of listeners) socket.destroy();
      server.close();
    },
  };
}

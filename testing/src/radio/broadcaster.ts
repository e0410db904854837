import { Buffer } from 'node:buffer';
import { createConnection, type Socket } from 'node:net';
import type { EmulatedAir } from './emulated-air.ts';

/** LE controller commands (Core Specification, Vol 4 Part E, 7.8), as opcodes. */
const COMMAND = {
  reset: 0x0c03,
  setRandomAddress: 0x2005,
  setAdvertisingParameters: 0x2006,
  setAdvertisingData: 0x2008,
  enableAdvertising: 0x200a,
} as const;
const COMMAND_PACKET = 0x01;
const MAX_DATA = 31;
const NOT_CONNECTABLE = 3;
const OWN_RANDOM_ADDRESS = 1;

/** A controller that sends advertisements of many devices, one after the other, each under its own address. */
export interface Broadcaster {
  /** Sends one advertisement, up to 31 octets, from a static random address. */
  say(from: string, advertisement: Uint8Array): Promise<void>;
  remove(): void;
}

export async function broadcaster(air: EmulatedAir): Promise<Broadcaster> {
  const socket = createConnection(air.socket);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  const command = commands(socket);
  await command(COMMAND.reset, []);
  const parameters = Buffer.alloc(15);
  parameters.writeUInt16LE(0x20, 0);
  parameters.writeUInt16LE(0x20, 2);
  parameters[4] = NOT_CONNECTABLE;
  parameters[5] = OWN_RANDOM_ADDRESS;
  parameters[13] = 7;
  return {
    async say(from, advertisement) {
      if (advertisement.length > MAX_DATA) throw new RangeError(`${advertisement.length} octets do not fit`);
      const data = Buffer.alloc(1 + MAX_DATA);
      data[0] = advertisement.length;
      data.set(advertisement, 1);
      await command(COMMAND.setRandomAddress, Buffer.from(from.replaceAll(':', ''), 'hex').reverse());
      await command(COMMAND.setAdvertisingParameters, parameters);
      await command(COMMAND.setAdvertisingData, data);
      await command(COMMAND.enableAdvertising, [1]);
      await command(COMMAND.enableAdvertising, [0]);
    },
    remove: () => void socket.destroy(),
  };
}

/** Sends a command and waits for the controller's answer to it, whatever else is told in between. */
function commands(socket: Socket): (opcode: number, data: ArrayLike<number>) => Promise<void> {
  const answers: (() => void)[] = [];
  let held = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    // An event: packet type 4, code, length, parameters. A controller that does not scan sends nothing else.
    while (held.length >= 3 && held.length >= 3 + (held[2] ?? 0)) {
      if (held[1] === 0x0e || held[1] === 0x0f) answers.shift()?.();
      held = held.subarray(3 + (held[2] ?? 0));
    }
  });
  return (opcode, data) =>
    new Promise((resolve) => {
      answers.push(resolve);
      socket.write(
        Buffer.from([COMMAND_PACKET, opcode & 0xff, opcode >> 8, data.length, ...Array.from(data)]),
      );
    });
}

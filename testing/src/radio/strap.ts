import { Buffer } from 'node:buffer';
import { type ChildProcess, fork } from 'node:child_process';
import { eventually } from '../folder.ts';
import type { EmulatedAir } from './emulated-air.ts';
import type { PeripheralServices, StrapCommand, StrapEvent } from './strap-messages.ts';

/** A simulated peripheral that can be connected to. */
export interface SimulatedPeripheral {
  readonly address: string;
  /** Characteristics that somebody listens to now. */
  readonly subscribed: ReadonlySet<string>;
  notify(characteristic: string, bytes: Uint8Array): void;
  /** What a characteristic says when it is read. */
  set(characteristic: string, bytes: Uint8Array): void;
  /**
   * Out of range: the other side's controller tells of it, as after the supervision timeout that the emulator does not
   * have.
   */
  vanish(): Promise<void>;
  /** From one moment to the next, and no controller tells. */
  dropDead(): Promise<void>;
  /** Back again, under a new address where the emulator gives one. */
  appear(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts a peripheral on a controller of its own. */
export async function simulatedPeripheral(
  air: EmulatedAir,
  { id, ...about }: PeripheralServices & { readonly id: string },
): Promise<SimulatedPeripheral> {
  const text = JSON.stringify(toPlain(about));
  const controller = await air.controller(id);
  const subscribed = new Set<string>();
  let address = '';
  const start = async (): Promise<ChildProcess> => {
    const child = fork(new URL('./strap-process.ts', import.meta.url), [controller.port, text], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const orphan = (): void => void child.kill('SIGKILL');
    process.once('exit', orphan);
    child.once('exit', () => process.off('exit', orphan));
    let advertising = false;
    let problem = '';
    child.stderr?.on('data', (chunk) => {
      problem = (problem + String(chunk)).slice(-2_000);
    });
    child.on('message', (event: StrapEvent) => {
      if (event.kind === 'subscribed') subscribed.add(event.characteristic);
      else if (event.kind === 'hung_up') subscribed.clear();
      else {
        advertising = true;
        address = event.address.toLowerCase();
      }
    });
    await eventually(`${id} advertises`, () => {
      if (child.exitCode !== null) throw new Error(`the peripheral ended: ${problem}`);
      return advertising;
    });
    return child;
  };
  let child = await start();
  const send = (command: StrapCommand): void => void child.send(command);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    subscribed.clear();
  };
  const dropDead = async (): Promise<void> => {
    await kill();
    await controller.unplug();
  };
  return {
    get address() {
      return address;
    },
    subscribed,
    notify: (characteristic, bytes) => send({ kind: 'notify', characteristic, bytes }),
    set: (characteristic, bytes) => send({ kind: 'set', characteristic, bytes }),
    async vanish() {
      send({ kind: 'hang_up' });
      await eventually(`${id} hung up`, () => subscribed.size === 0);
      await dropDead();
    },
    dropDead,
    async appear() {
      await controller.plug();
      child = await start();
    },
    remove: kill,
  };
}

/** Octets as text: Buffer and Uint8Array have different ideas of JSON. */
const toPlain = ({ name, services }: PeripheralServices) => ({
  name,
  services: services.map(({ uuid, characteristics }) => ({
    uuid,
    characteristics: characteristics.map(({ value, ...rest }) =>
      value === undefined ? rest : { ...rest, value: { hex: Buffer.from(value).toString('hex') } },
    ),
  })),
});

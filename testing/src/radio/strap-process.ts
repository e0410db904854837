// A simulated peripheral on an emulated controller, in a process of its own: killed, it is out of range.
import { Buffer } from 'node:buffer';
import process from 'node:process';
import * as bleno from '@stoprocent/bleno';
import type { PeripheralServices, StrapCommand, StrapEvent } from './strap-messages.ts';

const { withBindings } = bleno;
const [, , port = '', about = ''] = process.argv;
const { name, services } = JSON.parse(about, (_, value) =>
  value?.hex === undefined ? value : Buffer.from(value.hex, 'hex'),
) as PeripheralServices;
const tell = (event: StrapEvent): void => void process.send?.(event);
process.on('disconnect', () => process.exit(0));

const peripheral = withBindings('hci', {
  hciDriver: 'uart',
  bindParams: { uart: { port, baudRate: 1_000_000 } },
});
const { Characteristic, PrimaryService } = peripheral as unknown as typeof bleno;
const values = new Map<string, Buffer>();
const listeners = new Map<string, (data: Buffer) => void>();

const characteristicOf = ({
  uuid,
  value,
}: PeripheralServices['services'][number]['characteristics'][number]) => {
  if (value !== undefined) values.set(uuid, Buffer.from(value));
  return new Characteristic({
    uuid,
    properties: value === undefined ? ['notify'] : ['read', 'notify'],
    onReadRequest: (_handle, offset, callback) =>
      callback(Characteristic.RESULT_SUCCESS, (values.get(uuid) ?? Buffer.alloc(0)).subarray(offset)),
    onSubscribe: (_handle, _size, update) => {
      listeners.set(uuid, update as (data: Buffer) => void);
      tell({ kind: 'subscribed', characteristic: uuid });
    },
    onUnsubscribe: () => void listeners.delete(uuid),
  });
};

process.on('message', (command: StrapCommand) => {
  if (command.kind === 'hang_up') peripheral.disconnect();
  else if (command.kind === 'set') values.set(command.characteristic, Buffer.from(command.bytes));
  else listeners.get(command.characteristic)?.(Buffer.from(command.bytes));
});
peripheral.on('disconnect', () => tell({ kind: 'hung_up' }));

peripheral.on('stateChange', async (state) => {
  if (state !== 'poweredOn') return;
  await peripheral.startAdvertisingAsync(
    name,
    services.slice(0, 1).map(({ uuid }) => uuid),
  );
  await peripheral.setServicesAsync(
    services.map(
      ({ uuid, characteristics }) =>
        new PrimaryService({ uuid, characteristics: characteristics.map(characteristicOf) }),
    ),
  );
  tell({ kind: 'advertising', address: peripheral.address });
});

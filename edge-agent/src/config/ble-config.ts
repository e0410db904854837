import { DefinitionId, DeviceId } from '@tizhi/contracts';
import { findDefinition } from '@tizhi/firmware-adapters';
import { z } from 'zod';

/** Connections that the controller holds at once: common ones 5 to 7, some 20. */
const connections = z.int().min(1).max(20).default(7);

/** What a Bluetooth radio is reached by. Several hear more of a hall than one, and hold more connections. */
export const BleAdapter = z.discriminatedUnion('kind', [
  /** A controller of this machine (hci0 is device 0), used directly: BlueZ must leave it alone. */
  z.strictObject({ kind: z.literal('hci'), device: z.int().min(0).max(31).default(0), connections }),
  /** A controller on a serial port (H4), such as a dongle with a UART firmware. */
  z.strictObject({
    kind: z.literal('uart'),
    port: z.string().min(1),
    baudRate: z.int().min(9_600).max(4_000_000).default(1_000_000),
    connections,
  }),
  /** The system's own Bluetooth service (BlueZ): needs no rights, shares the controller with others. */
  z.strictObject({
    kind: z.literal('dbus'),
    device: z
      .string()
      .regex(/^hci\d{1,2}$/)
      .default('hci0'),
    connections,
  }),
]);
export type BleAdapter = z.infer<typeof BleAdapter>;

/** How the one physical device is told from all others: everything said here must hold. */
const BleMatch = z
  .strictObject({
    /** Its Bluetooth address. Devices with a random address that changes are told by name or data. */
    address: z
      .string()
      .regex(/^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$/, 'use six pairs of hexadecimal digits with colons')
      .toLowerCase()
      .optional(),
    /** Its whole name, with the serial number that most straps print behind it. */
    name: z.string().min(1).max(64).optional(),
    /** An id inside its company or service data: these octets must occur there. */
    dataHex: z
      .string()
      .regex(/^([0-9a-fA-F]{2}){2,16}$/, 'use 2 to 16 octets in hexadecimal digits')
      .toLowerCase()
      .optional(),
  })
  .refine(
    ({ address, name, dataHex }) => address !== undefined || name !== undefined || dataHex !== undefined,
    'say at least one of address, name and dataHex: a strap that nobody named is never bound by itself',
  );
export type BleMatch = z.infer<typeof BleMatch>;

const BleDevice = z.strictObject({
  device: DeviceId,
  /** `connect`: characteristics that it notifies of. `broadcast`: what it says to everybody. */
  mode: z.enum(['connect', 'broadcast']).default('connect'),
  definitions: z.array(DefinitionId).min(1).max(16),
  match: BleMatch,
});
export type BleDevice = z.infer<typeof BleDevice>;

/** Bluetooth Low Energy devices, connected to or heard from their advertisements. */
export const Ble = z.strictObject({
  kind: z.literal('ble'),
  adapters: z
    .array(BleAdapter)
    .min(1)
    .max(8)
    .default([{ kind: 'hci', device: 0, connections: 7 }]),
  devices: z.array(BleDevice).min(1).max(200),
});
export type BleConfig = z.infer<typeof Ble>;

const NEEDED = { connect: 'gatt', broadcast: 'advertisement' } as const;

/** Definitions that cannot be heard in the mode their device is set to. */
export function misheard(
  sources: readonly { readonly kind: string; readonly devices?: readonly BleDevice[] }[],
): { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  return sources.flatMap(({ devices = [] }, i) =>
    devices.flatMap(({ mode, definitions }, j) =>
      definitions.flatMap((id, k) => {
        const found = findDefinition(id);
        if (!found.ok || found.value.identity.kind === NEEDED[mode]) return [];
        const other = found.value.identity.kind === NEEDED.connect ? 'connect' : 'broadcast';
        const fits = Object.values<string>(NEEDED).includes(found.value.identity.kind);
        const message = fits
          ? `${id} is not heard this way: set the mode to ${other}`
          : `${id} is no Bluetooth device`;
        return [{ path: ['sources', i, 'devices', j, 'definitions', k], message }];
      }),
    ),
  );
}

/** `hci 0`, `uart /dev/ttyACM0`: how logs and reports call a radio. */
export const adapterName = (adapter: BleAdapter): string =>
  adapter.kind === 'uart' ? `uart ${adapter.port}` : `${adapter.kind} ${adapter.device}`;

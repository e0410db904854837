import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SerialPort } from 'serialport';

/** What a USB device says of itself; hexadecimal in lower case. */
export interface UsbIdentity {
  readonly vendor: string;
  readonly product: string;
  readonly serial?: string | undefined;
}

export interface UsbPort extends UsbIdentity {
  readonly path: string;
}

/** The serial ports on USB that are there now. */
export type ListUsbPorts = () => Promise<readonly UsbPort[]>;

/** Interfaces lie at most so far below their device in sysfs. */
const MOST_PARENTS = 6;

/**
 * Reads the serial ports from sysfs: no udev is needed, which containers and small systems do without. `tty` and `dev`
 * are other folders in tests.
 */
export function usbPortsOfSysfs({ tty = '/sys/class/tty', dev = '/dev' } = {}): UsbPort[] {
  if (!existsSync(tty)) return [];
  return readdirSync(tty).flatMap((name) => {
    const identity = identityOf(join(tty, name, 'device'));
    return identity === undefined ? [] : [{ ...identity, path: join(dev, name) }];
  });
}

/** The identity of the USB device that this interface belongs to; `undefined` where it is none. */
function identityOf(link: string): UsbIdentity | undefined {
  try {
    let folder = realpathSync(link);
    for (let up = 0; up < MOST_PARENTS; up++, folder = dirname(folder)) {
      const vendor = attribute(folder, 'idVendor');
      const product = attribute(folder, 'idProduct');
      if (vendor === undefined || product === undefined) continue;
      return { vendor, product, serial: attribute(folder, 'serial') };
    }
  } catch {
    // It was unplugged while we looked.
  }
  return undefined;
}

function attribute(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** The serial ports on USB of this machine. */
export const systemUsbPorts: ListUsbPorts = async () => {
  if (process.platform === 'linux') return usbPortsOfSysfs();
  const ports = await SerialPort.list();
  return ports.flatMap(({ path, vendorId, productId, serialNumber }) =>
    vendorId === undefined || productId === undefined
      ? []
      : [
          {
            path,
            vendor: vendorId.toLowerCase(),
            product: productId.toLowerCase(),
            serial: serialNumber,
          },
        ],
  );
};

/**
 * The port of this device, wherever it is plugged in. Throws in words where it is not there, or where two look the same:
 * to guess would give one pupil's result to another station.
 */
export async function findUsbPort(wanted: UsbIdentity, list: ListUsbPorts): Promise<string> {
  const found = (await list()).filter(
    ({ vendor, product, serial }) =>
      vendor === wanted.vendor &&
      product === wanted.product &&
      (wanted.serial === undefined || serial === wanted.serial),
  );
  const name = [wanted.vendor, wanted.product, ...(wanted.serial === undefined ? [] : [wanted.serial])].join(
    ':',
  );
  const [only, ...others] = found;
  if (only === undefined) throw new Error(`no USB device ${name} is plugged in`);
  if (others.length > 0) {
    const paths = found.map(({ path, serial }) => `${path} (serial ${serial ?? 'none'})`).join(', ');
    throw new Error(`several USB devices are ${name}: ${paths}; name the serial number, or the path`);
  }
  return only.path;
}

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { findUsbPort, usbPortsOfSysfs } from './usb-ports.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A converter as sysfs shows it: the port's `device` is a link to an interface below the USB device. */
function plugIn(name: string, bus: string, said: Readonly<Record<string, string>>): void {
  const device = join(folder.path, 'devices', bus);
  const interfaceOf = join(device, `${bus}:1.0`, name);
  mkdirSync(interfaceOf, { recursive: true });
  for (const [file, text] of Object.entries(said)) writeFileSync(join(device, file), `${text}\n`);
  mkdirSync(join(folder.path, 'tty', name), { recursive: true });
  symlinkSync(interfaceOf, join(folder.path, 'tty', name, 'device'));
}
plugIn('ttyUSB0', '1-1', { idVendor: '0403', idProduct: '6001', serial: 'A1' });
plugIn('ttyUSB1', '1-2', { idVendor: '0403', idProduct: '6001', serial: 'B2' });
plugIn('ttyACM0', '1-3', { idVendor: '1a86', idProduct: '7523' });
mkdirSync(join(folder.path, 'tty', 'ttyS0'), { recursive: true });

const list = () => usbPortsOfSysfs({ tty: join(folder.path, 'tty'), dev: '/dev' });
const find = (usb: Parameters<typeof findUsbPort>[0]) => findUsbPort(usb, async () => list());

describe('serial ports by their USB identity', () => {
  it('are read from sysfs, and a port that is not on USB is none of them', () => {
    expect(list().toSorted((a, b) => a.path.localeCompare(b.path))).toEqual([
      { path: '/dev/ttyACM0', vendor: '1a86', product: '7523', serial: undefined },
      { path: '/dev/ttyUSB0', vendor: '0403', product: '6001', serial: 'A1' },
      { path: '/dev/ttyUSB1', vendor: '0403', product: '6001', serial: 'B2' },
    ]);
    expect(usbPortsOfSysfs({ tty: join(folder.path, 'nowhere') })).toEqual([]);
  });

  it('are found wherever they are plugged in', async () => {
    expect(await find({ vendor: '0403', product: '6001', serial: 'B2' })).toBe('/dev/ttyUSB1');
    expect(await find({ vendor: '1a86', product: '7523' })).toBe('/dev/ttyACM0');
  });

  it('are not guessed between two of a kind, and a missing one is named', async () => {
    await expect(find({ vendor: '0403', product: '6001' })).rejects.toThrow(/several.*A1.*B2/);
    await expect(find({ vendor: '0403', product: '6001', serial: 'C3' })).rejects.toThrow('0403:6001:C3');
  });
});

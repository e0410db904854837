import { SerialPort } from 'serialport';
import type { SerialConfig } from '../config/source-config.ts';
import { type OpenDevice, startLiveSource } from './live-source.ts';
import type { Source, SourceContext } from './source.ts';

/** A device on a serial port, opened by its path (a list of ports is never asked for: that needs udev). */
export function startSerialSource(config: SerialConfig, context: SourceContext): Source {
  return startLiveSource({
    name: `serial ${config.path}`,
    device: config.device,
    open: openSerial(config),
    context,
  });
}

const openSerial =
  ({ path, baudRate, dataBits, parity, stopBits }: SerialConfig): OpenDevice =>
  ({ heard }) => {
    const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false });
    let problem = 'port closed';
    port.on('error', (error) => {
      problem = error.message;
    });
    port.on('data', heard);
    const closed = new Promise<string>((resolve) => {
      port.once('close', (error: Error | null | undefined) => resolve(error?.message ?? problem));
    });
    return new Promise((resolve, reject) => {
      port.open((error) => {
        if (error !== null) return reject(error);
        resolve({
          closed,
          close: () => new Promise<void>((done) => (port.isOpen ? port.close(() => done()) : done())),
        });
      });
    });
  };

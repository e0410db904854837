import type { DeviceDefinition } from '@tizhi/firmware-adapters';
import { SerialPort } from 'serialport';
import type { SerialConfig } from '../config/source-config.ts';
import { LineDetector } from './line-detector.ts';
import { inWords, lineSettings } from './line-settings.ts';
import { type OpenDevice, startLiveSource } from './live-source.ts';
import type { Source, SourceContext } from './source.ts';
import { findUsbPort, systemUsbPorts } from './usb-ports.ts';

/**
 * A device on a serial port, opened by its path, or by its USB identity wherever it is plugged in. Where the baud rate
 * is to be detected, the settings of its definition are tried in turn until a frame can be read; that one is kept.
 */
export function startSerialSource(config: SerialConfig, context: SourceContext): Source {
  const { usb, path } = config;
  const name =
    path ?? `usb ${usb?.vendor}:${usb?.product}${usb?.serial === undefined ? '' : `:${usb.serial}`}`;
  const definition = context.definitionOf(config.definition);
  return startLiveSource({
    name: `serial ${name}`,
    device: config.device,
    poll: definition.poll,
    open: openSerial({ config, definition, context }),
    context,
  });
}

function openSerial(source: {
  readonly config: SerialConfig;
  readonly definition: DeviceDefinition;
  readonly context: SourceContext;
}): OpenDevice {
  const { config, definition, context } = source;
  const settings = lineSettings(config, definition);
  let at = 0;
  let found = settings.length === 1;

  return async ({ heard }) => {
    const line = settings[at] ?? settings[0];
    if (line === undefined) throw new Error('no line settings');
    const path = config.path ?? (await findUsbPort(config.usb ?? NO_USB, context.usbPorts ?? systemUsbPorts));
    const port = new SerialPort({ path, ...line, autoOpen: false });
    const detector = found ? undefined : new LineDetector(definition);
    let problem = 'port closed';
    const closed = new Promise<string>((resolve) => {
      port.once('close', (error: Error | null | undefined) => resolve(error?.message ?? problem));
    });
    const close = (): Promise<void> =>
      new Promise((done) => (port.isOpen ? port.close(() => done()) : done()));
    const giveUp = (): void => {
      if (found) return;
      problem = `nothing could be read at ${inWords(line)}`;
      at = (at + 1) % settings.length;
      void close();
    };

    port.on('error', (error) => {
      problem = error.message;
    });
    port.on('data', (bytes: Uint8Array) => {
      if (found || detector === undefined) return heard(bytes);
      const verdict = detector.heard(bytes);
      if (verdict === 'wrong') giveUp();
      if (verdict !== 'right') return;
      found = true;
      context.log.info({ device: config.device, line: inWords(line) }, 'the line is set right');
      for (const piece of detector.take()) heard(piece);
    });
    await opened(port);
    return {
      closed,
      close,
      ask(request) {
        // What the device does not take now it will be asked again: nothing is queued.
        if (port.isOpen && port.writableLength === 0) port.write(request);
        if (!found && detector?.asked() === 'wrong') giveUp();
      },
    };
  };
}

/** The configuration's check makes sure that this is never looked for. */
const NO_USB = { vendor: '', product: '' };

const opened = (port: SerialPort): Promise<void> =>
  new Promise((resolve, reject) => port.open((error) => (error === null ? resolve() : reject(error))));

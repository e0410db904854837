import { connect } from 'node:net';
import type { TcpConfig } from '../config/source-config.ts';
import { type OpenDevice, startLiveSource } from './live-source.ts';
import type { Source, SourceContext } from './source.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** A device server that lost power says nothing; the kernel asks it after this long. */
const KEEP_ALIVE_MS = 10_000;

/** A device behind a serial device server that hands its bytes out over TCP. */
export function startTcpSource(config: TcpConfig, context: SourceContext): Source {
  return startLiveSource({
    name: `tcp ${config.host}:${config.port}`,
    device: config.device,
    open: openTcp(config),
    context,
  });
}

const openTcp =
  ({ host, port, idleTimeoutSeconds }: TcpConfig): OpenDevice =>
  ({ heard, signal }) =>
    new Promise((resolve, reject) => {
      const socket = connect({
        host,
        port,
        keepAlive: true,
        keepAliveInitialDelay: KEEP_ALIVE_MS,
        noDelay: true,
      });
      let problem = 'the device server closed the connection';
      const tooLate = setTimeout(
        () => socket.destroy(new Error(`no answer within ${CONNECT_TIMEOUT_MS} ms`)),
        CONNECT_TIMEOUT_MS,
      );
      const abort = (): void => void socket.destroy(new Error('stopped'));
      signal.addEventListener('abort', abort, { once: true });
      socket.on('data', heard);
      socket.on('error', (error) => {
        problem = error.message;
      });
      const closed = new Promise<string>((settle) => {
        socket.once('close', () => {
          clearTimeout(tooLate);
          signal.removeEventListener('abort', abort);
          settle(problem);
        });
      });
      void closed.then((why) => reject(new Error(why)));
      socket.once('connect', () => {
        clearTimeout(tooLate);
        if (idleTimeoutSeconds !== undefined) {
          socket.setTimeout(idleTimeoutSeconds * 1000, () => {
            socket.destroy(new Error(`nothing heard for ${idleTimeoutSeconds} s`));
          });
        }
        resolve({ closed, close: () => void socket.destroy() });
      });
    });

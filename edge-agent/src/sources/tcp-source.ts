import { connect } from 'node:net';
import type { TcpConfig } from '../config/source-config.ts';
import { type OpenDevice, startLiveSource } from './live-source.ts';
import type { Source, SourceContext } from './source.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/**
 * A device server that lost power says nothing: a half-open connection. The kernel asks it after this long, then each
 * second, ten times (the interval and count that libuv sets): it is noticed after 20 s (seen: 19.7 s).
 */
const KEEP_ALIVE_MS = 10_000;
/** Questions without an answer after which a device that is polled is taken for gone, and at least so long. */
const UNANSWERED_POLLS = 10;
const UNANSWERED_MS = 10_000;

/** A device behind a serial device server that hands its bytes out over TCP. */
export function startTcpSource(config: TcpConfig, context: SourceContext): Source {
  const { poll } = context.definitionOf(config.definition);
  const silence = poll === undefined ? undefined : Math.max(UNANSWERED_MS, UNANSWERED_POLLS * poll.everyMs);
  const idleMs = config.idleTimeoutSeconds === undefined ? silence : config.idleTimeoutSeconds * 1000;
  return startLiveSource({
    name: `tcp ${config.host}:${config.port}`,
    device: config.device,
    poll,
    open: openTcp({ ...config, idleMs }),
    context,
  });
}

const openTcp =
  ({
    host,
    port,
    idleMs,
  }: Pick<TcpConfig, 'host' | 'port'> & { readonly idleMs: number | undefined }): OpenDevice =>
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
      // Not socket.setTimeout: our own questions would keep it from ever running out.
      let idle: NodeJS.Timeout | undefined;
      const listen = (): void => {
        clearTimeout(idle);
        if (idleMs === undefined) return;
        idle = setTimeout(() => socket.destroy(new Error(`nothing heard for ${idleMs / 1000} s`)), idleMs);
      };
      socket.on('data', (bytes) => {
        listen();
        heard(bytes);
      });
      socket.on('error', (error) => {
        problem = error.message;
      });
      const closed = new Promise<string>((settle) => {
        socket.once('close', () => {
          clearTimeout(tooLate);
          clearTimeout(idle);
          signal.removeEventListener('abort', abort);
          settle(problem);
        });
      });
      void closed.then((why) => reject(new Error(why)));
      socket.once('connect', () => {
        clearTimeout(tooLate);
        listen();
        resolve({
          closed,
          close: () => void socket.destroy(),
          ask(request) {
            if (!socket.destroyed && socket.writableLength === 0) socket.write(request);
          },
        });
      });
    });

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import {
  createSecureContext,
  createServer as createTlsServer,
  type TLSSocket,
  type Server as TlsServer,
} from 'node:tls';
import { listenFailure } from '@tizhi/contracts';

export interface Listener {
  readonly port: number;
  /** Takes nobody in any more; settles when the last socket has closed. */
  close(): Promise<void>;
  /** Ends what is still open, a handshake that hangs among it. */
  cut(): void;
}
export interface TlsListener extends Listener {
  /** From now on clients are verified against this authority. */
  trust(clientCa: string | undefined): void;
}

interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly mostConnections: number;
  readonly onRefused: () => void;
  readonly onError: (error: Error) => void;
}

/** Seconds of silence after which the kernel asks whether the peer still lives. */
const TCP_KEEPALIVE_MS = 60_000;

/** @throws TizhiError as `listenFailure` says */
export function listenPlain(options: ListenOptions & { welcome(socket: Socket): void }): Promise<Listener> {
  return open(
    createServer((socket) => options.welcome(ready(socket))),
    options,
  );
}

/**
 * TLS 1.2 and later. A client certificate is asked for and not required: the doorkeeper decides, and knows
 * who it is. One that the authority did not sign ends the connection, with or without a password.
 *
 * @throws TizhiError as `listenFailure` says
 */
export async function listenTls(
  options: ListenOptions & {
    readonly key: string;
    readonly cert: string;
    readonly clientCa: string | undefined;
    readonly handshakeMs: number;
    readonly onFailure: () => void;
    welcome(socket: TLSSocket, certified: boolean): void;
  },
): Promise<TlsListener> {
  const { key, cert } = options;
  let { clientCa } = options;
  const context = () => ({
    key,
    cert,
    minVersion: 'TLSv1.2' as const,
    ...(clientCa === undefined ? {} : { ca: clientCa }),
  });
  createSecureContext(context()); // throws here, not at the first client
  const server: TlsServer = createTlsServer(
    { ...context(), handshakeTimeout: options.handshakeMs, requestCert: true, rejectUnauthorized: false },
    (socket) => {
      const shown = socket.getPeerCertificate()?.serialNumber !== undefined;
      if (clientCa !== undefined && shown && !socket.authorized) {
        options.onFailure();
        socket.destroy();
        return;
      }
      options.welcome(ready(socket), clientCa !== undefined && shown);
    },
  );
  server.on('tlsClientError', options.onFailure);
  const listener = await open(server, options);
  return {
    ...listener,
    trust(ca) {
      if (ca === clientCa) return;
      clientCa = ca;
      server.setSecureContext(context());
    },
  };
}

async function open(server: Server, options: ListenOptions): Promise<Listener> {
  server.maxConnections = options.mostConnections;
  server.on('drop', options.onRefused);
  try {
    server.listen(options.port, options.host);
    await once(server, 'listening');
  } catch (error) {
    const { host, port } = options;
    throw listenFailure(error, {
      host,
      port,
      hostSetting: 'TIZHI_MQTT_HOST',
      portSetting: 'TIZHI_MQTT_PORT',
    });
  }
  server.on('error', options.onError);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : options.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
    cut() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function ready<S extends Socket>(socket: S): S {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, TCP_KEEPALIVE_MS);
  return socket;
}

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { TizhiError } from '@tizhi/contracts';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { type ClientRole, mayPublish, mayReceive, maySubscribe } from './acl.ts';
import { boundOfflineQueues } from './bound-offline-queues.ts';
import { BrokerConfig } from './config.ts';
import { createDoorkeeper, Refusal } from './connect-steps.ts';
import { type BrokerCounters, zeroCounters } from './counters.ts';
import { createFrameGuard } from './frame-guard.ts';
import { hashSecret } from './secrets.ts';

export type BrokerOptions = z.input<typeof BrokerConfig> & { readonly log: Logger };

export interface Broker {
  /** The TCP port that is open. */
  readonly port: number;
  counters(): Readonly<BrokerCounters>;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/** Seconds of silence after which the kernel asks whether the peer still lives. */
const TCP_KEEPALIVE_MS = 60_000;

/**
 * The post office: MQTT 3.1.1 with accounts, an access list, limits and TLS. It keeps nothing on disk:
 * what it loses, the outboxes send again.
 *
 * A publish that the list denies ends the connection. MQTT 3.1.1 has no negative answer: the server
 * "MUST either make a positive acknowledgement or close the Network Connection" [MQTT-3.3.5-2], and a
 * positive one would let a wrongly configured gateway believe that it is heard.
 *
 * @throws TizhiError `TIZHI_PORT_IN_USE`; ZodError where the options are not a {@link BrokerConfig}.
 */
export async function startBroker({ log, ...options }: BrokerOptions): Promise<Broker> {
  const config = BrokerConfig.parse(options);
  const { limits } = config;
  const counters = zeroCounters();
  const roles = new WeakMap<Client, ClientRole>();
  const doorkeeper = createDoorkeeper({
    clients: config.clients,
    limits,
    decoyHash: await hashSecret(crypto.randomUUID()),
  });

  const aedes = new Aedes({
    connectTimeout: limits.connectTimeoutMs,
    drainTimeout: limits.drainTimeoutMs,
    // The account's name and a slash stand before the id (see `prepare`).
    maxClientsIdLength: limits.clientIdLength + 129,
    // No shared bound: with one, a reader that is slow with telemetry would hold up everybody's alerts.
    // Each publisher is still held back by its own unread socket.
    concurrency: 0,
    preConnect(client, packet, callback) {
      doorkeeper.prepare(client, packet);
      callback(null, true);
    },
    authenticate(client, username, password, callback) {
      doorkeeper.admit(client, username, password).then(
        ({ role }) => {
          roles.set(client, role);
          counters.accepted += 1;
          callback(null, true);
        },
        (error: unknown) => {
          const refusal = error instanceof Refusal ? error : new Refusal('serverUnavailable', 'clientErrors');
          counters[refusal.counter] += 1;
          log.warn({ refused: refusal.message }, 'mqtt connection refused');
          callback(refusal as AuthenticateError, false);
        },
      );
    },
    authorizePublish(client, packet, callback) {
      const role = client === null ? undefined : roles.get(client);
      if (role !== undefined && mayPublish(role, packet.topic)) {
        counters.published += 1;
        return callback(null);
      }
      counters.publishesDenied += 1;
      log.warn({ role }, 'mqtt publish denied');
      callback(new Refusal('notAuthorized', 'publishesDenied'));
    },
    authorizeSubscribe(client, subscription, callback) {
      const role = roles.get(client);
      if (role !== undefined && maySubscribe(role, subscription.topic)) return callback(null, subscription);
      counters.subscriptionsDenied += 1;
      log.warn({ role }, 'mqtt subscription denied');
      callback(null, null); // SUBACK 0x80 [MQTT-3.9.3-2]
    },
    authorizeForward(client, packet) {
      const role = roles.get(client);
      return role !== undefined && mayReceive(role, packet.topic) ? packet : null;
    },
  });
  await aedes.listen();
  boundOfflineQueues(aedes, limits.offlineMessages, () => {
    counters.offlineDropped += 1;
  });

  aedes.on('keepaliveTimeout', () => {
    counters.keepAliveTimeouts += 1;
  });
  aedes.on('clientError', (_client, error) => noteClientError(error));
  aedes.on('connectionError', (_client, error) => noteClientError(error));
  // Without a listener a failing persistence would end the process.
  aedes.addListener('error', (error: unknown) => log.error({ err: error }, 'mqtt broker error'));

  function noteClientError(error: Error): void {
    if (error instanceof Refusal) return; // has its own counter
    if (error.message === 'connect did not arrive in time') counters.connectTimeouts += 1;
    else counters.clientErrors += 1;
    log.debug({ problem: error.message }, 'mqtt connection failed');
  }

  const sockets = new Set<Socket>();
  const welcome = (socket: Socket): void => {
    sockets.add(socket);
    counters.connected += 1;
    socket.once('close', () => {
      sockets.delete(socket);
      counters.connected -= 1;
    });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, TCP_KEEPALIVE_MS);
    guardFrames(socket);
    aedes.handle(socket);
  };

  /** aedes pulls its bytes with `read`: the guard looks at them on the way. */
  function guardFrames(socket: Socket): void {
    const guard = createFrameGuard({
      firstPacketBytes: limits.connectBytes,
      packetBytes: limits.packetBytes,
    });
    const read = socket.read.bind(socket);
    socket.read = (size?: number): unknown => {
      const chunk: unknown = read(size);
      if (!(chunk instanceof Uint8Array) || guard.accepts(chunk)) return chunk;
      counters.oversizedPackets += 1;
      socket.destroy();
      return null;
    };
  }

  const { tls } = config;
  const server: Server =
    tls === undefined
      ? createServer(welcome)
      : createTlsServer(
          {
            key: tls.key,
            cert: tls.cert,
            minVersion: 'TLSv1.2',
            handshakeTimeout: limits.connectTimeoutMs,
            ...(tls.clientCa === undefined
              ? {}
              : { ca: tls.clientCa, requestCert: true, rejectUnauthorized: true }),
          },
          welcome,
        );
  server.maxConnections = limits.connections;
  server.on('drop', () => {
    counters.connectionsRefused += 1;
  });
  server.on('tlsClientError', () => {
    counters.tlsFailures += 1;
  });

  try {
    server.listen(config.port, config.host);
    await once(server, 'listening');
  } catch (error) {
    await new Promise<void>((resolve) => aedes.close(resolve));
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new TizhiError('TIZHI_PORT_IN_USE', { port: config.port, setting: 'TIZHI_MQTT_PORT' });
    }
    throw error;
  }
  server.on('error', (error) => log.error({ err: error }, 'mqtt listener error'));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : config.port;
  log.info({ port, tls: tls !== undefined }, 'mqtt broker listening');

  let closing: Promise<void> | undefined;
  return {
    port,
    counters: () => ({ ...counters }),
    close() {
      closing ??= (async () => {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        await new Promise<void>((resolve) => aedes.close(resolve));
        for (const socket of sockets) socket.destroy();
        await closed;
      })();
      return closing;
    },
  };
}

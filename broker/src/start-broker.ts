import type { Logger } from 'pino';
import type { z } from 'zod';
import { identityOf } from './certificates/identity.ts';
import { Access, BrokerConfig } from './config.ts';
import type { BrokerCounters } from './counters.ts';
import { type Listener, listenPlain, listenTls, type TlsListener } from './listeners.ts';
import { openPostOffice } from './post-office.ts';
import type { Persistence } from './sessions/persistence.ts';

export type BrokerOptions = z.input<typeof BrokerConfig> & {
  readonly log: Logger;
  /** For tests of what happens when memory fails: wraps the memory of sessions. */
  readonly unsteady?: (persistence: Persistence) => Persistence;
};

export interface Broker {
  /** The TCP port that is open. */
  readonly port: number;
  /** The plain port on loopback for services, where `localPort` was asked for. */
  readonly localPort: number | undefined;
  counters(): Readonly<BrokerCounters>;
  /** Takes another list of who may come in, and ends the connections of those who may not any more. */
  update(access: z.input<typeof Access>): void;
  /** Ends every connection and frees the ports. */
  close(): Promise<void>;
}

/**
 * The post office: MQTT 3.1.1 with accounts, an access list, limits and TLS. It keeps nothing on disk:
 * what it loses, the outboxes send again.
 *
 * A publish that the list denies ends the connection. MQTT 3.1.1 has no negative answer: the server
 * "MUST either make a positive acknowledgement or close the Network Connection" [MQTT-3.3.5-2], and a
 * positive one would let a wrongly configured gateway believe that it is heard.
 *
 * @throws TizhiError `TIZHI_PORT_IN_USE`, `TIZHI_PORT_DENIED`, `TIZHI_HOST_UNUSABLE`; ZodError where the options are not a {@link BrokerConfig}.
 */
export async function startBroker({ log, unsteady, ...options }: BrokerOptions): Promise<Broker> {
  const config = BrokerConfig.parse(options);
  const { limits, tls } = config;
  const office = await openPostOffice({ config, log, unsteady });
  const common = {
    mostConnections: limits.connections,
    onRefused: () => office.count('connectionsRefused'),
    onError: (error: Error) => log.error({ err: error }, 'mqtt listener error'),
  };
  const everybody = { certificate: undefined, servicesOnly: false };
  const opened: Listener[] = [];
  let secure: TlsListener | undefined;
  let local: Listener | undefined;

  try {
    if (tls === undefined) {
      opened.push(
        await listenPlain({
          ...common,
          host: config.host,
          port: config.port,
          welcome: (socket) => office.welcome(socket, everybody),
        }),
      );
    } else {
      secure = await listenTls({
        ...common,
        ...tls,
        host: config.host,
        port: config.port,
        clientCa: config.clientCa,
        handshakeMs: limits.connectTimeoutMs,
        onFailure: () => office.count('tlsFailures'),
        welcome: (socket, certified) =>
          office.welcome(socket, {
            certificate: certified ? identityOf(socket) : undefined,
            servicesOnly: false,
          }),
      });
      opened.push(secure);
    }
    if (config.localPort) {
      local = await listenPlain({
        ...common,
        host: '127.0.0.1',
        port: 0,
        welcome: (socket) => office.welcome(socket, { certificate: undefined, servicesOnly: true }),
      });
      opened.push(local);
    }
  } catch (error) {
    await shut();
    throw error;
  }

  async function shut(): Promise<void> {
    const closed = opened.map((listener) => listener.close());
    await office.close();
    for (const listener of opened) listener.cut();
    await Promise.all(closed);
  }

  const port = opened[0]?.port ?? config.port;
  log.info({ port, tls: tls !== undefined }, 'mqtt broker listening');
  let closing: Promise<void> | undefined;
  return {
    port,
    localPort: local?.port,
    counters: () => office.counters(),
    update(access) {
      const next = Access.parse(access);
      secure?.trust(next.clientCa);
      office.update(next);
    },
    close() {
      closing ??= shut();
      return closing;
    },
  };
}

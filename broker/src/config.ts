import { z } from 'zod';
import { ClientRole } from './acl.ts';
import { PHC } from './secrets.ts';

/** Every bound of the broker, with the counter that says when it was hit (see `counters.ts`). */
export const BrokerLimits = z.object({
  /** One MQTT packet, header included, bytes. `oversizedPackets` */
  packetBytes: z
    .int()
    .min(1024)
    .default(1024 * 1024),
  /** The CONNECT packet, before anybody is known, bytes. `oversizedPackets` */
  connectBytes: z
    .int()
    .min(256)
    .default(16 * 1024),
  /** Characters. `identifiersRejected` */
  clientIdLength: z.int().min(23).max(65_535).default(64),
  /** Open sockets. `connectionsRefused` */
  connections: z.int().min(1).default(1000),
  /** A socket that sent no CONNECT is closed after this, ms. `connectTimeouts` */
  connectTimeoutMs: z.int().min(100).default(10_000),
  /** The longest keep-alive that is believed, s; 0 (none) counts as this. `keepAliveTimeouts` */
  keepAliveS: z.int().min(5).max(65_535).default(300),
  /** A client that reads nothing for so long while data wait is closed, ms. `clientErrors` */
  drainTimeoutMs: z.int().min(1000).default(15_000),
  /** Password checks at once; each holds 19 MiB and one thread. */
  passwordChecks: z.int().min(1).default(2),
  /** Connections that may wait for theirs. `loginsDeferred` */
  passwordChecksWaiting: z.int().min(1).default(256),
  /** QoS 1 and 2 messages kept for one absent persistent client. `offlineDropped` */
  offlineMessages: z.int().min(1).default(1000),
});
export type BrokerLimits = z.infer<typeof BrokerLimits>;

export const BrokerClient = z.object({
  username: z.string().min(1).max(128),
  /** argon2id in PHC string form (`hashSecret`). */
  passwordHash: z.string().regex(PHC, 'must be an argon2id hash in PHC string form'),
  role: ClientRole,
});
export type BrokerClient = z.infer<typeof BrokerClient>;

const Pem = z.string().includes('-----BEGIN ', 'must be PEM text');

export const BrokerConfig = z.object({
  host: z.string().min(1).default('127.0.0.1'),
  /** 0: any free port; the one taken is in the result. */
  port: z.int().min(0).max(65_535).default(1883),
  clients: z
    .array(BrokerClient)
    .max(10_000)
    .refine((clients) => new Set(clients.map(({ username }) => username)).size === clients.length, {
      message: 'user names must differ',
    }),
  limits: BrokerLimits.prefault({}),
  tls: z
    .object({
      key: Pem,
      cert: Pem,
      /** Where given, a client must present a certificate signed by it, besides its password. */
      clientCa: Pem.optional(),
    })
    .optional(),
});
export type BrokerConfig = z.infer<typeof BrokerConfig>;

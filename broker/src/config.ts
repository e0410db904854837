import { z } from 'zod';
import { ClientRole } from './acl.ts';
import { PHC } from './secrets.ts';

const MiB = 1024 * 1024;
const bytes = (standard: number) => z.int().min(1024).default(standard);
const count = (standard: number) => z.int().min(1).default(standard);

/** Every bound of the broker, with the counter that says when it was hit (see `counters.ts`). */
export const BrokerLimits = z.object({
  /** One MQTT packet, header included. `oversizedPackets` */
  packetBytes: bytes(MiB),
  /** The CONNECT packet, before anybody is known. `oversizedPackets` */
  connectBytes: z
    .int()
    .min(256)
    .default(16 * 1024),
  /** Characters. `identifiersRejected` */
  clientIdLength: z.int().min(23).max(65_535).default(64),
  /** Open sockets. `connectionsRefused` */
  connections: count(1000),
  /** A socket that sent no CONNECT is closed after this, ms. `connectTimeouts` */
  connectTimeoutMs: z.int().min(100).default(10_000),
  /** The longest keep-alive that is believed, s; 0 (none) counts as this. `keepAliveTimeouts` */
  keepAliveS: z.int().min(5).max(65_535).default(300),

  /**
   * What one connection may send in a second, on average; a second's worth may come at once. Beyond it the
   * socket is read later, so that nothing is lost. A gateway that empties a backlog reaches 30,000 small
   * messages or 20 MB a second. `readsThrottled`
   */
  packetsPerSecond: count(50_000),
  bytesPerSecond: bytes(32 * MiB),
  /** Packets of one connection that are taken and not yet finished; the socket is read later. `readsHeld` */
  inflightPackets: count(2000),
  /** QoS 2 messages of one client that it has not released; one more ends the connection. `qos2Exceeded` */
  qos2Inflight: count(100),
  /** Filters of one client. One more is answered with SUBACK 0x80. `subscriptionsRefused` */
  subscriptions: count(100),

  /** A reader that takes nothing for so long while data wait is closed, ms. `slowReaders` */
  drainTimeoutMs: z.int().min(100).default(15_000),
  /**
   * What may wait unread for one gateway. It is closed beyond that and does not hold up who writes to it:
   * one gateway must not stop the acknowledgements of all. `slowReaders`
   */
  gatewayBacklogBytes: bytes(4 * MiB),
  /** The same for a service. It does hold up those who write to it, so this is rarely reached. `slowReaders` */
  serviceBacklogBytes: bytes(64 * MiB),

  /** Password checks at once; each holds 19 MiB and one thread. */
  passwordChecks: count(2),
  /** Connections that may wait for theirs. `loginsDeferred` */
  passwordChecksWaiting: count(256),

  /** Persistent sessions, of one account and of all. The longest absent goes first. `sessionsEvicted`, `sessionsRefused` */
  sessionsPerAccount: count(8),
  sessions: count(1000),
  /** A persistent session whose client stays away so long is let go, ms. `sessionsExpired` */
  sessionExpiryMs: z
    .int()
    .min(100)
    .default(24 * 3_600_000),
  /** QoS 1 and 2 messages that one persistent client has not acknowledged, absent or not. `sessionMessagesDropped` */
  sessionMessages: count(1000),
  sessionBytes: bytes(16 * MiB),
  allSessionsBytes: bytes(128 * MiB),
  /** What is kept for those who come later. `retainedDropped` */
  retainedMessages: count(100_000),
  retainedBytes: bytes(128 * MiB),
});
export type BrokerLimits = z.infer<typeof BrokerLimits>;

/** As `X509Certificate.serialNumber` writes it. */
const Serial = z.string().regex(/^[0-9A-F]{1,40}$/, 'must be a serial number in capital hexadecimal digits');

export const BrokerClient = z.object({
  username: z.string().min(1).max(128),
  /** argon2id in PHC string form (`hashSecret`); without one only a certificate lets it in. */
  passwordHash: z.string().regex(PHC, 'must be an argon2id hash in PHC string form').optional(),
  /** Of the certificates issued for it, so that revoking the account can revoke them. */
  certificates: z.array(Serial).max(1000).optional(),
  role: ClientRole,
});
export type BrokerClient = z.infer<typeof BrokerClient>;

const Pem = z.string().includes('-----BEGIN ', 'must be PEM text');

/** Who may come in; all of it can change while the broker runs. */
export const Access = z.object({
  clients: z
    .array(BrokerClient)
    .max(10_000)
    .refine((clients) => new Set(clients.map(({ username }) => username)).size === clients.length, {
      message: 'user names must differ',
    }),
  /** The authority of the gateways' certificates. Without one certificates are not looked at. */
  clientCa: Pem.optional(),
  revokedCertificates: z.array(Serial).max(100_000).default([]),
});
export type Access = z.infer<typeof Access>;

export const BrokerConfig = Access.extend({
  host: z.string().min(1).default('127.0.0.1'),
  /** 0: any free port; the one taken is in the result. */
  port: z.int().min(0).max(65_535).default(1883),
  /** Also open a plain port on loopback, any free one, for the services beside this broker and nobody else. */
  localPort: z.boolean().default(false),
  /** A gateway's password is not enough. Services are not asked: they are the school's own. */
  requireClientCertificate: z.boolean().default(false),
  limits: BrokerLimits.prefault({}),
  tls: z.object({ key: Pem, cert: Pem }).optional(),
});
export type BrokerConfig = z.infer<typeof BrokerConfig>;

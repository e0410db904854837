/** What each counter counts since the start. Each bound and each refusal has its own. */
const MEANINGS = {
  accepted: 'connections let in',
  published: 'messages taken from clients',

  connectionsRefused: 'sockets beyond limits.connections',
  tlsFailures: 'TLS handshakes that failed, a plain client or a certificate that does not hold among them',
  connectTimeouts: 'sockets that sent no CONNECT in time',
  loginsFailed: 'wrong user name or password: CONNACK 4',
  loginsDeferred: 'too many password checks waiting: CONNACK 3',
  certificatesRefused: 'revoked, of no account, of another account, or missing: CONNACK 5',
  identifiersRejected: 'client id too long, or empty with a persistent session: CONNACK 2',
  willsDenied: 'a last will to a topic that is not the own status: CONNACK 5',
  accountsClosed: 'connections ended because their account was changed or revoked',

  publishesDenied: 'by the access list; each one closed its connection',
  subscriptionsDenied: 'by the access list; each one was answered with SUBACK 0x80',
  subscriptionsRefused: 'beyond limits.subscriptions; each one was answered with SUBACK 0x80',
  retainsIgnored: 'messages of a moment that asked to be retained: delivered, not kept',

  oversizedPackets: 'packets announced beyond their limit; each one closed its connection',
  clientErrors: 'malformed packets and resets: the connection ended, the broker did not',
  keepAliveTimeouts: 'clients gone without a word',
  readsThrottled: 'times that a client sent faster than its rate and had to wait',
  readsHeld: 'times that a client had to wait for its own packets in flight',
  slowReaders: 'connections closed because they did not take what waited for them',
  qos2Exceeded: 'QoS 2 messages beyond what a client may leave unreleased',

  sessionsRefused: 'persistent sessions without room: CONNACK 3',
  sessionsEvicted: 'persistent sessions let go for newer ones',
  sessionsExpired: 'persistent sessions let go because nobody came',
  sessionMessagesDropped: 'messages that a persistent session had no room for',
  retainedDropped: 'messages that could not be kept for those who come later',
  memoryErrors: 'failures of the session memory; the broker went on',
} as const;

export type CounterName = keyof typeof MEANINGS;
export interface BrokerCounters extends Record<CounterName, number> {
  /** Open sockets now. */
  connected: number;
  /** Persistent sessions kept now. */
  sessions: number;
  /** Bytes that wait now in this process for clients to read them. */
  unreadBytes: number;
}

export const zeroCounters = (): Record<CounterName, number> =>
  Object.fromEntries(Object.keys(MEANINGS).map((name) => [name, 0])) as Record<CounterName, number>;

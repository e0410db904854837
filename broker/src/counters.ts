/** What the broker met since it started. Each bound and each refusal has its own number. */
export interface BrokerCounters {
  /** Now. */
  connected: number;
  accepted: number;
  /** Beyond `limits.connections`. */
  connectionsRefused: number;
  /** Wrong user name or password: CONNACK 4. */
  loginsFailed: number;
  /** Too many password checks waiting: CONNACK 3. */
  loginsDeferred: number;
  /** Too long, or empty with a persistent session: CONNACK 2. */
  identifiersRejected: number;
  /** A last will to a topic that is not the client's status: CONNACK 5. */
  willsDenied: number;
  connectTimeouts: number;
  keepAliveTimeouts: number;
  oversizedPackets: number;
  /** Each one closed a connection (see `start-broker.ts`). */
  publishesDenied: number;
  /** Each one was answered with SUBACK 0x80. */
  subscriptionsDenied: number;
  published: number;
  offlineDropped: number;
  tlsFailures: number;
  /** Malformed packets, resets, slow readers: the connection ended, the broker did not. */
  clientErrors: number;
}

export const zeroCounters = (): BrokerCounters => ({
  connected: 0,
  accepted: 0,
  connectionsRefused: 0,
  loginsFailed: 0,
  loginsDeferred: 0,
  identifiersRejected: 0,
  willsDenied: 0,
  connectTimeouts: 0,
  keepAliveTimeouts: 0,
  oversizedPackets: 0,
  publishesDenied: 0,
  subscriptionsDenied: 0,
  published: 0,
  offlineDropped: 0,
  tlsFailures: 0,
  clientErrors: 0,
});

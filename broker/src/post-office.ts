import type { Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import type { Logger } from 'pino';
import { createAccounts, type Proof } from './accounts.ts';
import { openClient } from './aedes-client.ts';
import { authorizations } from './authorize.ts';
import type { Access, BrokerConfig } from './config.ts';
import { createDoorkeeper, type Entrance, Refusal } from './connect-steps.ts';
import { type BrokerCounters, type CounterName, zeroCounters } from './counters.ts';
import { tendDelivery } from './delivery.ts';
import { createGranted } from './granted.ts';
import { guardInflow } from './inflow.ts';
import { createNotices } from './notices.ts';
import { gatherOutflow } from './outflow.ts';
import { hashSecret } from './secrets.ts';
import type { Persistence } from './sessions/persistence.ts';
import { createSessionMemory } from './sessions/session-memory.ts';
import { steadyPersistence } from './sessions/steady.ts';

/** The broker without its doors. */
export interface PostOffice {
  count(counter: CounterName): void;
  counters(): BrokerCounters;
  /** Serves MQTT on a socket that a listener accepted. */
  welcome(socket: Socket, entrance: Entrance): void;
  /** Ends the connections of those who would not be let in now. */
  update(access: Access): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** A stranger's user name as far as a log needs it: bounded, and without control characters. */
const shownName = (username: string | undefined): string | undefined =>
  username?.slice(0, 80).replaceAll(/\p{Cc}/gu, '?');

/** How often sessions are looked through for those that nobody comes back to. */
const EXPIRE_EVERY_MS = 30_000;

export async function openPostOffice(context: {
  readonly config: BrokerConfig;
  readonly log: Logger;
  /** For tests of what happens when memory fails: wraps the memory of sessions. */
  readonly unsteady?: ((persistence: Persistence) => Persistence) | undefined;
}): Promise<PostOffice> {
  const { config, log, unsteady = (persistence) => persistence } = context;
  const { limits } = config;
  const counters = zeroCounters();
  const count = (counter: CounterName): void => {
    counters[counter] += 1;
  };
  const notice = createNotices(log);
  const accounts = createAccounts(config);
  const doorkeeper = createDoorkeeper({
    accounts,
    limits,
    requireClientCertificate: config.requireClientCertificate,
    decoyHash: await hashSecret(crypto.randomUUID()),
  });
  const granted = createGranted();
  const sessions = createSessionMemory({
    limits,
    count,
    now: () => performance.now(),
    isGranted: (client, filter) => granted.has(client as Client, filter),
  });
  const present = new Set<Client>();
  /** Kept beyond the connection: the last will is judged after it. */
  const proofs = new WeakMap<Client, Proof>();
  const roleOf = (client: Client | null) => (client === null ? undefined : proofs.get(client)?.account.role);
  const entrances = new WeakMap<Socket, Entrance>();
  const entranceOf = ({ conn }: Client): Entrance =>
    entrances.get(conn as Socket) ?? { certificate: undefined, servicesOnly: false };

  const aedes = new Aedes({
    connectTimeout: limits.connectTimeoutMs,
    drainTimeout: limits.drainTimeoutMs,
    // The account's name and length stand before the id (see `prepare`). Only MQTT 3.1 clients are measured.
    maxClientsIdLength: limits.clientIdLength + 140,
    // No shared bound: with one, a reader that is slow with telemetry would hold up everybody's alerts.
    // Each publisher is held back by its own unread socket (`guardInflow`).
    concurrency: 0,
    // Bounded by the session, which outlives the connection.
    maxInflightInbound: 0,
    persistence: steadyPersistence(unsteady(sessions.persistence), (call, error) => {
      count('memoryErrors');
      notice(`memory:${call}`, { call, err: error }, 'the memory of sessions failed; going on');
    }),
    preConnect(client, packet, callback) {
      doorkeeper.prepare(client, packet, entranceOf(client));
      callback(null, true);
    },
    authenticate(client, username, password, callback) {
      const who = { username: shownName(username), address: (client.conn as Socket).remoteAddress };
      doorkeeper
        .admit(client, username, password)
        .then((proof) => comeIn(client, proof))
        .then(
          () => callback(null, true),
          (error: unknown) => {
            const refusal =
              error instanceof Refusal ? error : new Refusal('serverUnavailable', 'clientErrors');
            count(refusal.counter);
            notice(
              `refused:${refusal.counter}`,
              { refused: refusal.counter, ...who },
              'mqtt connection refused',
            );
            callback(refusal as AuthenticateError, false);
          },
        );
    },
    ...authorizations({ limits, count, notice, granted, roleOf }),
  });
  await aedes.listen();

  /** The account is known: its session begins, and its way out is put in order before aedes uses it. */
  function comeIn(client: Client, proof: Proof): void {
    const { account } = proof;
    const socket = client.conn as Socket;
    const session = sessions.begin({ id: client.id, clean: client.clean, account: account.username });
    if (session === undefined) throw new Refusal('serverUnavailable', 'sessionsRefused');
    proofs.set(client, proof);
    present.add(client);
    const leave = (): void => {
      session.end();
      present.delete(client);
    };
    if (socket.destroyed) {
      leave();
      return;
    }
    socket.once('close', leave);
    const isService = account.role.kind === 'service';
    tendDelivery({
      client: openClient(client),
      socket,
      backlogBytes: isService ? limits.serviceBacklogBytes : limits.gatewayBacklogBytes,
      holdsPublishers: isService,
      grantedQos: (topic) => granted.qosFor(client, topic),
      wasSent: (brokerCounter) => sessions.wasSent(client.id, brokerCounter),
      onSlow: () => noteEnd(client, 'slowReaders'),
    });
    count('accepted');
  }

  /** Whose end has been counted: what waits for a closed client fails piece by piece. */
  const noted = new WeakSet<Client>();
  function noteEnd(client: Client, counter: CounterName): void {
    if (noted.has(client)) return;
    noted.add(client);
    count(counter);
    if (counter === 'slowReaders')
      notice('slow', { role: roleOf(client) }, 'mqtt client does not read; closed');
  }

  function noteClientError(client: Client, error: Error): void {
    if (error instanceof Refusal) return; // has its own counter
    if (error.message === 'drain timeout') noteEnd(client, 'slowReaders');
    else if (error.message === 'connect did not arrive in time') noteEnd(client, 'connectTimeouts');
    else if (error.message === 'keep alive timeout') noteEnd(client, 'keepAliveTimeouts');
    else noteEnd(client, 'clientErrors');
    log.debug({ problem: error.message }, 'mqtt connection failed');
  }
  aedes.on('clientError', noteClientError);
  aedes.on('connectionError', noteClientError);
  aedes.on('unsubscribe', (filters, client) => granted.revoke(client, filters));
  aedes.on('subscribe', (subscriptions, client) => {
    // aedes lowers the QoS of a message to that of a filter that is the topic itself, even where another
    // filter of the client grants more. `authorizeForward` has the whole answer.
    for (const { topic } of subscriptions) {
      const subscription = openClient(client).subscriptions[topic];
      if (subscription !== undefined) subscription.qos = 2;
    }
  });
  // Without a listener an error of aedes' own would end the process.
  aedes.addListener('error', (error: unknown) => {
    count('memoryErrors');
    notice('aedes', { err: error }, 'mqtt broker error; going on');
  });

  const sockets = new Set<Socket>();
  const expiring = setInterval(
    () => sessions.expire(),
    Math.min(EXPIRE_EVERY_MS, Math.ceil(limits.sessionExpiryMs / 2)),
  ).unref();

  return {
    count,
    counters: () => ({
      ...counters,
      connected: sockets.size,
      sessions: sessions.kept(),
      unreadBytes: [...sockets].reduce((sum, socket) => sum + socket.writableLength, 0),
    }),
    welcome(socket, entrance) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      entrances.set(socket, entrance);
      const inflow = guardInflow({ socket, limits, count });
      gatherOutflow(socket);
      const client = openClient(aedes.handle(socket));
      const readOn = client._nextBatch;
      client._nextBatch = (error) => {
        inflow.packetDone();
        readOn(error);
      };
    },
    update(access) {
      accounts.replace(access);
      for (const client of [...present]) {
        const proof = proofs.get(client);
        if (proof === undefined || accounts.holds(proof)) continue;
        count('accountsClosed');
        client.close();
        if (accounts.byUsername(proof.account.username) === undefined)
          sessions.forget(proof.account.username);
      }
    },
    async close() {
      clearInterval(expiring);
      await new Promise<void>((resolve) => aedes.close(resolve));
      for (const socket of sockets) socket.destroy();
    },
  };
}

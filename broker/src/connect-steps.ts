import type { AuthenticateError, Client, ConnectPacket } from 'aedes';
import { mayLeaveWill } from './acl.ts';
import type { BrokerClient, BrokerLimits } from './config.ts';
import type { BrokerCounters } from './counters.ts';
import { createGate } from './gate.ts';
import { verifySecret } from './secrets.ts';

/** CONNACK return codes (MQTT 3.1.1, table 3.1). */
const RETURN = {
  identifierRejected: 2,
  serverUnavailable: 3,
  badUserNameOrPassword: 4,
  notAuthorized: 5,
} as const;

/** A connection that is not let in: its CONNACK code, and the counter it moves. */
export class Refusal extends Error implements AuthenticateError {
  readonly returnCode: number;
  readonly counter: keyof BrokerCounters;
  constructor(reason: keyof typeof RETURN, counter: keyof BrokerCounters) {
    super(reason);
    this.name = 'Refusal';
    this.returnCode = RETURN[reason];
    this.counter = counter;
  }
}

/** What CONNECT said, and who it turned out to be. */
interface Arrival {
  readonly clientId: string;
  readonly clean: boolean;
  readonly willTopic: string | undefined;
  readonly username: string | undefined;
  readonly password: Uint8Array | undefined;
}

export interface Doorkeeper {
  /** Before aedes looks at CONNECT: notes it, and puts id and keep-alive within bounds. */
  prepare(client: Client, packet: ConnectPacket): void;
  /** Runs the steps; throws the {@link Refusal} of the first that fails. */
  admit(
    client: Client,
    username: string | undefined,
    password: Uint8Array | undefined,
  ): Promise<BrokerClient>;
}

/**
 * Decides who comes in. The order of the steps is the specification: cheap refusals first, the password
 * (costly) before anything that says more than "no".
 */
export function createDoorkeeper(options: {
  readonly clients: readonly BrokerClient[];
  readonly limits: BrokerLimits;
  /** A hash that nobody's password has: an unknown user costs the same time as a wrong password. */
  readonly decoyHash: string;
}): Doorkeeper {
  const { limits } = options;
  const byUsername = new Map(options.clients.map((client) => [client.username, client]));
  const passwordGate = createGate({ atOnce: limits.passwordChecks, waiting: limits.passwordChecksWaiting });
  const arrivals = new WeakMap<Client, Pick<Arrival, 'clientId' | 'clean' | 'willTopic'>>();

  const steps = [refuseIdentifier, verifyPassword, refuseWill];
  type Known = BrokerClient | undefined;

  /** [MQTT-3.1.3-8]: an empty id with CleanSession 0 gets return code 2. */
  async function refuseIdentifier(arrival: Arrival, known: Known): Promise<Known> {
    const nameless = arrival.clientId === '' && !arrival.clean;
    if (nameless || arrival.clientId.length > limits.clientIdLength) {
      throw new Refusal('identifierRejected', 'identifiersRejected');
    }
    return known;
  }

  /** MQTT 3.1.1, 3.1.3.4 and 3.1.3.5. */
  async function verifyPassword(arrival: Arrival): Promise<Known> {
    const account = byUsername.get(arrival.username ?? '');
    const same = await passwordGate.run(() =>
      verifySecret(arrival.password ?? '', account?.passwordHash ?? options.decoyHash),
    );
    if (same === undefined) throw new Refusal('serverUnavailable', 'loginsDeferred');
    if (!same || account === undefined) throw new Refusal('badUserNameOrPassword', 'loginsFailed');
    return account;
  }

  /** A will is a publish in advance, so the ACL speaks before it is kept. */
  async function refuseWill(arrival: Arrival, known: Known): Promise<Known> {
    const { willTopic } = arrival;
    if (known !== undefined && willTopic !== undefined && !mayLeaveWill(known.role, willTopic)) {
      throw new Refusal('notAuthorized', 'willsDenied');
    }
    return known;
  }

  return {
    prepare(client, packet) {
      const clientId = packet.clientId ?? '';
      const willTopic = packet.will?.topic;
      arrivals.set(client, { clientId, clean: packet.clean ?? true, willTopic });
      // Sessions live per account: nobody ends or inherits another's session by using its id.
      if (clientId !== '') packet.clientId = `${packet.username ?? ''}/${clientId}`;
      // A dead socket must be noticed: a server may drop an inactive client whatever it asked for (3.1.2.10).
      packet.keepalive = Math.min(packet.keepalive || limits.keepAliveS, limits.keepAliveS);
    },
    async admit(client, username, password) {
      const arrival = arrivals.get(client);
      if (arrival === undefined) throw new Refusal('notAuthorized', 'loginsFailed');
      let known: Known;
      for (const step of steps) known = await step({ ...arrival, username, password }, known);
      if (known === undefined) throw new Refusal('notAuthorized', 'loginsFailed');
      return known;
    },
  };
}

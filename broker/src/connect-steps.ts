import type { AuthenticateError, Client, ConnectPacket } from 'aedes';
import type { Accounts, Proof } from './accounts.ts';
import { mayLeaveWill } from './acl.ts';
import type { CertificateIdentity } from './certificates/identity.ts';
import type { BrokerLimits } from './config.ts';
import type { CounterName } from './counters.ts';
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
  readonly counter: CounterName;
  constructor(reason: keyof typeof RETURN, counter: CounterName) {
    super(reason);
    this.name = 'Refusal';
    this.returnCode = RETURN[reason];
    this.counter = counter;
  }
}

/** How a connection reached the broker. */
export interface Entrance {
  /** Verified against the authority; `undefined`: none was shown, or none is asked for. */
  readonly certificate: CertificateIdentity | 'unknown' | undefined;
  /** The port on loopback for the house's own services. */
  readonly servicesOnly: boolean;
}

/** What CONNECT said, and where it came in. */
interface Arrival extends Entrance {
  readonly clientId: string;
  readonly clean: boolean;
  readonly willTopic: string | undefined;
  readonly username: string | undefined;
  readonly password: Uint8Array | undefined;
}

export interface Doorkeeper {
  /** Before aedes looks at CONNECT: notes it, and puts id and keep-alive within bounds. */
  prepare(client: Client, packet: ConnectPacket, entrance: Entrance): void;
  /** Runs the steps; throws the {@link Refusal} of the first that fails. */
  admit(client: Client, username: string | undefined, password: Uint8Array | undefined): Promise<Proof>;
}

type Known = Proof | undefined;
type Step = (arrival: Arrival, known: Known) => Known | Promise<Known>;

/**
 * Decides who comes in. The order of the steps is the specification: cheap refusals first, the password
 * (costly) before anything that says more than "no".
 */
export function createDoorkeeper(options: {
  readonly accounts: Accounts;
  readonly limits: BrokerLimits;
  readonly requireClientCertificate: boolean;
  /** A hash that nobody's password has: an unknown user costs the same time as a wrong password. */
  readonly decoyHash: string;
}): Doorkeeper {
  const { accounts, limits } = options;
  const passwordGate = createGate({ atOnce: limits.passwordChecks, waiting: limits.passwordChecksWaiting });
  const arrivals = new WeakMap<Client, Omit<Arrival, 'username' | 'password'>>();

  const steps: readonly Step[] = [
    refuseIdentifier,
    readCertificate,
    verifyPassword,
    requireCertificate,
    keepToServices,
    refuseWill,
    refuseOutdated,
  ];

  /** [MQTT-3.1.3-8]: an empty id with CleanSession 0 gets return code 2. */
  function refuseIdentifier(arrival: Arrival, known: Known): Known {
    const nameless = arrival.clientId === '' && !arrival.clean;
    if (nameless || arrival.clientId.length > limits.clientIdLength) {
      throw new Refusal('identifierRejected', 'identifiersRejected');
    }
    return known;
  }

  /** A certificate is enough by itself. It speaks for one account, and no user name may say otherwise. */
  function readCertificate({ certificate, username }: Arrival, known: Known): Known {
    if (certificate === undefined) return known;
    const account = certificate === 'unknown' ? undefined : accounts.ofCertificate(certificate);
    const contradicted = username !== undefined && username !== account?.username;
    if (certificate === 'unknown' || account === undefined || contradicted) {
      throw new Refusal('notAuthorized', 'certificatesRefused');
    }
    return { account, serial: certificate.serial };
  }

  /** MQTT 3.1.1, 3.1.3.4 and 3.1.3.5. */
  async function verifyPassword(arrival: Arrival, known: Known): Promise<Known> {
    if (known !== undefined) return known;
    const account = accounts.byUsername(arrival.username ?? '');
    const same = await passwordGate.run(() =>
      verifySecret(arrival.password ?? '', account?.passwordHash ?? options.decoyHash),
    );
    if (same === undefined) throw new Refusal('serverUnavailable', 'loginsDeferred');
    if (!same || account === undefined) throw new Refusal('badUserNameOrPassword', 'loginsFailed');
    return { account, serial: undefined };
  }

  function requireCertificate(_arrival: Arrival, known: Known): Known {
    const missing = options.requireClientCertificate && known?.serial === undefined;
    if (missing && known?.account.role.kind === 'gateway') {
      throw new Refusal('notAuthorized', 'certificatesRefused');
    }
    return known;
  }

  function keepToServices({ servicesOnly }: Arrival, known: Known): Known {
    if (servicesOnly && known?.account.role.kind !== 'service') {
      throw new Refusal('notAuthorized', 'loginsFailed');
    }
    return known;
  }

  /** A will is a publish in advance, so the ACL speaks before it is kept. */
  function refuseWill({ willTopic }: Arrival, known: Known): Known {
    if (willTopic !== undefined && !mayLeaveWill(known?.account.role, willTopic)) {
      throw new Refusal('notAuthorized', 'willsDenied');
    }
    return known;
  }

  /** The account may have been revoked while its password was checked. */
  function refuseOutdated(_arrival: Arrival, known: Known): Known {
    if (known !== undefined && !accounts.holds(known)) {
      throw new Refusal('badUserNameOrPassword', 'loginsFailed');
    }
    return known;
  }

  return {
    prepare(client, packet, entrance) {
      const clientId = packet.clientId ?? '';
      const willTopic = packet.will?.topic;
      arrivals.set(client, { ...entrance, clientId, clean: packet.clean ?? true, willTopic });
      const { certificate } = entrance;
      const spokenFor =
        certificate === undefined || certificate === 'unknown'
          ? undefined
          : accounts.ofCertificate(certificate);
      const username = packet.username ?? spokenFor?.username ?? '';
      // Sessions live per account: nobody ends or inherits another's session by using its id. The length
      // says where the name ends, whatever characters it has.
      if (clientId !== '') packet.clientId = `${username.length}:${username}/${clientId}`;
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

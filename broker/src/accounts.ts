import { isDeepStrictEqual } from 'node:util';
import type { CertificateIdentity } from './certificates/identity.ts';
import type { Access, BrokerClient } from './config.ts';

/** What let a connection in. */
export interface Proof {
  readonly account: BrokerClient;
  /** Of the certificate; `undefined`: a password. */
  readonly serial: string | undefined;
}

/** Who may come in, now. */
export interface Accounts {
  byUsername(username: string): BrokerClient | undefined;
  /** The account that a certificate speaks for; `undefined`: nobody's, or revoked. */
  ofCertificate(identity: CertificateIdentity): BrokerClient | undefined;
  /** Whether what let a connection in would let it in today. */
  holds(proof: Proof): boolean;
  replace(access: Access): void;
}

export function createAccounts(initial: Access): Accounts {
  let byUsername: ReadonlyMap<string, BrokerClient> = new Map();
  let byGateway: ReadonlyMap<string, BrokerClient> = new Map();
  let revoked: ReadonlySet<string> = new Set();
  const key = ({ school, gateway }: { school: string; gateway: string }): string => `${school}/${gateway}`;

  function replace({ clients, revokedCertificates }: Access): void {
    byUsername = new Map(clients.map((client) => [client.username, client]));
    byGateway = new Map(
      clients.flatMap((client) => (client.role.kind === 'gateway' ? [[key(client.role), client]] : [])),
    );
    revoked = new Set(revokedCertificates);
  }
  replace(initial);

  return {
    byUsername: (username) => byUsername.get(username),
    ofCertificate: (identity) => (revoked.has(identity.serial) ? undefined : byGateway.get(key(identity))),
    holds({ account, serial }) {
      const today = byUsername.get(account.username);
      if (today === undefined || !isDeepStrictEqual(today.role, account.role)) return false;
      return serial === undefined ? today.passwordHash === account.passwordHash : !revoked.has(serial);
    },
    replace,
  };
}

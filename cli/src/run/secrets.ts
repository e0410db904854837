import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import {
  BrokerClient,
  createAuthority,
  hashSecret,
  type Issued,
  issueGatewayCertificate,
  serialOf,
  verifySecret,
} from '@tizhi/broker';
import { type Address, type GatewayId, type SchoolId, TizhiError } from '@tizhi/contracts';
import { z } from 'zod';
import { dataFiles } from '../config.ts';
import { lockDataDir } from './lock.ts';
import { readText } from './read-text.ts';

/** A 256-bit secret for a machine; never typed by a person. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The name under which this school's own ingest and api sign in at the broker. */
export const SERVICE_USERNAME = 'service';

/** A gateway's user name at the broker. */
export const gatewayUsername = (school: SchoolId, gateway: GatewayId): string => `${school}.${gateway}`;

/** Who may sign in at the broker (hashes only). Empty before the first start. */
export function readClients(dataDir: string): BrokerClient[] {
  return readList(dataFiles(dataDir).brokerClients, BrokerClient, 'list of broker clients');
}

/** Serial numbers of certificates that let nobody in any more. */
export function readRevoked(dataDir: string): string[] {
  return readList(dataFiles(dataDir).revokedCertificates, z.string(), 'list of certificate numbers');
}

function readList<T>(file: string, item: z.ZodType<T>, expected: string): T[] {
  if (!existsSync(file)) return [];
  try {
    return z.array(item).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : String((error as Error).message);
    throw new TizhiError('TIZHI_FILE_FORMAT', { file, expected, problem });
  }
}

const writeList = (file: string, list: readonly unknown[]): void =>
  writeWhole(file, `${JSON.stringify(list, null, 2)}\n`);

/** Changes one account; the file is replaced whole, and one process at a time changes it. */
function changeAccount(where: {
  readonly dataDir: string;
  readonly username: string;
  readonly change: (known: BrokerClient | undefined) => BrokerClient;
}): void {
  const { dataDir, username, change } = where;
  alone(dataDir, () => {
    const clients = readClients(dataDir);
    const known = clients.find((client) => client.username === username);
    const others = clients.filter((client) => client !== known);
    writeList(dataFiles(dataDir).brokerClients, [...others, change(known)]);
  });
}

/**
 * Gives a gateway a new secret and returns it: shown once, stored only as a hash. Its certificates stay. Throws
 * `TIZHI_WOULD_REPLACE` where it has one already and `replace` is not set.
 */
export async function admitGateway(admission: {
  readonly dataDir: string;
  readonly address: Address;
  readonly replace: boolean;
}): Promise<string> {
  const { dataDir, replace } = admission;
  const { school, gateway } = admission.address;
  const secret = newSecret();
  const passwordHash = await hashSecret(secret);
  const username = gatewayUsername(school, gateway);
  const role = { kind: 'gateway' as const, school, gateway };
  const change = (known: BrokerClient | undefined) => {
    if (known?.passwordHash !== undefined && !replace) {
      throw new TizhiError('TIZHI_WOULD_REPLACE', {
        what: `Gateway ${gateway} has a password already`,
        whatZh: `网关 ${gateway} 已有密码`,
        consequence: 'the old password stops working at once and must be changed at the gateway',
        consequenceZh: '旧密码立即失效，必须在网关上更换',
      });
    }
    return { ...known, username, passwordHash, role };
  };
  changeAccount({ dataDir, username, change });
  return secret;
}

/** Gives a gateway a new certificate by this school's own authority. Its password and older ones stay. */
export function certifyGateway(dataDir: string, address: Address): Issued {
  const issued = issueGatewayCertificate(gatewayAuthority(dataDir, address.school), address, Date.now());
  const username = gatewayUsername(address.school, address.gateway);
  const serial = serialOf(issued.cert);
  const change = (known: BrokerClient | undefined): BrokerClient => ({
    ...known,
    username,
    certificates: [...(known?.certificates ?? []), serial],
    role: { kind: 'gateway', ...address },
  });
  changeAccount({ dataDir, username, change });
  return issued;
}

/**
 * Takes a gateway's account away, and every certificate that was issued for it. A broker that runs ends its
 * connection. Throws `TIZHI_NOT_FOUND`.
 */
export function revokeGateway(dataDir: string, { school, gateway }: Address): void {
  const username = gatewayUsername(school, gateway);
  const files = dataFiles(dataDir);
  alone(dataDir, () => {
    const clients = readClients(dataDir);
    const account = clients.find((client) => client.username === username);
    if (account === undefined)
      throw new TizhiError('TIZHI_NOT_FOUND', { what: `gateway ${gateway}`, whatZh: `网关 ${gateway}` });
    const { certificates = [] } = account;
    // The certificates first: a power cut in between must not leave one that opens a later account.
    writeList(files.revokedCertificates, [...new Set([...readRevoked(dataDir), ...certificates])]);
    writeList(
      files.brokerClients,
      clients.filter((client) => client !== account),
    );
  });
}

/** Made when the first certificate is; its key never leaves the data folder. */
function gatewayAuthority(dataDir: string, school: SchoolId): Issued {
  const files = dataFiles(dataDir);
  if (existsSync(files.gatewayCaCert) && existsSync(files.gatewayCaKey)) {
    return { cert: readText(files.gatewayCaCert), key: readText(files.gatewayCaKey) };
  }
  const made = createAuthority(`Tizhi gateways of ${school}`, Date.now());
  writeWhole(files.gatewayCaKey, made.key);
  writeWhole(files.gatewayCaCert, made.cert);
  return made;
}

/** The secret with which ingest and api sign in; made by whichever role starts first. */
export function serviceSecret(dataDir: string): string {
  const file = dataFiles(dataDir).serviceSecret;
  if (!existsSync(file)) {
    const mine = `${file}.${process.pid}`;
    writeFileSync(mine, `${newSecret()}\n`, { mode: 0o600 });
    try {
      linkSync(mine, file); // unlike a rename it does not replace what another role made meanwhile
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(mine, { force: true });
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** The broker's side of that secret. */
export async function admitServices(dataDir: string): Promise<void> {
  const secret = serviceSecret(dataDir);
  const account = readClients(dataDir).find(({ username }) => username === SERVICE_USERNAME);
  if (await verifySecret(secret, account?.passwordHash ?? '')) return;
  const passwordHash = await hashSecret(secret);
  const service = { username: SERVICE_USERNAME, passwordHash, role: { kind: 'service' as const } };
  changeAccount({ dataDir, username: SERVICE_USERNAME, change: () => service });
}

/** How long a change waits for another process that makes one, ms. */
const WAIT_MS = 5_000;

function alone(dataDir: string, change: () => void): void {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    try {
      const lock = lockDataDir(dataDir, 'accounts');
      try {
        change();
        return;
      } finally {
        lock.release();
      }
    } catch (error) {
      const busy = error instanceof TizhiError && error.code === 'TIZHI_DATA_DIR_LOCKED';
      if (!busy || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Readable by its owner only; replaced whole, never half-written. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

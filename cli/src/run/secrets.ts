import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrokerClient, hashSecret } from '@tizhi/broker';
import { type GatewayId, type SchoolId, TizhiError } from '@tizhi/contracts';
import { z } from 'zod';

/** A 256-bit secret for a machine; never typed by a person. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The name under which this school's own ingest and api sign in at the broker. */
export const SERVICE_USERNAME = 'service';

/** A gateway's user name at the broker. */
export const gatewayUsername = (school: SchoolId, gateway: GatewayId): string => `${school}.${gateway}`;

const clientsFile = (dataDir: string): string => join(dataDir, 'broker-clients.json');
const serviceSecretFile = (dataDir: string): string => join(dataDir, 'service.secret');

/** Who may sign in at the broker (hashes only). Empty before the first start. */
export function readClients(dataDir: string): BrokerClient[] {
  const file = clientsFile(dataDir);
  if (!existsSync(file)) return [];
  try {
    return z.array(BrokerClient).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : String((error as Error).message);
    throw new TizhiError('TIZHI_FILE_FORMAT', { file, expected: 'list of broker clients', problem });
  }
}

/** Adds a client or replaces the one of that name; the file is replaced whole, never half-written. */
export function saveClient(dataDir: string, client: BrokerClient): void {
  const others = readClients(dataDir).filter((known) => known.username !== client.username);
  writeWhole(clientsFile(dataDir), `${JSON.stringify([...others, client], null, 2)}\n`);
}

/** Gives a gateway a new secret and returns it: shown once, stored only as a hash. */
export async function admitGateway(dataDir: string, school: SchoolId, gateway: GatewayId): Promise<string> {
  const secret = newSecret();
  saveClient(dataDir, {
    username: gatewayUsername(school, gateway),
    passwordHash: await hashSecret(secret),
    role: { kind: 'gateway', school, gateway },
  });
  return secret;
}

/** The secret with which ingest and api sign in; made at the first start. */
export async function serviceSecret(dataDir: string): Promise<string> {
  const file = serviceSecretFile(dataDir);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = newSecret();
  saveClient(dataDir, {
    username: SERVICE_USERNAME,
    passwordHash: await hashSecret(secret),
    role: { kind: 'service' },
  });
  writeWhole(file, `${secret}\n`);
  return secret;
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

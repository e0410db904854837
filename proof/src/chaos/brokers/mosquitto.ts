import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually, findPart } from '@tizhi/testing';
import type { Yard } from '../part.ts';
import { lastingPort } from '../ports.ts';
import { type BrokerSide, listens, SCHOOL, SERVICE, STARTED_WITHIN_MS } from './broker-side.ts';

/** Debian's mosquitto with a password file, and nothing that it would remember: the worst case for us. */
export async function mosquitto(yard: Yard, gateways: readonly string[]): Promise<BrokerSide> {
  const program = findPart('mosquitto');
  if (program === undefined) throw new Error('mosquitto is not installed (Debian package mosquitto)');
  const { folder } = yard.place('mosquitto');
  const port = await lastingPort();
  const accounts = [SERVICE, ...gateways.map((gateway) => `${SCHOOL}.${gateway}`)].map((username) => ({
    url: `mqtt://127.0.0.1:${port}`,
    username,
    password: crypto.randomUUID(),
  }));
  const [service, ...others] = accounts;
  if (service === undefined) throw new Error('no account');
  const passwords = join(folder, 'passwords');
  writeFileSync(passwords, accounts.map(({ username, password }) => `${username}:${password}\n`).join(''), {
    mode: 0o600,
  });
  hashPasswords(program, passwords);
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(
    config,
    `listener ${port} 127.0.0.1
allow_anonymous false
password_file ${passwords}
persistence false
${process.getuid?.() === 0 ? 'user root\n' : ''}`,
  );
  const broker = yard.program('mosquitto', program, ['-c', config]);
  broker.start();
  await eventually('mosquitto listens', () => listens(port), STARTED_WITHIN_MS);
  return {
    parts: [{ name: 'mosquitto', role: 'broker', group: 'broker', process: broker, folder, disk: undefined }],
    service,
    gateways: new Map(others.map((account, i) => [gateways[i] ?? '', account])),
  };
}

/** mosquitto_passwd comes with the package, in the programs' other folder. */
function hashPasswords(program: string, file: string): void {
  const tries = ['mosquitto_passwd', join(dirname(program), '../bin/mosquitto_passwd')];
  const done = tries.some((command) => spawnSync(command, ['-U', file]).status === 0);
  if (!done) throw new Error('mosquitto_passwd could not hash the passwords');
}

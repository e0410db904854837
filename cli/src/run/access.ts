import { existsSync, statSync } from 'node:fs';
import type { Access, Broker } from '@tizhi/broker';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { dataFiles } from '../config.ts';
import { readText } from './read-text.ts';
import { readClients, readRevoked } from './secrets.ts';

/** A change is taken within two of these, ms. */
const LOOK_EVERY_MS = 900;

/** Who may come in at this school's broker, as its data folder says now. */
export function readAccess(dataDir: string): z.input<typeof Access> {
  const { gatewayCaCert } = dataFiles(dataDir);
  return {
    clients: readClients(dataDir),
    revokedCertificates: readRevoked(dataDir),
    ...(existsSync(gatewayCaCert) ? { clientCa: readText(gatewayCaCert) } : {}),
  };
}

/**
 * Hands changes of the data folder to a broker that runs, so that `tizhi gateway add` and `revoke` need no
 * restart. It looks instead of watching: that works on every file system. A file that cannot be read leaves
 * everything as it was.
 */
export function followAccess(context: {
  readonly dataDir: string;
  readonly broker: Broker;
  readonly log: Logger;
}): { stop(): void } {
  const { dataDir, broker, log } = context;
  const { brokerClients, revokedCertificates, gatewayCaCert } = dataFiles(dataDir);
  const look = (): string =>
    [brokerClients, revokedCertificates, gatewayCaCert]
      .map((file) => {
        const stat = statSync(file, { throwIfNoEntry: false });
        return stat === undefined ? '-' : `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
      })
      .join(' ');
  let seen = '';
  const timer = setInterval(() => {
    try {
      const now = look();
      if (now === seen) return;
      seen = now;
      broker.update(readAccess(dataDir));
    } catch (error) {
      log.warn(
        { problem: (error as Error).message },
        'the list of broker clients is unchanged: not readable',
      );
    }
  }, LOOK_EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}

import { connect } from 'node:net';
import type { Part } from '../part.ts';

export interface Account {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** The school every run is about, and the account name of its own services at a broker. */
export const SCHOOL = 'school';
export const SERVICE = 'service';

/** A part of the school has started within this, also on a machine that has other work. */
export const STARTED_WITHIN_MS = 60_000;

/** What stands between gateways and ingest; it has been seen to accept connections. */
export interface BrokerSide {
  readonly parts: readonly Part[];
  /** How ingest signs in. */
  readonly service: Account;
  /** How a gateway signs in, by its name. */
  readonly gateways: ReadonlyMap<string, Account>;
}

/** Whether somebody accepts connections there. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { admitGateway, eventually, type Place, startTizhi } from '@tizhi/testing';
import type { Yard } from '../part.ts';
import { lastingPort } from '../ports.ts';
import { type Account, type BrokerSide, listens, SCHOOL, SERVICE, STARTED_WITHIN_MS } from './broker-side.ts';

const DISK_BYTES = 4 * 1024 * 1024;

/** `tizhi broker`. */
export async function ownBroker(yard: Yard, gateways: readonly string[]): Promise<BrokerSide> {
  const { folder, disk } = yard.place('broker', DISK_BYTES);
  const place: Place = {
    httpPort: 0,
    mqttPort: await lastingPort(),
    dataDir: join(folder, 'data'),
    logLevel: 'info',
    compileCache: yard.compileCache,
  };
  const url = `mqtt://127.0.0.1:${place.mqttPort}`;
  const accounts = new Map<string, Account>();
  for (const gateway of gateways) {
    const password = await admitGateway(gateway, place);
    accounts.set(gateway, { url, username: `${SCHOOL}.${gateway}`, password });
  }
  const process = yard.supervise('broker', () => startTizhi(['broker'], place, yard.logOf('broker')));
  process.start();
  await eventually('the broker listens', () => listens(place.mqttPort), STARTED_WITHIN_MS);
  return {
    parts: [{ name: 'broker', role: 'broker', group: 'broker', process, folder, disk }],
    service: {
      url,
      username: SERVICE,
      password: readFileSync(join(place.dataDir, 'service.secret'), 'utf8').trim(),
    },
    gateways: accounts,
  };
}

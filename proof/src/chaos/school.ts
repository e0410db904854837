import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, type Place, startTizhi, tizhi } from '@tizhi/testing';
import { type BrokerSide, STARTED_WITHIN_MS } from './brokers/broker-side.ts';
import { mosquitto } from './brokers/mosquitto.ts';
import { natsCluster } from './brokers/nats.ts';
import { ownBroker } from './brokers/own-broker.ts';
import { type Gateway, makeGateway } from './gateway.ts';
import { makeInfluxd } from './influxd.ts';
import { beginLesson } from './lesson.ts';
import type { Part, Yard } from './part.ts';

export const BROKER_KINDS = ['tizhi', 'mosquitto', 'nats'] as const;
export type BrokerKind = (typeof BROKER_KINDS)[number];
export const STORE_KINDS = ['influx', 'sqlite'] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

const GATEWAYS = ['gym', 'track'] as const;
const MIB = 1024 * 1024;
/** Data grow with the length of a run; a disk that is full by itself would prove something else. */
const diskBytes = (faults: number): number => (96 + faults) * MIB;

/** Everything between a device and an export, each part a process. */
export interface School {
  readonly parts: readonly Part[];
  readonly gateways: readonly Gateway[];
  /** Where `tizhi export` finds the stores. */
  readonly place: Place;
}

export async function startSchool(
  yard: Yard,
  kinds: { readonly broker: BrokerKind; readonly store: StoreKind; readonly faults: number },
): Promise<School> {
  // Fills the compile cache: a process that is killed never does.
  const nowhere: Place = { httpPort: 0, mqttPort: 0, dataDir: yard.folder, compileCache: yard.compileCache };
  await tizhi(['--help'], nowhere);
  const broker = await brokerOf(yard, kinds.broker);
  const store = kinds.store === 'influx' ? await makeInfluxd(yard, diskBytes(kinds.faults)) : undefined;
  const { folder, disk } = yard.place('ingest', diskBytes(kinds.faults));
  const place: Place = {
    httpPort: 0,
    mqttPort: 0,
    dataDir: join(folder, 'data'),
    logLevel: 'info',
    compileCache: yard.compileCache,
    mqtt: broker.service,
    ...(store === undefined ? {} : { influxUrl: `${store.url}/chaos` }),
  };
  mkdirSync(place.dataDir);
  const ingest = yard.supervise('ingest', () => startTizhi(['ingest'], place, yard.logOf('ingest')));
  ingest.start();

  const gateways: Gateway[] = [];
  for (const [name, account] of broker.gateways) gateways.push(await makeGateway(yard, name, account));
  for (const gateway of gateways) gateway.part.process.start();
  await eventually('every device is heard', () => allHeard(gateways), STARTED_WITHIN_MS);
  await beginLesson({ service: broker.service, gateways, logOf: (name) => yard.logOf(name) });
  return {
    place,
    gateways,
    parts: [
      ...broker.parts,
      { name: 'ingest', role: 'ingest', group: 'ingest', process: ingest, folder, disk },
      ...(store === undefined ? [] : [store.part]),
      ...gateways.map(({ part }) => part),
    ],
  };
}

export const allHeard = (gateways: readonly Gateway[]): boolean =>
  gateways.every(({ devices }) => devices.every(({ isHeard }) => isHeard));

async function brokerOf(yard: Yard, kind: BrokerKind): Promise<BrokerSide> {
  switch (kind) {
    case 'tizhi':
      return ownBroker(yard, GATEWAYS);
    case 'mosquitto':
      return mosquitto(yard, GATEWAYS);
    case 'nats':
      return natsCluster(yard, GATEWAYS);
  }
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startApi } from '@tizhi/api';
import { startBroker } from '@tizhi/broker';
import { type HealthResponse, TizhiError } from '@tizhi/contracts';
import { startIngest } from '@tizhi/ingest';
import { openStores, type RecordStore, type Stores } from '@tizhi/storage';
import type { Logger } from 'pino';
import { dataFiles, type Settings } from '../config.ts';
import { VERSION } from '../version.ts';
import { followAccess, readAccess } from './access.ts';
import { readText } from './read-text.ts';
import { admitServices } from './secrets.ts';
import type { ServiceLink } from './service-link.ts';
import { spreadsheets } from './spreadsheets.ts';

/** Something started that can be stopped. Stopping twice is harmless. */
export interface Running {
  stop(): Promise<void>;
}
export type RoleName = HealthResponse['roles'][number];

export interface RoleContext {
  readonly settings: Settings;
  readonly log: Logger;
}

/** The pages that `npm start` builds. */
const WEB_ROOT = join(import.meta.dirname, '../../../dashboards/web/dist');

export function openStoresOf({ settings }: RoleContext): Promise<Stores> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const { dataDir, influxUrl, postgresUrl } = settings;
  return openStores({ dataDir, influxUrl, postgresUrl });
}

/** The school this server serves exists in its records, under the name that the settings give it. */
export async function ensureSchool(records: RecordStore, { school, schoolName }: Settings): Promise<void> {
  if ((await records.roster.school(school))?.name === schoolName) return;
  await records.roster.save({ school, name: schoolName }, [], []);
}

export interface RunningBroker extends Running {
  readonly port: number;
  /** Plain and for services only, where the broker speaks TLS to everybody else. */
  readonly localPort: number | undefined;
}

export async function runBroker({ settings, log: root }: RoleContext): Promise<RunningBroker> {
  const { dataDir } = settings;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await admitServices(dataDir);
  const log = root.child({ role: 'broker' });
  const tls = tlsOf(settings);
  const broker = await startBroker({
    ...readAccess(dataDir),
    host: settings.mqttHost,
    port: settings.mqttPort,
    requireClientCertificate: settings.mqttRequireClientCertificate,
    localPort: tls.tls !== undefined,
    ...tls,
    log,
  });
  const following = followAccess({ dataDir, broker, log });
  return {
    port: broker.port,
    localPort: broker.localPort,
    async stop() {
      following.stop();
      await broker.close();
    },
  };
}

function tlsOf(settings: Settings): { tls?: { key: string; cert: string } } {
  const { mqttTlsKeyFile, mqttTlsCertFile, mqttRequireClientCertificate } = settings;
  if (mqttTlsKeyFile === undefined && mqttTlsCertFile === undefined) {
    if (!mqttRequireClientCertificate) return {};
    throw new TizhiError('TIZHI_SETTING_INVALID', {
      setting: 'TIZHI_MQTT_REQUIRE_CLIENT_CERTIFICATE',
      value: 'true',
      problem: 'certificates are shown over TLS only',
      fix: 'Set TIZHI_MQTT_TLS_KEY_FILE and TIZHI_MQTT_TLS_CERT_FILE too.',
    });
  }
  if (mqttTlsKeyFile === undefined || mqttTlsCertFile === undefined) {
    throw new TizhiError('TIZHI_SETTING_INVALID', {
      setting: mqttTlsKeyFile === undefined ? 'TIZHI_MQTT_TLS_KEY_FILE' : 'TIZHI_MQTT_TLS_CERT_FILE',
      value: '',
      problem: 'TLS needs a key and a certificate',
      fix: 'Set both, or neither.',
    });
  }
  return { tls: { key: readText(mqttTlsKeyFile), cert: readText(mqttTlsCertFile) } };
}

export interface StoreRoleContext extends RoleContext {
  readonly stores: Stores;
  readonly mqtt: ServiceLink;
}

export async function runIngest({ stores, mqtt, log }: StoreRoleContext): Promise<Running> {
  const ingest = await startIngest({
    mqtt,
    telemetry: stores.telemetry,
    records: stores.records,
    log: log.child({ role: 'ingest' }),
  });
  return { stop: () => ingest.stop() };
}

export async function runApi(
  context: StoreRoleContext & { readonly roles: readonly RoleName[]; readonly demo: boolean },
): Promise<Running & { url: string }> {
  const { settings, stores, mqtt, roles, demo, log } = context;
  if (!demo) await ensureSchool(stores.records, settings);
  const api = await startApi({
    host: settings.httpHost,
    port: settings.httpPort,
    secureCookie: settings.httpsOnly ? true : 'auto',
    trustProxy: settings.trustProxy,
    records: stores.records,
    telemetry: stores.telemetry,
    mqtt,
    certificateKeyFile: dataFiles(settings.dataDir).certificateKey,
    webRoot: WEB_ROOT,
    school: settings.school,
    spreadsheets,
    roles: [...roles],
    version: VERSION,
    demo,
    log: log.child({ role: 'api' }),
  });
  return { url: api.url, stop: () => api.close() };
}

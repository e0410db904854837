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
import { makeFolder } from './make-folder.ts';
import { schoolNameOf } from './school-name.ts';
import { admitServices } from './secrets.ts';
import type { ServiceLink } from './service-link.ts';
import { spreadsheets } from './spreadsheets.ts';
import { readTlsFiles } from './tls-files.ts';

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
  makeFolder(settings.dataDir, 'TIZHI_DATA_DIR');
  const { dataDir, influxUrl, postgresUrl } = settings;
  return openStores({ dataDir, influxUrl, postgresUrl });
}

/** The school this server serves exists in its records, under the name that the settings give it, if they do. */
export async function ensureSchool(records: RecordStore, settings: Settings): Promise<void> {
  const { school } = settings;
  const name = await schoolNameOf(records, settings);
  if ((await records.roster.school(school))?.name === name) return;
  await records.roster.save({ school, name }, [], []);
}

export interface RunningBroker extends Running {
  readonly port: number;
  /** Plain and for services only, where the broker speaks TLS to everybody else. */
  readonly localPort: number | undefined;
}

export async function runBroker({ settings, log: root }: RoleContext): Promise<RunningBroker> {
  const { dataDir } = settings;
  makeFolder(dataDir, 'TIZHI_DATA_DIR');
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
      problemZh: '只有启用 TLS 才能出示证书',
      fix: 'Set TIZHI_MQTT_TLS_KEY_FILE and TIZHI_MQTT_TLS_CERT_FILE too.',
      fixZh: '请同时设置 TIZHI_MQTT_TLS_KEY_FILE 和 TIZHI_MQTT_TLS_CERT_FILE。',
    });
  }
  if (mqttTlsKeyFile === undefined || mqttTlsCertFile === undefined) {
    throw new TizhiError('TIZHI_SETTING_INVALID', {
      setting: mqttTlsKeyFile === undefined ? 'TIZHI_MQTT_TLS_KEY_FILE' : 'TIZHI_MQTT_TLS_CERT_FILE',
      value: '',
      problem: 'TLS needs a key and a certificate',
      problemZh: 'TLS 需要私钥和证书',
      fix: 'Set both, or neither.',
      fixZh: '请同时设置，或都不设置。',
    });
  }
  return { tls: readTlsFiles({ keyFile: mqttTlsKeyFile, certFile: mqttTlsCertFile }) };
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

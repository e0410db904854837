import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApi } from '@tizhi/api';
import { startBroker } from '@tizhi/broker';
import { type HealthResponse, TizhiError } from '@tizhi/contracts';
import { loadEdgeConfig, startEdgeAgent } from '@tizhi/edge-agent';
import { startIngest } from '@tizhi/ingest';
import { openStores, type RecordStore, type Stores } from '@tizhi/storage';
import type { Logger } from 'pino';
import type { Settings } from '../config.ts';
import { VERSION } from '../version.ts';
import { readClients, SERVICE_USERNAME, serviceSecret } from './secrets.ts';

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
  return openStores({
    dataDir: settings.dataDir,
    ...(settings.influxUrl === undefined ? {} : { influxUrl: settings.influxUrl }),
  });
}

/** The school this server serves exists in its records, under the name that the settings give it. */
export async function ensureSchool(records: RecordStore, { school, schoolName }: Settings): Promise<void> {
  if ((await records.roster.school(school))?.name === schoolName) return;
  await records.roster.save({ school, name: schoolName }, [], []);
}

export async function runBroker({ settings, log }: RoleContext): Promise<Running & { port: number }> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  await serviceSecret(settings.dataDir);
  const broker = await startBroker({
    host: settings.mqttHost,
    port: settings.mqttPort,
    clients: readClients(settings.dataDir),
    ...tlsOf(settings),
    log: log.child({ role: 'broker' }),
  });
  return { port: broker.port, stop: () => broker.close() };
}

function tlsOf({ mqttTlsKeyFile, mqttTlsCertFile }: Settings): { tls?: { key: string; cert: string } } {
  if (mqttTlsKeyFile === undefined && mqttTlsCertFile === undefined) return {};
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

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem: (error as Error).message });
  }
}

/** How this server's own services reach the broker. */
export async function serviceLink(settings: Settings, brokerPort = settings.mqttPort) {
  const scheme = settings.mqttTlsCertFile === undefined ? 'mqtt' : 'mqtts';
  return {
    url: settings.mqttUrl ?? `${scheme}://127.0.0.1:${brokerPort}`,
    username: settings.mqttUsername ?? SERVICE_USERNAME,
    password: settings.mqttPassword ?? (await serviceSecret(settings.dataDir)),
  };
}

export interface StoreRoleContext extends RoleContext {
  readonly stores: Stores;
  readonly mqtt: { readonly url: string; readonly username: string; readonly password: string };
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
    records: stores.records,
    telemetry: stores.telemetry,
    mqtt,
    webRoot: WEB_ROOT,
    school: settings.school,
    roles: [...roles],
    version: VERSION,
    demo,
    log: log.child({ role: 'api' }),
  });
  return { url: api.url, stop: () => api.close() };
}

export async function runEdge(file: string, log: Logger): Promise<Running> {
  const config = loadEdgeConfig(file);
  if (!config.ok) throw new TizhiError(config.failure.code, config.failure.params);
  const agent = await startEdgeAgent({
    config: config.value,
    version: VERSION,
    log: log.child({ role: 'edge' }),
  });
  return { stop: () => agent.stop() };
}

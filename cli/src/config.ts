import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SchoolId, TizhiError } from '@tizhi/contracts';
import { closest, readYaml } from '@tizhi/edge-agent';
import { z } from 'zod';
import { issueWords } from './issue-words.ts';
import { TrustProxy } from './trust-proxy.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
const Flag = z.stringbool().or(z.boolean()).default(false);
const Url = (protocols: RegExp) => z.url({ protocol: protocols });

/**
 * Everything a school server can be told. Each key may stand in `tizhi.yaml` under this name and in the
 * environment as `TIZHI_` + the name in capitals (`httpPort` is `TIZHI_HTTP_PORT`); the environment wins.
 */
export const Settings = z.strictObject({
  /** Where the pages and the API listen. */
  httpHost: z.string().min(1).default('127.0.0.1'),
  httpPort: Port.default(8080),
  /** Set when the pages are reached through https, so that the session cookie is marked Secure. */
  httpsOnly: Flag,
  /** Addresses of the reverse proxy whose `X-Forwarded-*` headers are believed. */
  trustProxy: TrustProxy,
  /** Where the broker listens. The demo never leaves loopback. */
  mqttHost: z.string().min(1).default('127.0.0.1'),
  mqttPort: Port.default(1883),
  /** PEM files; with both set the broker speaks TLS only. */
  mqttTlsKeyFile: z.string().min(1).optional(),
  mqttTlsCertFile: z.string().min(1).optional(),
  /** A gateway's password is not enough: it must show a certificate of `tizhi gateway add --certificate`. */
  mqttRequireClientCertificate: Flag,
  /** The broker that ingest and api use when it is not the one beside them. */
  mqttUrl: Url(/^(mqtt|mqtts|ws|wss)$/).optional(),
  /** PEM of the authority that signed that broker's certificate, where it is not a public one. */
  mqttCaFile: z.string().min(1).optional(),
  mqttUsername: z.string().min(1).optional(),
  mqttPassword: z.string().min(1).optional(),
  /** All data of this server: stores, keys, outbox, secrets. */
  dataDir: z.string().min(1).default('.tizhi'),
  /** Unset: telemetry in SQLite. Example: http://user:password@127.0.0.1:8086/tizhi */
  influxUrl: Url(/^https?$/).optional(),
  /** Unset: records in SQLite. Example: postgres://user:password@127.0.0.1:5432/tizhi */
  postgresUrl: Url(/^postgres(ql)?$/).optional(),
  school: SchoolId.default(SchoolId.parse('school')),
  /** Unset: the name in the records stays (see `schoolNameOf`). */
  schoolName: z.string().min(1).max(100).optional(),
  /** The gateway's own file; `tizhi up` also runs an edge agent when it is set. */
  edgeConfig: z.string().min(1).optional(),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
});
export type Settings = z.infer<typeof Settings>;

const DEFAULT_FILE = 'tizhi.yaml';

/** The environment variable of a setting: `httpPort` -> `TIZHI_HTTP_PORT`. */
export const variableOf = (key: string): string =>
  `TIZHI_${key.replaceAll(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;

/** Read by single commands, not settings of the server (docs/configuration.md). */
const OTHER_VARIABLES = [
  'TIZHI_DEBUG',
  'TIZHI_LAUNCHED',
  'TIZHI_GRAFANA_TOKEN',
  'TIZHI_GRAFANA_INFLUX_PASSWORD',
  'TIZHI_LINK_KEY',
];
const PREFIX = 'TIZHI_';

/**
 * A misspelt variable would be passed over and its default used: refused. One that is like none of ours is
 * somebody else's (Kubernetes sets `TIZHI_SERVICE_HOST` for a service of that name). Throws `TIZHI_SETTING_UNKNOWN`.
 */
function refuseMisspelt(env: NodeJS.ProcessEnv): void {
  const known = [...Object.keys(Settings.shape).map(variableOf), ...OTHER_VARIABLES];
  const stems = known.map((name) => name.slice(PREFIX.length));
  for (const setting of Object.keys(env)) {
    if (!setting.startsWith(PREFIX) || known.includes(setting)) continue;
    const meant = closest(setting.slice(PREFIX.length), stems);
    if (meant !== undefined)
      throw new TizhiError('TIZHI_SETTING_UNKNOWN', { setting, meant: `${PREFIX}${meant}` });
  }
}

/**
 * Defaults, then `tizhi.yaml` (or the file named by `--config`), then the environment.
 * Throws `TIZHI_CONFIG_INVALID` (naming file and line), `TIZHI_SETTING_INVALID` (naming the variable), or
 * `TIZHI_SETTING_UNKNOWN` for a variable that is misspelt.
 */
export function loadSettings(source: {
  readonly file?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}): Settings {
  const env = source.env ?? process.env;
  refuseMisspelt(env);
  const fromFile = settingsFile(source.file);
  const fromEnv: Record<string, string> = {};
  for (const key of Object.keys(Settings.shape)) {
    const value = env[variableOf(key)];
    if (value !== undefined && value !== '') fromEnv[key] = value;
  }
  const parsed = Settings.safeParse({ ...fromFile, ...fromEnv });
  if (parsed.success) return { ...parsed.data, dataDir: resolve(parsed.data.dataDir) };
  const issue = parsed.error.issues[0];
  const key = String(issue?.path[0] ?? '?');
  throw new TizhiError('TIZHI_SETTING_INVALID', {
    setting: variableOf(key),
    // Addresses and passwords of other servers are not shown again.
    value: /url|password/i.test(key) ? '***' : (fromEnv[key] ?? ''),
    ...issueWords(issue, fromEnv[key]),
    fix: `Correct or unset ${variableOf(key)}.`,
    fixZh: `请改正或取消设置 ${variableOf(key)}。`,
  });
}

function settingsFile(named: string | undefined): Partial<Settings> {
  const file = named ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
  if (file === undefined) return {};
  const read = readYaml(file, Settings.partial());
  if (!read.ok) throw new TizhiError(read.failure.code, read.failure.params);
  return Object.fromEntries(Object.entries(read.value).filter(([, value]) => value !== undefined));
}

/** Files of a server's data folder. */
export const dataFiles = (dataDir: string) => ({
  brokerClients: join(dataDir, 'broker-clients.json'),
  revokedCertificates: join(dataDir, 'revoked-certificates.json'),
  gatewayCaCert: join(dataDir, 'gateway-ca.crt'),
  gatewayCaKey: join(dataDir, 'gateway-ca.key'),
  serviceSecret: join(dataDir, 'service.secret'),
  records: join(dataDir, 'records.db'),
  telemetry: join(dataDir, 'telemetry.db'),
  masterKey: join(dataDir, 'master.key'),
  certificateKey: join(dataDir, 'certificate.key'),
  edge: join(dataDir, 'edge'),
  edgeConfig: join(dataDir, 'edge.yaml'),
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './folder.ts';
import { type RunningProcess, startProcess } from './process.ts';

const TIZHI = join(import.meta.dirname, '../../cli/bin/tizhi.js');

/** Where a school process listens and keeps its data; the same place gives the same school again. */
export interface Place {
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly dataDir: string;
  readonly influxUrl?: string;
  readonly edgeConfig?: string;
  readonly logLevel?: string;
  /** Where Node keeps what it compiled: starting `tizhi` again and again is mostly compiling. */
  readonly compileCache?: string;
  /** The broker of ingest and api, where it is not the one beside them. */
  readonly mqtt?: { readonly url: string; readonly username: string; readonly password: string };
  /** Further settings, as environment variables. */
  readonly env?: NodeJS.ProcessEnv;
}

export const newPlace = async (dataDir: string, influxUrl?: string): Promise<Place> => ({
  httpPort: await freePort(),
  mqttPort: await freePort(),
  dataDir,
  ...(influxUrl === undefined ? {} : { influxUrl }),
});

/** All settings of a place; what it leaves open is emptied, so that the caller's environment says nothing. */
const environmentOf = (place: Place): NodeJS.ProcessEnv => ({
  TIZHI_HTTP_PORT: String(place.httpPort),
  TIZHI_MQTT_PORT: String(place.mqttPort),
  TIZHI_DATA_DIR: place.dataDir,
  TIZHI_INFLUX_URL: place.influxUrl ?? '',
  TIZHI_POSTGRES_URL: '',
  TIZHI_LOG_LEVEL: place.logLevel ?? 'warn',
  TIZHI_EDGE_CONFIG: place.edgeConfig ?? '',
  TIZHI_MQTT_URL: place.mqtt?.url ?? '',
  TIZHI_MQTT_USERNAME: place.mqtt?.username ?? '',
  TIZHI_MQTT_PASSWORD: place.mqtt?.password ?? '',
  ...(place.compileCache === undefined ? {} : { NODE_COMPILE_CACHE: place.compileCache }),
  ...place.env,
});

/** Runs `tizhi ...` at a place as a process of its own; `log` is the file it prints to, for a long life. */
export const startTizhi = (args: readonly string[], place: Place, log?: string): RunningProcess =>
  startProcess(process.execPath, [TIZHI, ...args], {
    env: environmentOf(place),
    ...(log === undefined ? {} : { log }),
  });

/** Runs a `tizhi` command to its end; throws with what it printed when it fails. */
export async function tizhi(args: readonly string[], place: Place): Promise<string> {
  const run = startTizhi(args, place);
  const code = await run.ended;
  if (code !== 0) throw new Error(`tizhi ${args.join(' ')} ended with ${code}:\n${run.output()}`);
  return run.output();
}

/** Admits a gateway at the broker of this place and gives its password. */
export async function admitGateway(gateway: string, place: Place): Promise<string> {
  const printed = await tizhi(['gateway', 'add', gateway], place);
  const secret = /password: (\S+)/.exec(printed)?.[1];
  if (secret === undefined) throw new Error(`no password for ${gateway} in:\n${printed}`);
  return secret;
}

/** Exports through a file (a process's captured output is bounded) and gives its text. */
export async function exportText(
  what: 'telemetry' | 'results',
  format: 'csv' | 'json',
  place: Place,
): Promise<string> {
  const file = join(place.dataDir, `export-${what}.${format}`);
  await tizhi(['export', what, '--format', format, '--out', file], place);
  return readFileSync(file, 'utf8');
}

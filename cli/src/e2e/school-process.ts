import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, freePort, type RunningProcess, startProcess } from '@tizhi/testing';

const TIZHI = join(import.meta.dirname, '../../bin/tizhi.js');

export interface SchoolProcess {
  readonly url: string;
  readonly mqttPort: number;
  readonly process: RunningProcess;
}

/** Where a school process listens and keeps its data; the same place gives the same school again. */
export interface Place {
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly dataDir: string;
  readonly influxUrl?: string;
  readonly edgeConfig?: string;
  readonly logLevel?: string;
}

export const newPlace = async (dataDir: string, influxUrl?: string): Promise<Place> => ({
  httpPort: await freePort(),
  mqttPort: await freePort(),
  dataDir,
  ...(influxUrl === undefined ? {} : { influxUrl }),
});

const environmentOf = (place: Place): NodeJS.ProcessEnv => ({
  TIZHI_HTTP_PORT: String(place.httpPort),
  TIZHI_MQTT_PORT: String(place.mqttPort),
  TIZHI_DATA_DIR: place.dataDir,
  TIZHI_INFLUX_URL: place.influxUrl ?? '',
  TIZHI_LOG_LEVEL: place.logLevel ?? 'warn',
  TIZHI_EDGE_CONFIG: place.edgeConfig ?? '',
});

/** Runs `tizhi ...` at a place as a process of its own. */
export const startTizhi = (args: readonly string[], place: Place): RunningProcess =>
  startProcess(process.execPath, [TIZHI, ...args], { env: environmentOf(place) });

/** Runs a `tizhi` command to its end; throws with what it printed when it fails. */
export async function tizhi(args: readonly string[], place: Place): Promise<string> {
  const run = startTizhi(args, place);
  const code = await run.ended;
  if (code !== 0) throw new Error(`tizhi ${args.join(' ')} ended with ${code}:\n${run.output()}`);
  return run.output();
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

/** `tizhi up ...`, ready when `/api/health` answers. */
export async function startSchoolProcess(args: readonly string[], place: Place): Promise<SchoolProcess> {
  const running = startTizhi(['up', ...args], place);
  const url = `http://127.0.0.1:${place.httpPort}`;
  let ended = false;
  void running.ended.then(() => {
    ended = true;
  });
  await eventually(
    'the school answers',
    async () => {
      if (ended) throw new Error(`tizhi up ended:\n${running.output()}`);
      return fetch(`${url}/api/health`).then(
        (response) => response.ok,
        () => false,
      );
    },
    30_000,
  );
  return { url, mqttPort: place.mqttPort, process: running };
}

/** A signed-in client of a school's API. */
export async function signIn(url: string, username: string, password: string) {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`sign in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ');
  return {
    get: (path: string): Promise<Response> => fetch(`${url}${path}`, { headers: { cookie } }),
    /** The next server-sent event of that name, as parsed JSON. */
    async nextEvent(path: string, name: string): Promise<unknown> {
      const abort = new AbortController();
      const response = await fetch(`${url}${path}`, { headers: { cookie }, signal: abort.signal });
      try {
        let text = '';
        const decoder = new TextDecoder();
        for await (const chunk of response.body ?? []) {
          text += decoder.decode(chunk as Uint8Array, { stream: true });
          const event = text
            .split('\n\n')
            .slice(0, -1)
            .find((block) => block.split('\n').includes(`event: ${name}`));
          if (event === undefined) continue;
          const data = event
            .split('\n')
            .filter((line) => line.startsWith('data:'))
            .map((line) => line.slice(5).trim());
          return JSON.parse(data.join('\n'));
        }
        throw new Error(`${path} ended without an event ${name}`);
      } finally {
        abort.abort();
      }
    },
  };
}

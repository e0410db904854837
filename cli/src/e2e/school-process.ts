import { eventually, type Place, type RunningProcess, startTizhi } from '@tizhi/testing';

export interface SchoolProcess {
  readonly url: string;
  readonly mqttPort: number;
  readonly process: RunningProcess;
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
    60_000,
  ).catch(async (error: unknown) => {
    await running.stop('SIGKILL');
    throw error;
  });
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
    post: (path: string, body: unknown): Promise<Response> =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          origin: url,
          cookie,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
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

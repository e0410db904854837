import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { BleAdapter } from '../../config/ble-config.ts';
import type { Connection } from '../../retry.ts';
import type { RadioCommand, RadioEvent } from './radio-messages.ts';

const STOP_WITHIN_MS = 3_000;

export interface Radio extends Connection {
  readonly send: (command: RadioCommand) => void;
}

/** Starts the process of one radio; settles when it scans. Rejects with the radio's own words. */
export function openRadio(
  adapter: BleAdapter,
  on: {
    /** Commands may be sent at once, before `openRadio` has settled. */
    readonly event: (event: RadioEvent, send: Radio['send']) => void;
    readonly signal: AbortSignal;
  },
): Promise<Radio> {
  // The library would wait ten seconds for a port that is not there.
  if (adapter.kind === 'uart' && !existsSync(adapter.port)) {
    return Promise.reject(new Error(`no such port: ${adapter.port}`));
  }
  const child = fork(new URL('./noble-radio.ts', import.meta.url), [JSON.stringify(adapter)], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  on.signal.addEventListener('abort', kill, { once: true });
  let problem = 'the radio process ended';
  let ended = false;
  const closed = new Promise<string>((resolve) => {
    const end = (): void => {
      ended = true;
      process.off('exit', kill);
      on.signal.removeEventListener('abort', kill);
      resolve(problem);
    };
    child.once('error', (error) => {
      problem = error.message;
      end();
    });
    child.once('exit', end);
  });
  const send: Radio['send'] = (command) => {
    if (child.connected) child.send(command);
  };
  return new Promise((resolve, reject) => {
    void closed.then((why) => reject(new Error(why)));
    child.on('message', (event: RadioEvent) => {
      if (event.kind === 'failed') problem = event.problem;
      else if (event.kind !== 'ready') on.event(event, send);
      else {
        // From here on the radio is told to stop, so that it can hang up first.
        on.signal.removeEventListener('abort', kill);
        resolve({
          closed,
          send,
          close: async () => {
            if (ended) return;
            const late = setTimeout(kill, STOP_WITHIN_MS);
            if (child.connected) child.send({ kind: 'stop' } satisfies RadioCommand);
            else kill();
            await closed;
            clearTimeout(late);
          },
        });
      }
    });
  });
}

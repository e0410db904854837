import { fork } from 'node:child_process';
import type { FromSender, LoadPlan, LoadReport, ToSender } from './plan.ts';

/** A sender process that stands ready. */
export interface Load {
  go(): void;
  /** Makes no more messages; `done` follows when all made ones are acknowledged. */
  stop(): void;
  readonly done: Promise<LoadReport>;
  /** Ends the process. */
  end(): void;
}

/** Starts a sender process and waits until it stands ready. Throws what it failed with. */
export async function startLoad(plan: LoadPlan): Promise<Load> {
  const sender = fork(new URL('./sender.ts', import.meta.url), { serialization: 'advanced' });
  const tell = (message: ToSender): void => void sender.send(message);
  const end = (): void => void sender.kill('SIGKILL');
  process.once('exit', end);
  let ready = (): void => undefined;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const done = new Promise<LoadReport>((resolve, reject) => {
    sender.on('message', (message: FromSender) => {
      if (message.kind === 'ready') ready();
      else if (message.kind === 'done') resolve(message.report);
      else reject(new Error(`the sender failed: ${message.problem}`));
    });
    sender.on('exit', (code) => reject(new Error(`the sender ended (${code})`)));
  });
  done.catch(() => undefined); // whoever waits for it hears it; `end` is no failure to anybody else
  tell({ kind: 'plan', plan });
  await Promise.race([isReady, done]);
  return {
    go: () => tell({ kind: 'go' }),
    stop: () => tell({ kind: 'stop' }),
    done,
    end() {
      process.off('exit', end);
      end();
    },
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import type { RunningProcess } from '@tizhi/testing';

/** A process that is asked to stop and does not within this is a finding. */
const STOP_LIMIT_MS = 30_000;

/** A process that dies when the harness wants it to, and at no other time. */
export class Supervised {
  readonly name: string;
  readonly #launch: () => RunningProcess;
  readonly #onSurprise: (what: string) => void;
  #running: RunningProcess | undefined;

  constructor(options: {
    readonly name: string;
    readonly launch: () => RunningProcess;
    /** It ended by itself, or did not end when asked to. It is started again by whoever hears this. */
    readonly onSurprise: (what: string) => void;
  }) {
    this.name = options.name;
    this.#launch = options.launch;
    this.#onSurprise = options.onSurprise;
  }

  start(): void {
    const running = this.#launch();
    this.#running = running;
    void running.ended.then((code) => {
      if (this.#running !== running) return;
      this.#running = undefined;
      this.#onSurprise(`${this.name} ended by itself with ${code}`);
    });
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#running !== undefined) process.kill(this.#running.pid, signal);
  }

  /** kill -9; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#take()?.stop('SIGKILL');
  }

  /** As a service manager would; one that does not go is reported and killed. */
  async end(): Promise<void> {
    const running = this.#take();
    if (running === undefined) return;
    const late = pause(STOP_LIMIT_MS, 'late', { ref: false });
    if ((await Promise.race([running.stop('SIGTERM'), late])) !== 'late') return;
    this.#onSurprise(`${this.name} did not stop within ${STOP_LIMIT_MS / 1000} s of SIGTERM`);
    await running.stop('SIGKILL');
  }

  #take(): RunningProcess | undefined {
    const running = this.#running;
    this.#running = undefined;
    return running;
  }
}

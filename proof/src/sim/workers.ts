import { InboxWorker, type WorkerParts } from './inbox-worker.ts';

/** The ingest processes: one always, now and then a second. */
export class Workers {
  readonly #make: (name: string) => WorkerParts;
  readonly #running = new Map<string, InboxWorker>();
  #made = 0;

  constructor(make: (name: string) => WorkerParts) {
    this.#make = make;
  }

  /** Those that should run; one that was killed is among them. */
  readonly names: string[] = [];

  newName(): string {
    this.#made += 1;
    return `ingest-${this.#made}`;
  }

  start(name: string): void {
    if (!this.names.includes(name)) this.names.push(name);
    if (!this.#running.has(name)) this.#running.set(name, new InboxWorker(this.#make(name)));
  }

  kill(name: string): void {
    this.#running.get(name)?.kill();
    this.#running.delete(name);
    if (this.names.length > 1) this.names.splice(this.names.indexOf(name), 1);
  }

  /** All stop, something is done to the stores, those that ran start again. */
  restartAll(meanwhile: () => void): void {
    const running = [...this.#running.keys()];
    for (const name of running) this.#running.get(name)?.kill();
    this.#running.clear();
    meanwhile();
    for (const name of running) this.start(name);
  }

  get anyUp(): boolean {
    return [...this.#running.values()].some(({ isUp }) => isUp);
  }
}

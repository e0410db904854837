import { DESIRED, type Desired } from '@tizhi/contracts';
import type { Logger } from 'pino';
import { type DesiredState, NOTHING_DESIRED, takeDesired } from './desired-state.ts';
import type { Outbox } from './outbox/outbox.ts';
import { bindingsFrom } from './pipeline/lesson-bindings.ts';
import type { Pipeline } from './pipeline/pipeline.ts';

/** The desired state that the agent acts on: from its file at first, then as the school says it. */
export class HeldDesired {
  readonly #outbox: Outbox;
  readonly #pipeline: Pipeline;
  readonly #log: Logger;
  #state: DesiredState = NOTHING_DESIRED;

  constructor(parts: { readonly outbox: Outbox; readonly pipeline: Pipeline; readonly log: Logger }) {
    this.#outbox = parts.outbox;
    this.#pipeline = parts.pipeline;
    this.#log = parts.log;
    for (const what of DESIRED) {
      const text = this.#outbox.note(what);
      if (text !== undefined) this.#take(what, text);
    }
  }

  /** 0: none yet. */
  versions(): Record<Desired, number> {
    const { roster, lesson, command } = this.#state;
    return { roster: roster.version, lesson: lesson.version, command: command.version };
  }

  heard(what: Desired, text: string): void {
    if (this.#take(what, text)) this.#outbox.saveNote(what, text);
  }

  #take(what: Desired, text: string): boolean {
    const taken = takeDesired(this.#state, { what, text });
    if (taken.kind === 'invalid') this.#log.warn({ what, problem: taken.problem }, 'desired state refused');
    if (taken.kind !== 'taken') return false;
    this.#state = taken.state;
    const { roster, lesson, command } = taken.state;
    this.#pipeline.bind(bindingsFrom({ pupils: roster.pupils, lessons: lesson.lessons }));
    if (what === 'command' && command.logLevel !== undefined) this.#log.level = command.logLevel;
    this.#log.info({ what, version: taken.state[what].version }, 'desired state taken');
    return true;
  }
}

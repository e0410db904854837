/** Lets `atOnce` tasks run, `waiting` more wait their turn, and refuses the rest. */
export interface Gate {
  /** The task's result, or `undefined` where too many already wait. */
  run<T>(task: () => Promise<T>): Promise<T | undefined>;
}

/** Bounds a costly step (a password check holds 19 MiB and a thread), in memory and in queue. */
export function createGate(limits: { readonly atOnce: number; readonly waiting: number }): Gate {
  const queue: (() => void)[] = [];
  let running = 0;
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    async run(task) {
      if (running >= limits.atOnce) {
        if (queue.length >= limits.waiting) return undefined;
        await new Promise<void>((resolve) => queue.push(resolve));
      } else running += 1;
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}

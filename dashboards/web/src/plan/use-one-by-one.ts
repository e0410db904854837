import { useState } from 'react';
import type { Answer, Problem } from '../api/request.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Why the last one failed. */
  readonly problem: Problem | null;
  readonly running: boolean;
}

/** Does the same for many, one after the other, and keeps count; what failed is told, not hidden. */
export function useOneByOne(): {
  readonly progress: Progress | null;
  readonly run: <T>(all: readonly T[], each: (one: T) => Promise<Answer<unknown>>) => Promise<void>;
} {
  const [progress, setProgress] = useState<Progress | null>(null);
  return {
    progress,
    async run(all, each) {
      let now: Progress = { done: 0, total: all.length, failed: 0, problem: null, running: true };
      setProgress(now);
      for (const one of all) {
        const answer = await each(one);
        now = answer.ok
          ? { ...now, done: now.done + 1 }
          : { ...now, failed: now.failed + 1, problem: answer.problem };
        setProgress(now);
        // Without a network the others would only wait for the same.
        if (!answer.ok && answer.problem.kind === 'network') {
          now = { ...now, failed: now.total - now.done };
          break;
        }
      }
      setProgress({ ...now, running: false });
    },
  };
}

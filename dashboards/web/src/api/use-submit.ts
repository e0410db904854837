import { useCallback, useState } from 'react';
import { useApi } from '../session/session-context.ts';
import type { Answer, Ask, Problem } from './request.ts';

export interface Submit {
  readonly busy: boolean;
  /** Why the last one did not go through; what was written is still on the page. */
  readonly problem: Problem | null;
  readonly submit: <T>(ask: Ask<T>) => Promise<Answer<T>>;
}

/** Sends what a person wrote, and keeps why it failed. */
export function useSubmit(): Submit {
  const { ask } = useApi();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = useCallback(
    async <T>(question: Ask<T>) => {
      setBusy(true);
      const answer = await ask(question);
      setBusy(false);
      setProblem(answer.ok ? null : answer.problem);
      return answer;
    },
    [ask],
  );
  return { busy, problem, submit };
}

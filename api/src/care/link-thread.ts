import { Worker } from 'node:worker_threads';
import { TizhiError } from '@tizhi/contracts';
import type { LinkOutcome, LinkWork } from './link-work.ts';

/** Starting a thread takes a second or two; one that nobody asked for so long gives its memory back. */
const IDLE_MS = 60_000;

export interface LinkThread {
  /** One work at a time. Throws `TIZHI_INTERNAL` where the thread ends without an answer; the next work gets another. */
  run(work: LinkWork): Promise<LinkOutcome>;
  stop(): Promise<void>;
}

/** A thread for linkages, begun with the first one: seconds of work that no request may wait for. */
export function createLinkThread(): LinkThread {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };
  return {
    async run(work) {
      clearTimeout(idle);
      worker ??= new Worker(new URL('./link-worker.ts', import.meta.url));
      try {
        return await answerOf(worker, work);
      } catch (error) {
        await stop();
        throw error;
      } finally {
        idle = setTimeout(() => void stop(), IDLE_MS).unref();
      }
    },
    stop,
  };
}

function answerOf(worker: Worker, work: LinkWork): Promise<LinkOutcome> {
  return new Promise((resolve, reject) => {
    const settle = (after: () => void): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      after();
    };
    const answered = (outcome: LinkOutcome) => settle(() => resolve(outcome));
    const failed = (error: Error) => settle(() => reject(error));
    const ended = () => settle(() => reject(new TizhiError('TIZHI_INTERNAL', { reference: 'link' })));
    worker.on('message', answered).on('error', failed).on('exit', ended);
    worker.postMessage(work);
  });
}

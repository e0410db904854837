import { parentPort, workerData } from 'node:worker_threads';
import { type LinkWork, linkFiles } from './link-work.ts';

/** Links in a thread of its own: seconds of work that no request may wait for. */
parentPort?.postMessage(linkFiles(workerData as LinkWork));

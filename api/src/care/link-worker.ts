import { parentPort } from 'node:worker_threads';
import { type LinkWork, linkFiles } from './link-work.ts';

parentPort?.on('message', (work: LinkWork) => parentPort?.postMessage(linkFiles(work)));

import { TizhiError } from '@tizhi/contracts';
import { loadEdgeConfig, startEdgeAgent } from '@tizhi/edge-agent';
import type { Logger } from 'pino';
import { VERSION } from '../version.ts';
import { makeFolder } from './make-folder.ts';
import { readText } from './read-text.ts';
import type { Running } from './roles.ts';

/** A gateway as its configuration file says. In a file of its own: a gateway must not load the school's parts. */
export async function runEdge(file: string, log: Logger): Promise<Running> {
  const config = loadEdgeConfig(file);
  if (!config.ok) throw new TizhiError(config.failure.code, config.failure.params);
  const { ca, cert, key } = config.value.broker;
  // Told now: the link would only try again and again, and nobody reads that log before the lesson.
  for (const pem of [ca, cert, key]) if (pem !== undefined) readText(pem);
  makeFolder(config.value.dataDir, `dataDir (${file})`);
  const agent = await startEdgeAgent({
    config: config.value,
    version: VERSION,
    log: log.child({ role: 'edge' }),
  });
  return { stop: () => agent.stop() };
}

import type { Stores } from '@tizhi/storage';
import type { Bench } from '../report.ts';
import type { LoadPlan, LoadReport } from './plan.ts';
import { profiled } from './profile.ts';
import { startServer } from './server.ts';
import { startLoad } from './start-load.ts';

export interface ServerReport extends LoadReport {
  /** Processor time of this process (broker, inbox, SQLite) for each sample: other work does not lengthen it. */
  readonly microsecondsPerSample: number;
}

/** One load against a fresh server with these stores, which stay open. Nothing may be refused on the way. */
export async function runLoad(
  bench: Bench,
  {
    stores,
    gateways,
    ...rest
  }: Omit<LoadPlan, 'url' | 'links'> & { readonly stores: Stores; readonly gateways: number },
): Promise<ServerReport> {
  const server = await startServer({ stores, gateways, qos: rest.qos });
  const load = await startLoad({ ...rest, url: server.url, links: server.links });
  const work = async (): Promise<LoadReport> => {
    load.go();
    return load.done;
  };
  try {
    const before = process.cpuUsage();
    const report = await (bench.profile ? profiled(work, bench.say) : work());
    const { user, system } = process.cpuUsage(before);
    const { deadLetters, accepted } = server.counters();
    if (deadLetters > 0) throw new Error(`${deadLetters} of ${accepted} messages were no good`);
    return { ...report, microsecondsPerSample: (user + system) / report.samples };
  } finally {
    load.end();
    await server.stop();
  }
}

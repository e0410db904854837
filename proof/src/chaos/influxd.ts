import { eventually, influxdAnswers, prepareInfluxd, startProcess } from '@tizhi/testing';
import { STARTED_WITHIN_MS } from './brokers/broker-side.ts';
import type { Part, Yard } from './part.ts';

/** influxd as a process on a disk of its own. */
export async function makeInfluxd(yard: Yard, diskBytes: number): Promise<{ part: Part; url: string }> {
  const { folder, disk } = yard.place('influxd', diskBytes);
  const { program, args, url } = await prepareInfluxd(folder);
  const process = yard.program('influxd', program, args);
  process.start();
  await eventually('influxd answers', () => influxdAnswers(url), STARTED_WITHIN_MS);
  const mend = (): Promise<void> => mendLog(program, args);
  return { part: { name: 'influxd', role: 'store', group: 'influxd', process, folder, disk, mend }, url };
}

/**
 * influxd 1.6 answers every write with "no space left on device" for ever once one has met a full disk, also when
 * there is room again: it must be restarted. Where its log ends in half an entry, what is acknowledged after that
 * start is gone after the next (as in influxdata/influxdb#9657). A start to which nobody can write mends the log.
 */
async function mendLog(program: string, args: readonly string[]): Promise<void> {
  const running = startProcess(program, args, { env: { INFLUXDB_HTTP_ENABLED: 'false' } });
  const isUp = (): boolean => running.output().includes('Listening for signals');
  await eventually('influxd has mended its log', isUp, STARTED_WITHIN_MS);
  await running.stop();
}

/**
 * `npm run bench:broker-fuzz`: 100,000 strange clients against a broker in a process of its own, and after
 * every thousand the proof that good clients are served. The same seed gives the same siege:
 * `npm run bench:broker-fuzz -- --seed 7 --sessions 5000`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { type BrokerCounters, startBroker } from '@tizhi/broker';
import { readOptions, wholeNumber } from '@tizhi/testing';
import { pino } from 'pino';
import { besiege, siegeClients } from '../broker/src/fuzz/siege.ts';

interface Report {
  readonly rss: number;
  readonly counters: BrokerCounters;
}
const MiB = 1024 * 1024;
const CHUNK = 1_000;
const AT_ONCE = 100;

if (process.send === undefined) await attack();
else await defend();

/** The broker's process. It ends when the attacker's does; whatever it does not catch ends it too. */
async function defend(): Promise<void> {
  const broker = await startBroker({
    port: 0,
    clients: siegeClients,
    log: pino({ level: 'silent' }),
    // Those who say nothing are many here: their places are free sooner.
    limits: { connectTimeoutMs: 1_000 },
  });
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    const report: Report = { rss: process.memoryUsage().rss, counters: broker.counters() };
    process.send?.(report);
  });
  process.send?.(broker.port);
}

async function attack(): Promise<void> {
  const usage = `npm run bench:broker-fuzz -- [options]
  --seed N       which siege (default: 1)
  --sessions N   clients (default: 100000)`;
  const { values } = readOptions(usage, {
    options: { seed: { type: 'string', default: '1' }, sessions: { type: 'string', default: '100000' } },
  });
  const [seed, sessions] = [
    wholeNumber('--seed', values.seed),
    wholeNumber('--sessions', values.sessions, 1),
  ];
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`,
  );
  console.log(`${sessions.toLocaleString('en')} sessions, ${AT_ONCE} at once, seed ${seed}\n`);
  const child = fork(import.meta.filename);
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the broker ended (${code ?? signal}) under seed ${seed}`);
  });
  ended.catch(() => {});
  try {
    const [port] = await Promise.race([once(child, 'message'), ended]);
    const start = performance.now();
    let most = 0;
    const rate = (done: number): string => (done / ((performance.now() - start) / 1000)).toFixed(0);
    const afterChunk = async (done: number): Promise<void> => {
      const { rss } = await ask(child);
      most = Math.max(most, rss);
      if (done % 5_000 !== 0 && done !== sessions) return;
      console.log(
        `${String(done).padStart(7)} sessions  ${rate(done).padStart(6)}/s  broker ${(rss / MiB).toFixed(0).padStart(4)} MiB`,
      );
    };
    await Promise.race([
      besiege({ port: Number(port), seed, sessions, chunk: CHUNK, atOnce: AT_ONCE, afterChunk }),
      ended,
    ]);
    const { counters } = await ask(child);
    console.log(
      `\n${rate(sessions)} sessions/s; the broker's memory was ${(most / MiB).toFixed(0)} MiB at most. It counted:`,
    );
    for (const [name, value] of Object.entries(counters)) {
      if (value > 0) console.log(`  ${name.padEnd(24)} ${value.toLocaleString('en').padStart(12)}`);
    }
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  } finally {
    child.kill('SIGKILL');
  }
}

async function ask(child: ChildProcess): Promise<Report> {
  child.send('how is it?');
  const [report] = await once(child, 'message');
  return report as Report;
}

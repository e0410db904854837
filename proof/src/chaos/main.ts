/**
 * `npm run chaos -- --kills 300 [--seed 1] [--broker tizhi|mosquitto|nats] [--store influx|sqlite]
 * [--on broker,ingest,store,gateway] [--keep]`
 *
 * The seed fixes which part meets what, for how long and after which pause. It does not fix what the processes
 * are doing at that moment: that is the wall clock's, and two runs of one seed differ.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oneOf, readOptions, wholeNumber } from '@tizhi/testing';
import { ROLES } from './part.ts';
import { reportOf } from './report.ts';
import { isClean, runChaos } from './run-chaos.ts';
import { BROKER_KINDS, STORE_KINDS } from './school.ts';

const USAGE = `npm run chaos -- [options]
  --kills N        faults to bring about (default: 30)
  --seed N         which part meets what, for how long and when (default: by chance, and printed)
  --broker KIND    ${BROKER_KINDS.join(', ')}
  --store KIND     ${STORE_KINDS.join(', ')}
  --on PARTS       ${ROLES.join(', ')}, with commas between
  --keep           keep logs and stores when all is well`;

const { values } = readOptions(USAGE, {
  options: {
    kills: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    broker: { type: 'string', default: 'tizhi' },
    store: { type: 'string', default: 'influx' },
    on: { type: 'string', default: ROLES.join(',') },
    keep: { type: 'boolean', default: false },
  },
});

const faults = wholeNumber('--kills', values.kills);
const seed = wholeNumber('--seed', values.seed);
const broker = oneOf('--broker', BROKER_KINDS, values.broker);
const store = oneOf('--store', STORE_KINDS, values.store);
const victims = values.on.split(',').map((role) => oneOf('--on', ROLES, role));
const folder = mkdtempSync(join(tmpdir(), 'tizhi-chaos-'));
// Through `exit`, where everything that runs is killed and every disk is unmounted.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const say = (line: string): void => console.log(`${new Date().toISOString().slice(11, 23)} ${line}`);
say(`${faults} faults on ${broker} with ${store}, seed ${seed}; logs in ${folder}`);
const outcome = await runChaos({ broker, store, faults, seed, victims, folder, keep: values.keep, say });
console.log(`\n${reportOf(outcome)}`);
const clean = isClean(outcome);
if (clean && !values.keep) rmSync(folder, { recursive: true, force: true });
else console.log(`Logs, outboxes and stores are kept in ${folder}; again with --seed ${seed}`);
process.exit(clean ? 0 : 1);

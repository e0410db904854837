// A process for outbox.test.ts to kill: enqueues as fast as it can and writes down each enqueue that returned.
import { appendFileSync } from 'node:fs';
import type { AttemptBody } from '@tizhi/contracts';
import pino from 'pino';
import { Outbox } from './outbox.ts';

const [file = '', journal = '', round = ''] = process.argv.slice(2);
const outbox = new Outbox({
  file,
  maxBytes: 100_000_000,
  log: pino({ level: 'silent' }),
  clock: Date.now,
  monotonic: () => performance.now(),
});
for (let n = 0; n < 100_000; n++) {
  const name = `${round}-${n}`;
  outbox.enqueue('result', { kind: 'attempt', n: name } as unknown as AttemptBody);
  appendFileSync(journal, `${name}\n`);
}

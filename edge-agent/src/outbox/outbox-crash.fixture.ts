// A process for outbox.test.ts to kill: enqueues as fast as it can and writes down each enqueue that returned.

import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { type AttemptBody, BootId } from '@tizhi/contracts';
import pino from 'pino';
import { Outbox } from './outbox.ts';
import { sqliteDisk } from './sqlite-disk.ts';

const [file = '', journal = '', round = ''] = process.argv.slice(2);
const boot = BootId.parse('b');
const outbox = new Outbox({
  disk: sqliteDisk({ file, maxBytes: 100_000_000 }),
  log: pino({ level: 'silent' }),
  clock: Date.now,
  monotonic: () => performance.now(),
  newId: randomUUID,
  boot: { id: boot, startedAt: 0 },
});
const stamp = { boot, base: null, skewMs: 0, errorMs: null, at: 0 };
for (let n = 0; n < 100_000; n++) {
  const name = `${round}-${n}`;
  const body = { kind: 'attempt', n: name } as unknown as AttemptBody;
  outbox.enqueue({ lane: 'result', body, stamp });
  appendFileSync(journal, `${name}\n`);
}

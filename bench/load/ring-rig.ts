import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { BootId } from '@tizhi/contracts';
import { Outbox, sqliteDisk } from '@tizhi/edge-agent';
import { eventually, freePort } from '@tizhi/testing';
import pino from 'pino';
import { fakeStraps, strapSources } from '../house/straps.ts';

/** Above the maximum of every pupil here: critical, so that it rings. */
const RATE = 212;
const PUPIL = { class: 'c', sex: 'male', maxBpm: 200, ceilingBpm: 190 } as const;
/** The rule's shortest time, and a little, between the first beat above and the one that decides. */
const SUSTAINED_MS = 1_300;
/** Between two emergencies. */
const EVERY_MS = 60;

/** Straps, a siren that notes when each bib rings, and the roster and lesson a gateway had before the network went. */
export async function ringRig({ straps: count }: { readonly straps: number }) {
  const straps = await fakeStraps(count, 'ring');
  const sirenPort = await freePort();
  const rungAt = new Map<string, number>();
  let sirenConnected = false;
  let rest = '';
  const siren = createServer((socket) => {
    sirenConnected = true;
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const now = performance.now();
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, says, , , bib = ''] = line.split(' ');
        if (says === 'RING' && !rungAt.has(bib)) rungAt.set(bib, now);
      }
    });
  }).listen(sirenPort, '127.0.0.1');
  return {
    sources: strapSources(straps),
    sirenPort,
    /** Writes what the school had said into the gateway's folder. */
    teach(dataDir: string): void {
      mkdirSync(dataDir, { recursive: true });
      const outbox = new Outbox({
        disk: sqliteDisk({ file: join(dataDir, 'outbox.db'), maxBytes: 1e9 }),
        log: pino({ level: 'silent' }),
        clock: Date.now,
        monotonic: () => performance.now(),
        newId: randomUUID,
        boot: { id: BootId.parse('bench'), startedAt: 0 },
      });
      const pupils = straps.map((_, n) => ({ ...PUPIL, subject: `s${n}`, tag: String(n) }));
      const bindings = straps.map(({ device }, n) => ({ device, subject: `s${n}`, from: 0, to: null }));
      const lesson = { lesson: 'l', class: 'c', startedAt: 0, plannedEndAt: 4e12, bindings };
      outbox.saveNote('roster', JSON.stringify({ version: 1, pupils }));
      outbox.saveNote('lesson', JSON.stringify({ version: 1, lessons: [lesson] }));
      outbox.close();
    },
    connected: (): boolean => sirenConnected && straps.every(({ link }) => link.connected),
    /** One emergency after the other; gives the time from each deciding byte to its ring, ms. */
    async emergencies(): Promise<number[]> {
      const decidedAt: number[] = [];
      const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      await Promise.all(
        straps.map(async (strap, n) => {
          await wait(n * EVERY_MS);
          strap.beat(RATE);
          await wait(SUSTAINED_MS);
          decidedAt[n] = performance.now();
          strap.beat(RATE);
        }),
      );
      await eventually('every emergency rings', () => rungAt.size === count, 15_000);
      return decidedAt.map((at, n) => (rungAt.get(String(n)) ?? Number.NaN) - at);
    },
    close(): void {
      for (const { link } of straps) link.close();
      siren.close();
    },
  };
}

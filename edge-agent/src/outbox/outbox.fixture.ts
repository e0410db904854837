// For tests of the outbox: bodies that only they read, and a link that remembers what went over it.
import { randomUUID } from 'node:crypto';
import {
  type AlertBody,
  type AttemptBody,
  BootId,
  Envelope,
  type Lane,
  type TelemetryBody,
} from '@tizhi/contracts';
import pino from 'pino';
import type { BootClock, Stamp } from '../clock/boot-clock.ts';
import type { Outgoing } from './letter.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';
import type { OutboxDisk } from './outbox-file.ts';

export const quiet = pino({ level: 'silent' });
export const BOOT = BootId.parse('boot-1');
export const NOW = 1_700_000_000_000;
export const SYNCED: Stamp = { boot: BOOT, base: null, skewMs: 0, errorMs: 5, at: NOW };
export const HEARD: BootClock = {
  boot: BOOT,
  offset: NOW,
  errorMs: 5,
  heard: true,
  learnedAt: NOW,
  lastAt: NOW,
};

/** An outbox whose machine's clock is known, unless told otherwise. */
export function outboxOn(
  disk: OutboxDisk,
  options: Partial<OutboxOptions> & { readonly clockKnown?: boolean } = {},
): Outbox {
  const { clockKnown = true, ...rest } = options;
  const outbox = new Outbox({
    disk,
    log: quiet,
    clock: () => NOW,
    monotonic: () => performance.now(),
    newId: randomUUID,
    boot: { id: BOOT, startedAt: 0 },
    ...rest,
  });
  if (clockKnown) outbox.clockKnown(HEARD);
  return outbox;
}

export const alert = (n: number, stamp = SYNCED): Outgoing => ({
  lane: 'alert',
  body: { kind: 'alert', n } as unknown as AlertBody,
  stamp,
});
export const result = (n: number, stamp = SYNCED): Outgoing => ({
  lane: 'result',
  body: { kind: 'attempt', n } as unknown as AttemptBody,
  stamp,
});
export const telemetry = (n: number, padding = 0, stamp = SYNCED): Outgoing => ({
  lane: 'telemetry',
  body: { kind: 'telemetry', blocks: [], n, padding: 'x'.repeat(padding) } as unknown as TelemetryBody,
  stamp,
});

export interface Heard {
  readonly lane: Lane;
  readonly envelope: Envelope & { readonly body: { readonly n: number; readonly text?: string } };
}

/** Connects a link that remembers what went over it. */
export function listen(outbox: Outbox): Heard[] {
  const heard: Heard[] = [];
  outbox.connected((lane, text) => {
    heard.push({ lane, envelope: Envelope.parse(JSON.parse(text)) as Heard['envelope'] });
  });
  return heard;
}

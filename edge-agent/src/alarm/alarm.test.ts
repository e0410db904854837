import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { AlertBody, AlertId, DeviceId } from '@tizhi/contracts';
import { describeWith, eventually, freePort, ptyPair, temporaryFolder } from '@tizhi/testing';
import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { AlarmConfig } from './alarm-config.ts';
import { startAlarm } from './start-alarm.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const context = { log: pino({ level: 'silent' }), random: () => 0.5 };
const alert = (more: Partial<AlertBody> = {}): AlertBody => ({
  kind: 'alert',
  alert: '00000000-0000-4000-8000-000000000001' as AlertId,
  rule: { id: 'sudden-fall', version: 1 },
  state: 'raised',
  severity: 'critical',
  from: 0,
  at: 0,
  device: 'strap-1' as DeviceId,
  subject: null,
  lesson: null,
  evidence: { kind: 'heart_rate_above', ceilingBpm: 180, maxBpm: 190, sustainedMs: 1, series: [] },
  ...more,
});
const bib = '12';

describe('the alarm of the gateway', () => {
  it('runs a command, again while the alert lasts, and once when it is over', async () => {
    const [script, out] = [join(folder.path, 'ring.sh'), join(folder.path, 'rung')];
    writeFileSync(script, `#!/bin/sh\necho "$@" >> ${out}\n`);
    chmodSync(script, 0o700);
    const lines = (): string[] =>
      readFileSync(out, { encoding: 'utf8', flag: 'a+' }).split('\n').slice(0, -1);
    const config = AlarmConfig.parse({ outputs: [{ kind: 'command', command: [script, 'hall'] }], times: 2 });
    const alarm = startAlarm(config, context);
    alarm.heard(alert(), { bib, now: 0 });
    await eventually('rung', () => lines().length === 1);
    alarm.tick(9_999);
    alarm.tick(10_000);
    alarm.tick(30_000);
    await eventually('rung again', () => lines().length === 2);
    alarm.heard(alert({ state: 'cleared' }), { bib, now: 31_000 });
    await eventually('over', () => lines().length === 3);
    expect(lines()).toEqual([
      'hall ring critical sudden-fall 12',
      'hall ring critical sudden-fall 12',
      'hall clear critical sudden-fall 12',
    ]);
    await alarm.stop();
  });

  it('does not ring for what is no emergency, and survives an output that is not there', async () => {
    const outputs = [
      { kind: 'command', command: [join(folder.path, 'missing')] },
      { kind: 'serial', path: join(folder.path, 'no-port') },
    ];
    const alarm = startAlarm(AlarmConfig.parse({ outputs }), context);
    alarm.heard(alert({ severity: 'warning' }), { bib, now: 0 });
    expect(alarm.rings).toBe(0);
    alarm.heard(alert(), { bib: 'a;rm -rf\n', now: 0 });
    expect(alarm.rings).toBe(1);
    await alarm.stop();
  });

  it('says over TCP what it could not say before the siren was there', async () => {
    const port = await freePort();
    const alarm = startAlarm(
      AlarmConfig.parse({ outputs: [{ kind: 'tcp', host: '127.0.0.1', port }] }),
      context,
    );
    alarm.heard(alert(), { bib: null, now: 0 });
    let heard = '';
    const siren = createServer((socket) => socket.on('data', (data) => (heard += data))).listen(port);
    await eventually('the siren hears', () => heard !== '');
    expect(heard).toBe('TIZHI RING critical sudden-fall -\n');
    await alarm.stop();
    siren.close();
  });
});

describeWith(['socat'], 'a buzzer on a real pseudo-terminal', () => {
  it('hears one line', async () => {
    const pty = await ptyPair();
    const alarm = startAlarm(AlarmConfig.parse({ outputs: [{ kind: 'serial', path: pty.device }] }), context);
    const host = await open(pty.host, 'r');
    alarm.heard(alert(), { bib, now: 0 });
    const { buffer, bytesRead } = await host.read(Buffer.alloc(200), 0, 200);
    expect(buffer.subarray(0, bytesRead).toString()).toBe('TIZHI RING critical sudden-fall 12\n');
    await host.close();
    await alarm.stop();
    await pty.remove();
  });
});

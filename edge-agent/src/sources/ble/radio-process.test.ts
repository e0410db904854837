import {
  broadcaster,
  describeWith,
  type EmulatedAir,
  emulatedAir,
  eventually,
  RADIO_PARTS,
} from '@tizhi/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RadioEvent } from './radio-messages.ts';
import { openRadio } from './radio-process.ts';

describeWith(RADIO_PARTS, 'the process of a radio', () => {
  let air: EmulatedAir;
  beforeEach(async () => {
    air = await emulatedAir();
  });
  afterEach(() => air.remove());

  it('hears on after advertisements that are none', async () => {
    const controller = await air.controller('radio');
    const events: RadioEvent[] = [];
    const radio = await openRadio(
      { kind: 'uart', port: controller.port, baudRate: 1_000_000, connections: 7 },
      { signal: new AbortController().signal, event: (event) => events.push(event) },
    );
    const sender = await broadcaster(air);
    const malformed = [
      '',
      '0a',
      '010a',
      '0116',
      '02ff6b',
      '02010601ff',
      'ffff',
      '1f09',
      '000000',
      '03160000010a',
    ];
    const say = (last: number, hex: string) =>
      sender.say(`c0:00:00:00:00:0${last}`, Uint8Array.from(Buffer.from(hex, 'hex')));
    const heard = (name: string) =>
      events.some((event) => event.kind === 'heard' && event.heard.advertisement.name === name);
    for (const [i, hex] of malformed.entries()) {
      await say(1, hex);
      // After each of them a good one is heard.
      await say(2, `0309${Buffer.from(`n${i}`).toString('hex')}`);
      await eventually(`heard after ${hex}`, () => heard(`n${i}`));
    }
    sender.remove();
    await radio.close();
    expect(await radio.closed).toBe('the radio process ended');
  }, 60_000);

  it('says at once that there is no such port', async () => {
    const event = () => undefined;
    const opening = openRadio(
      { kind: 'uart', port: '/dev/no-such-port', baudRate: 1_000_000, connections: 7 },
      { signal: new AbortController().signal, event },
    );
    await expect(opening).rejects.toThrow('no such port: /dev/no-such-port');
  });
});

import { advertise, polarBlock } from '@tizhi/firmware-adapters';
import {
  broadcaster,
  describeWith,
  type EmulatedAir,
  emulatedAir,
  RADIO_PARTS,
  simulatedPeripheral,
} from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.ts';

async function scan(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(['devices', 'scan', ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('tizhi devices scan', () => {
  it.each([
    [['--seconds', '0'], '--seconds'],
    [['--seconds', 'ten'], '--seconds'],
    [['--adapter', 'bluetooth'], 'is no adapter'],
    [['--adapter', 'hci:x'], 'is no adapter'],
  ])('says what is wrong with %j', async (args, problem) => {
    const { code, err } = await scan(...args);
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });

  it('says why an adapter cannot listen', async () => {
    const { code, err } = await scan('--adapter', 'uart:/dev/no-such-port');
    expect(code).toBe(1);
    expect(err).toContain('no such port');
    expect(err).toContain('无法监听');
  });
});

describeWith(RADIO_PARTS, 'tizhi devices scan in an emulated air', () => {
  let air: EmulatedAir;
  beforeAll(async () => {
    air = await emulatedAir();
  });
  afterAll(() => air.remove());

  it('lists a strap and a broadcast with the definitions that would read them', async () => {
    const radio = await air.controller('radio');
    const strap = await simulatedPeripheral(air, {
      id: 'strap',
      name: 'Strap 0001',
      services: [{ uuid: '180d', characteristics: [{ uuid: '2a37' }] }],
    });
    const sender = await broadcaster(air);
    const data = polarBlock({ bpm: 90, contact: true, counter: 1 });
    const speak = setInterval(() => {
      const said = advertise({ company: { company: 0x006b, data }, name: 'Polar H10 10000001' });
      void sender.say('c0:00:00:00:00:01', said);
    }, 300);
    const { code, out } = await scan('--adapter', `uart:${radio.port}`, '--seconds', '4');
    clearInterval(speak);
    await strap.remove();
    sender.remove();
    expect(code).toBe(0);
    expect(out).toContain(`Strap 0001  ${strap.address}`);
    expect(out).toContain('gatt/2a37');
    expect(out).toContain('Polar H10 10000001  c0:00:00:00:00:01');
    expect(out).toContain('broadcast/polar-heart-rate');
    expect(out).toContain('2 devices');
  }, 90_000);
});

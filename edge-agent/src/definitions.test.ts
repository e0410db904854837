import { DeviceId } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import { EdgeConfig } from './config/edge-config.ts';
import { definitionsOf } from './definitions.ts';

const config = (source: object): EdgeConfig =>
  EdgeConfig.parse({
    school: 's',
    gateway: 'g',
    broker: { url: 'mqtt://127.0.0.1:1883', username: 'u', password: 'p' },
    sources: [{ kind: 'serial', device: 'timer-1', path: '/dev/ttyS0', ...source }],
  });

it('a timing system times the item that its source names, and else impulses', () => {
  const measures = (source: object) =>
    definitionsOf(config(source)).devices.get(DeviceId.parse('timer-1'))?.measures;
  expect(measures({ definition: 'alge/timy' })).toEqual(['timing']);
  expect(measures({ definition: 'alge/timy', times: 'run_50m' })).toEqual(['run_50m']);
});

it('what is no timing system is told to leave "times" out', () => {
  expect(() => definitionsOf(config({ definition: 'scale/and', times: 'run_50m' }))).toThrow(/scale\/and/);
});

import {
  DESIRED,
  formatTopic,
  GatewayId,
  LANES,
  SchoolId,
  type Topic,
  type TopicKind,
} from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { type ClientRole, mayLeaveWill, mayPublish, mayReceive, maySubscribe } from './acl.ts';

const own = { school: SchoolId.parse('demo'), gateway: GatewayId.parse('gym') };
const others = [
  { school: own.school, gateway: GatewayId.parse('gym2') },
  { school: SchoolId.parse('other'), gateway: own.gateway },
];
const gateway: ClientRole = { kind: 'gateway', ...own };
const service: ClientRole = { kind: 'service' };

const KINDS: TopicKind[] = [
  ...LANES.map((lane) => ({ kind: 'up' as const, lane })),
  ...LANES.map((lane) => ({ kind: 'ack' as const, lane })),
  ...DESIRED.map((what) => ({ kind: 'desired' as const, what })),
  { kind: 'status' },
];
const at = (address: typeof own, kind: TopicKind): string => formatTopic({ ...address, ...kind } as Topic);

describe('the access list', () => {
  it.each(KINDS)('of a gateway, for its own $kind $lane$what', (kind) => {
    const topic = at(own, kind);
    const isUp = kind.kind === 'up' || kind.kind === 'status';
    expect(mayPublish(gateway, topic)).toBe(isUp);
    expect(maySubscribe(gateway, topic)).toBe(!isUp);
    expect(mayReceive(gateway, topic)).toBe(!isUp);
    expect(mayLeaveWill(gateway, topic)).toBe(kind.kind === 'status');
  });

  it.each(KINDS)("of a gateway, for another's $kind $lane$what: nothing", (kind) => {
    for (const topic of others.map((other) => at(other, kind))) {
      expect(mayPublish(gateway, topic)).toBe(false);
      expect(maySubscribe(gateway, topic)).toBe(false);
      expect(mayReceive(gateway, topic)).toBe(false);
      expect(mayLeaveWill(gateway, topic)).toBe(false);
    }
  });

  it.each(KINDS)('of a service, for any $kind $lane$what', (kind) => {
    const topic = at(own, kind);
    expect(mayPublish(service, topic)).toBe(kind.kind === 'ack' || kind.kind === 'desired');
    expect(maySubscribe(service, topic)).toBe(true);
    expect(mayLeaveWill(service, topic)).toBe(false);
  });

  it.each(['#', '+/#', '$SYS/#', 'tizhi/#', 'tizhi/+/demo/gym/down/#', 'tizhi/2/demo/gym/down/#'])(
    'gives %s to nobody',
    (filter) => {
      expect(maySubscribe(gateway, filter)).toBe(false);
      expect(maySubscribe(service, filter)).toBe(false);
    },
  );

  it.each(['$SYS/x', 'tizhi/1/demo/gym/up/other', 'tizhi/1/demo/gym/up/alert/x', 'free', ''])(
    'lets nobody publish %j',
    (topic) => {
      expect(mayPublish(gateway, topic)).toBe(false);
      expect(mayPublish(service, topic)).toBe(false);
    },
  );
});

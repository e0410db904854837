import { GatewayId, SchoolId } from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import type { MqttClient } from 'mqtt';
import { beforeEach, describe, expect, it } from 'vitest';
import { attempts, type Connected, expectedDeliveries, observeDeliveries } from './fixtures/acl-probe.ts';
import { CELLS, ROLES } from './fixtures/acl-spec.ts';
import { accounts, client, connected, granted, open, refusal } from './fixtures/test-clients.ts';
import type { Broker } from './index.ts';

const CONNECTED = Object.keys(ROLES).filter((name) => name !== 'nobody') as Connected[];

let broker: Broker;
beforeEach(async () => {
  const passwordHash = accounts.list[0]?.passwordHash;
  broker = await open({
    clients: CONNECTED.map((name) => {
      const role = ROLES[name];
      return {
        username: name,
        ...(passwordHash === undefined ? {} : { passwordHash }),
        role:
          role.kind === 'service'
            ? role
            : { ...role, school: SchoolId.parse(role.school), gateway: GatewayId.parse(role.gateway) },
      };
    }),
  });
});

let made = 0;
const connect = (role: Connected): Promise<MqttClient> => {
  made += 1;
  return connected(broker, role, { clientId: `client-${made}` });
};
/** Every third of those that are denied: each one costs a connection. */
const tried = attempts.filter(({ allowed }, n) => allowed || n % 3 === 0);

describe('the access list, through real connections', () => {
  it('carries every message that is allowed to everybody who may have it, and no other', async () => {
    const expected = expectedDeliveries(tried);
    expect(expected.size).toBeGreaterThan(30);
    const counters = () => broker.counters();
    const denied = tried.filter(({ allowed }) => !allowed).length;
    let deliveries = new Set<string>();
    deliveries = await observeDeliveries({
      roles: CONNECTED,
      connect,
      tried,
      settle: () => new Promise((resolve) => setTimeout(resolve, 300)),
    });
    await eventually('all arrive', () => deliveries.size >= expected.size);
    expect([...deliveries].sort()).toEqual([...expected].sort());
    expect(counters()).toMatchObject({ publishesDenied: denied, published: tried.length - denied });
  }, 60_000);

  it('answers each subscription as the table says', async () => {
    const cells = CELLS.filter(
      ({ verb, role }, n) => verb === 'subscribe' && role !== 'nobody' && n % 2 === 0,
    );
    const clients = new Map<string, MqttClient>();
    const answers: { cell: (typeof cells)[number]; allowed: boolean }[] = [];
    for (const cell of cells) {
      const asked = clients.get(cell.role) ?? (await connect(cell.role as Connected));
      clients.set(cell.role, asked);
      answers.push({ cell, allowed: (await granted(asked, cell.topic)) === 1 });
    }
    expect(answers.filter(({ cell, allowed }) => allowed !== cell.allowed)).toEqual([]);
    expect(answers.filter(({ allowed }) => allowed).length).toBeGreaterThan(10);
  });

  it('takes a last will as the table says', async () => {
    const cells = CELLS.filter(
      ({ verb, role, topic, allowed }, n) =>
        verb === 'will' && role !== 'nobody' && /^[\w/$]+$/.test(topic) && (allowed || n % 7 === 0),
    );
    expect(cells.filter(({ allowed }) => allowed)).toHaveLength(3);
    for (const [n, { role, topic, allowed }] of cells.entries()) {
      const will = { topic, payload: Buffer.from('x'), qos: 1 as const, retain: false };
      const answer = await refusal(client(broker, role, { will, clientId: `will-${n}` })).catch(
        () => 'let in',
      );
      expect([role, topic, answer]).toEqual([role, topic, allowed ? 'let in' : 5]);
    }
  }, 30_000);

  it('lets nobody in without an account', async () => {
    expect(await refusal(client(broker, undefined))).toBe(4);
  });
});

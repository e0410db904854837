import { GatewayId, SchoolId } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { type ClientRole, isKept, mayLeaveWill, mayPublish, mayReceive, maySubscribe } from './acl.ts';
import { CELLS, type Cell, ROLES, type RoleName, VERBS } from './fixtures/acl-spec.ts';

const RULES = { publish: mayPublish, will: mayLeaveWill, subscribe: maySubscribe, receive: mayReceive };

function roleOf(name: RoleName): ClientRole | undefined {
  const role = ROLES[name];
  if (role?.kind !== 'gateway') return role;
  return { ...role, school: SchoolId.parse(role.school), gateway: GatewayId.parse(role.gateway) };
}
const asked = ({ role, verb, topic }: Cell): boolean => RULES[verb](roleOf(role), topic);

describe('the access list', () => {
  it('decides every cell of role x topic x verb as the table says', () => {
    expect(CELLS.length).toBeGreaterThan(1000);
    const wrong = CELLS.filter((cell) => asked(cell) !== cell.allowed);
    expect(wrong).toEqual([]);
  });

  it.each(VERBS)('is proved for %s by cells of both kinds', (verb) => {
    const cells = CELLS.filter((cell) => cell.verb === verb);
    expect(cells.filter(({ allowed }) => allowed).length).toBeGreaterThan(0);
    expect(cells.filter(({ allowed }) => !allowed).length).toBeGreaterThan(0);
  });

  it('gives nobody anything', () => {
    expect(CELLS.filter(({ role, allowed }) => role === 'nobody' && allowed)).toEqual([]);
  });

  it('keeps state for those who come later, and nothing of a moment', () => {
    const kept = ['status', 'down/roster', 'down/lesson', 'down/command', 'down/ack/result'];
    const passing = ['up/alert', 'up/result', 'up/telemetry', 'live', 'ask/time', 'down/time', 'free'];
    expect([...kept, ...passing].filter((tail) => isKept(`tizhi/1/demo/gym/${tail}`))).toEqual(kept);
  });
});

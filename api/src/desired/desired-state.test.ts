import type { GatewayId, SchoolId, SubjectId } from '@tizhi/contracts';
import type { Pupil } from '@tizhi/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf, type Held, messagesToPublish, wantedState } from './desired-state.ts';

const NOW = 1_800_000_000_000;
const school = 'sch' as SchoolId;
const gateways = ['gw-1', 'gw-2'] as GatewayId[];
const pupil = (changes: Partial<Pupil> = {}): Pupil => ({
  subject: 's-1' as SubjectId,
  school,
  class: 'class-1' as Pupil['class'],
  seat: 1,
  tag: 'bib1',
  sex: 'female',
  birthDate: '2013-09-01',
  measuredMaxBpm: null,
  name: '合成学生',
  studentNumber: 'SYNTHETIC-1',
  ...changes,
});
const wanted = wantedState([pupil()], [], NOW);

describe('wanted state', () => {
  it('holds pseudonyms and limits, and no name or number', () => {
    expect(wanted.roster.pupils).toEqual([
      { subject: 's-1', class: 'class-1', tag: 'bib1', sex: 'female', maxBpm: 199, ceilingBpm: 189 },
    ]);
    expect(JSON.stringify(wanted)).not.toMatch(/合成|SYNTHETIC/);
  });

  it('prefers a measured maximum', () => {
    expect(wantedState([pupil({ measuredMaxBpm: 180 })], [], NOW).roster.pupils[0]).toMatchObject({
      maxBpm: 180,
      ceilingBpm: 171,
    });
  });

  it('leaves out a record that does not fit and says whose, and keeps the rest', () => {
    const odd = wantedState([pupil({ subject: 's-2' as SubjectId, measuredMaxBpm: 20 }), pupil()], [], NOW);
    expect(odd.leftOut).toEqual(['s-2']);
    expect(odd.roster.pupils).toHaveLength(1);
  });
});

describe('messages to publish', () => {
  const plan = (held: ReadonlyMap<string, Held>, now = NOW) =>
    messagesToPublish({ school, gateways, wanted, held, now });

  it('give every gateway its roster and its lessons', () => {
    expect(plan(new Map()).map(({ topic }) => topic)).toEqual([
      'tizhi/1/sch/gw-1/down/roster',
      'tizhi/1/sch/gw-1/down/lesson',
      'tizhi/1/sch/gw-2/down/roster',
      'tizhi/1/sch/gw-2/down/lesson',
    ]);
  });

  it('are none where everything is held already', () => {
    const held = new Map(
      plan(new Map()).map(({ topic, desired }) => [topic, { version: 1, content: contentOf(desired) }]),
    );
    expect(plan(held)).toEqual([]);
  });

  it('have versions above whatever is held and whatever the clock says', () => {
    fc.assert(
      fc.property(fc.nat(2 * NOW), fc.integer({ min: 1, max: 2 * NOW }), (version, now) => {
        const held = new Map([['tizhi/1/sch/gw-1/down/roster', { version, content: 'old' }]]);
        const [first] = plan(held, now);
        expect(first?.desired.message.version).toBeGreaterThan(version);
        expect(first?.desired.message.version).toBeGreaterThanOrEqual(now);
      }),
    );
  });
});

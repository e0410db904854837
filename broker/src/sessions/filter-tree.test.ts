import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFilterTree } from './filter-tree.ts';
import { topicFilter } from './topic-filter.ts';

const level = fc.constantFrom('a', 'b', '', '$s');
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 3 }), fc.constantFrom('#', '+', 'a', 'b'))
  .map(([levels, last]) => [...levels, last].join('/'));

describe('a topic filter', () => {
  // The examples of MQTT 3.1.1, 4.7.1 and 4.7.2.
  it.each([
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/#', 'sport', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['#', '$SYS/monitor', false],
    ['+/monitor/Clients', '$SYS/monitor/Clients', false],
    ['$SYS/#', '$SYS/monitor', true],
    ['$SYS/monitor/+', '$SYS/monitor/Clients', true],
    ['ACCOUNTS', 'Accounts', false],
  ])('%s and the topic %s: %s', (wanted, name, expected) => {
    expect(topicFilter(wanted)(name)).toBe(expected);
  });
});

describe('the tree of filters', () => {
  it('finds for every topic what each filter alone would, once for each client, at its highest QoS', () => {
    const subscription = fc.record({
      clientId: fc.constantFrom('x', 'y', 'z'),
      topic: filter,
      qos: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(subscription, { selector: ({ clientId, topic }) => `${clientId} ${topic}` }),
        fc.array(fc.nat(20)),
        topic,
        (subscriptions, removals, name) => {
          const tree = createFilterTree();
          for (const one of subscriptions) tree.add(one);
          const gone = new Set(removals.map((i) => subscriptions[i]));
          for (const one of gone) if (one !== undefined) tree.remove(one.topic, one.clientId);
          const expected = new Map<string, number>();
          for (const one of subscriptions) {
            if (gone.has(one) || !topicFilter(one.topic)(name)) continue;
            expected.set(one.clientId, Math.max(one.qos, expected.get(one.clientId) ?? 0));
          }
          const found = tree.match(name).map(({ clientId, qos }) => [clientId, qos] as const);
          expect(found.length).toBe(new Set(found.map(([clientId]) => clientId)).size);
          expect(new Map(found)).toEqual(expected);
        },
      ),
    );
  });
});

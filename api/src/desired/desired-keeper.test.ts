import { GatewayId, LessonMessage, RosterMessage } from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import mqtt from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SERVICE, startTestBroker } from '../fixtures/broker.ts';
import {
  CLASS,
  GATEWAY,
  LESSON,
  SCHOOL,
  startSchool,
  strap,
  subject,
  type TestSchool,
} from '../fixtures/school.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await startSchool();
});
afterAll(() => school.close());

/** What a gateway hears below its `down/`: the retained messages and what follows. */
async function gatewayOf(gateway: string, url = school.broker.url) {
  const client = await mqtt.connectAsync(url, { ...SERVICE, clientId: `ear-${gateway}` });
  const rosters: RosterMessage[] = [];
  const lessons: LessonMessage[] = [];
  client.on('message', (topic, payload) => {
    const json = JSON.parse(payload.toString());
    if (topic.endsWith('/roster')) rosters.push(RosterMessage.parse(json));
    if (topic.endsWith('/lesson')) lessons.push(LessonMessage.parse(json));
  });
  await client.subscribeAsync(`tizhi/1/${SCHOOL}/${gateway}/down/#`);
  ears.push(client);
  return { rosters, lessons };
}
const ears: mqtt.MqttClient[] = [];
afterEach(async () => {
  for (const ear of ears.splice(0)) await ear.endAsync(true);
});
const quiet = () => new Promise((resolve) => setTimeout(resolve, 2_500));

describe('desired state', () => {
  it('reaches a gateway as soon as it is born, without any name, and stays for whoever comes later', async () => {
    const { rosters, lessons } = await gatewayOf(GATEWAY);
    await school.birth(GATEWAY);
    await eventually('roster and lesson', () => rosters.length > 0 && lessons.length > 0, 5_000);
    expect(rosters[0]?.pupils).toHaveLength(7);
    expect(rosters[0]?.pupils[0]).toEqual({
      subject: subject(1),
      class: CLASS,
      tag: 'bib1',
      sex: 'male',
      maxBpm: 200,
      ceilingBpm: 190,
    });
    expect(lessons[0]?.lessons).toEqual([
      expect.objectContaining({ lesson: LESSON, class: CLASS, bindings: expect.any(Array) }),
    ]);
    expect(lessons[0]?.lessons[0]?.bindings).toHaveLength(6);
    expect(JSON.stringify({ rosters, lessons })).not.toMatch(/合成|SYNTHETIC/);
    const later = await gatewayOf(GATEWAY);
    await eventually('retained', () => later.rosters.length === 1 && later.lessons.length === 1);
  });

  it('changes within a second or so when a lesson does, with a higher version, and not otherwise', async () => {
    const { rosters, lessons } = await gatewayOf(GATEWAY);
    await eventually('what is retained', () => lessons.length === 1 && rosters.length === 1);
    await quiet();
    expect([rosters.length, lessons.length]).toEqual([1, 1]);
    const bindings = await school.stores.records.lessons.bindings(LESSON);
    await school.stores.records.lessons.bind(LESSON, [
      ...bindings,
      { device: strap(6), subject: subject(6), from: school.now(), to: null },
    ]);
    await eventually('the new binding', () => lessons.at(-1)?.lessons[0]?.bindings.length === 7, 4_000);
    await school.stores.records.lessons.end(LESSON, school.now() - 1);
    await eventually('no lesson any more', () => lessons.at(-1)?.lessons.length === 0, 4_000);
    const versions = lessons.map((message) => message.version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
    expect(rosters).toHaveLength(1);
  });

  it('is left alone by a restart of this server, and grows past a version from a faster clock', async () => {
    const { rosters, lessons } = await gatewayOf(GATEWAY);
    await eventually('what is retained', () => lessons.length === 1 && rosters.length === 1);
    await school.restart();
    await quiet();
    expect([rosters.length, lessons.length]).toEqual([1, 1]);
    const version = school.now() + 86_400_000;
    await school.broker.publish(
      `tizhi/1/${SCHOOL}/${GATEWAY}/down/roster`,
      { version, pupils: [] },
      { retain: true },
    );
    await eventually('the right roster again', () => rosters.at(-1)?.pupils.length === 7, 5_000);
    expect(rosters.at(-1)?.version).toBe(version + 1);
  });

  it('is said again to a gateway that never took it, under a newer version', async () => {
    const { rosters, lessons } = await gatewayOf(GATEWAY);
    await eventually('what is retained', () => lessons.length === 1 && rosters.length === 1);
    const [roster, lesson] = [rosters[0]?.version ?? 0, lessons[0]?.version ?? 0];
    const said = async () => {
      await school.birth(GATEWAY, { desired: { roster, lesson: lesson - 1 } });
      return lessons.at(1);
    };
    const again = await eventually('the lesson said again', said, 30_000);
    expect(again.version).toBeGreaterThan(lesson);
    expect(again.lessons).toEqual(lessons[0]?.lessons);
    expect(rosters).toHaveLength(1);
  }, 40_000);

  it('is there for gateways that the records know, and comes back to a broker that forgot it', async () => {
    const own = await startSchool();
    const known = GatewayId.parse('gw-known');
    await own.stores.records.inbox.saveStatus(
      { school: SCHOOL, gateway: known },
      { state: 'offline', epoch: crypto.randomUUID() as never },
      own.now(),
    );
    const first = await gatewayOf(known, own.broker.url);
    await eventually('published', () => first.rosters.length > 0, 5_000);
    for (const ear of ears.splice(0)) await ear.endAsync(true);
    const port = Number(new URL(own.broker.url).port);
    await own.broker.close();
    const empty = await startTestBroker(port);
    const second = await gatewayOf(known, empty.url);
    const again = await eventually('published again', () => second.rosters[0], 10_000);
    expect(again.version).toBeGreaterThan(first.rosters[0]?.version ?? 0);
    await own.api.close();
    for (const ear of ears.splice(0)) await ear.endAsync(true);
    await empty.close();
    await own.stores.close();
  });
});

/**
 * The cases of the Eclipse Paho interoperability tests for MQTT 3.1.1 (paho.mqtt.testing,
 * interoperability/client_test.py), with MQTT.js as the client and our own topics and access list.
 */
import { eventually } from '@tizhi/testing';
import type { IClientOptions, IPublishPacket, MqttClient } from 'mqtt';
import { beforeEach, describe, expect, it } from 'vitest';
import { client, connected, event, granted, open, rawConnack } from '../fixtures/test-clients.ts';
import type { Broker } from '../index.ts';

const [ROSTER, LESSON, COMMAND] = ['roster', 'lesson', 'command'].map(
  (what) => `tizhi/1/demo/gym/down/${what}`,
) as [string, string, string];
const DOWN = 'tizhi/1/demo/gym/down/#';

let broker: Broker;
beforeEach(async () => {
  broker = await open();
});

/** Speaks: a service. */
const speaker = (options: IClientOptions = {}) =>
  connected(broker, 'ingest', { clientId: 'speaker', ...options });
/** Listens: a gateway, whose own `down/` this is. */
const listener = (options: IClientOptions = {}) =>
  connected(broker, 'gym', { clientId: 'listener', ...options });

const shown = ({ topic, payload, qos, retain }: IPublishPacket): string =>
  `${topic.split('/').at(-1)} ${payload} qos ${qos}${retain ? ' retained' : ''}`;
function heard(of: MqttClient): { readonly shown: string[]; readonly packets: IPublishPacket[] } {
  const packets: IPublishPacket[] = [];
  of.on('message', (_topic, _payload, packet) => packets.push(packet));
  return {
    packets,
    get shown() {
      return packets.map(shown);
    },
  };
}
const aMoment = (ms = 300) => new Promise((resolve) => setTimeout(resolve, ms));

describe('Paho interoperability, MQTT 3.1.1', () => {
  it('basic: a message arrives at the QoS it was sent with, and a second CONNECT ends the connection', async () => {
    const [to, from] = [await listener(), await speaker()];
    const inbox = heard(to);
    await to.subscribeAsync(DOWN, { qos: 2 });
    for (const qos of [0, 1, 2] as const) await from.publishAsync(ROSTER, `at ${qos}`, { qos });
    await eventually('three messages', () => inbox.packets.length === 3);
    expect(inbox.shown.sort()).toEqual(['roster at 0 qos 0', 'roster at 1 qos 1', 'roster at 2 qos 2']);
    expect(inbox.packets.some(({ dup }) => dup)).toBe(false);
    const closed = event(from, 'close');
    from.stream.write(Buffer.from([0x10, 12, 0, 4, ...Buffer.from('MQTT'), 4, 2, 0, 60, 0, 0]));
    await closed;
  });

  it('retained: those who come later get the last of each topic, marked, until an empty one clears it', async () => {
    const from = await speaker();
    for (const [qos, topic] of [ROSTER, LESSON, COMMAND].entries()) {
      await from.publishAsync(topic, 'old', { qos: qos as 0 | 1 | 2, retain: true });
      await from.publishAsync(topic, 'new', { qos: qos as 0 | 1 | 2, retain: true });
    }
    const first = await listener();
    const inbox = heard(first);
    await first.subscribeAsync(DOWN, { qos: 2 });
    await eventually('three messages', () => inbox.packets.length === 3);
    expect(inbox.shown.sort()).toEqual([
      'command new qos 2 retained',
      'lesson new qos 1 retained',
      'roster new qos 0 retained',
    ]);
    await first.endAsync();

    for (const topic of [ROSTER, LESSON, COMMAND])
      await from.publishAsync(topic, '', { qos: 1, retain: true });
    const second = await listener();
    const empty = heard(second);
    await second.subscribeAsync(DOWN, { qos: 2 });
    await aMoment();
    expect(empty.packets).toEqual([]);
  });

  it('will: published when the connection is lost, not after a DISCONNECT', async () => {
    const from = await speaker();
    const inbox = heard(from);
    await from.subscribeAsync('tizhi/1/+/+/status', { qos: 2 });
    const will = {
      topic: 'tizhi/1/demo/gym/status',
      payload: Buffer.from('gone'),
      qos: 2 as const,
      retain: false,
    };
    const orderly = await listener({ will });
    await orderly.endAsync();
    await aMoment();
    expect(inbox.packets).toEqual([]);
    const lost = await listener({ will });
    lost.stream.destroy();
    await eventually('the will', () => inbox.packets.length === 1);
    expect(inbox.shown).toEqual(['status gone qos 2']);
  });

  it('zero-length client id: taken with a clean session, return code 2 without', async () => {
    const nameless = await listener({ clientId: '' });
    await nameless.publishAsync('tizhi/1/demo/gym/up/alert', 'x', { qos: 1 });
    // MQTT.js does not send such a CONNECT.
    expect(await rawConnack(broker.port, { flags: 0b1100_0000 })).toEqual([0x20, 2, 0, 2]);
  });

  it('offline queueing: QoS 1 and 2 wait for a persistent client, in order, and QoS 0 does not', async () => {
    const away: IClientOptions = { clean: false };
    const to = await listener(away);
    await to.subscribeAsync(DOWN, { qos: 2 });
    await to.endAsync();
    const from = await speaker();
    for (const [n, qos] of ([0, 1, 2, 1] as const).entries()) {
      await from.publishAsync(ROSTER, `message ${n}`, { qos });
    }
    const again = client(broker, 'gym', { clientId: 'listener', ...away });
    const inbox = heard(again);
    // As they come over the wire: the client hands a QoS 2 message on only once it was released.
    const sent: string[] = [];
    again.on('packetreceive', (packet) => {
      if (packet.cmd === 'publish') sent.push(shown(packet));
    });
    const connack = new Promise<{ sessionPresent: boolean }>((resolve) => again.once('connect', resolve));
    expect((await connack).sessionPresent).toBe(true);
    await eventually('three messages', () => inbox.packets.length === 3);
    await aMoment();
    expect(inbox.packets).toHaveLength(3);
    expect(sent).toEqual(['roster message 1 qos 1', 'roster message 2 qos 2', 'roster message 3 qos 1']);
    expect(broker.counters().sessions).toBe(1);
  });

  it.each([
    ['wide first', [DOWN, ROSTER]],
    ['exact first', [ROSTER, DOWN]],
  ])('overlapping subscriptions, %s: one message, at the highest QoS of all', async (_order, filters) => {
    const [to, from] = [await listener(), await speaker()];
    const inbox = heard(to);
    const qosOf = { [DOWN]: 2 as const, [ROSTER]: 0 as const };
    for (const filter of filters) await to.subscribeAsync(filter, { qos: qosOf[filter] ?? 0 });
    await from.publishAsync(ROSTER, 'x', { qos: 2 });
    await from.publishAsync(LESSON, 'y', { qos: 1 });
    await eventually('both', () => inbox.packets.length >= 2);
    await aMoment();
    expect(inbox.shown.sort()).toEqual(['lesson y qos 1', 'roster x qos 2']);
  });

  it('overlapping subscriptions: never more than what was granted, through wildcards too', async () => {
    const [to, from] = [await listener(), await speaker()];
    const inbox = heard(to);
    await to.subscribeAsync(DOWN, { qos: 1 });
    await from.publishAsync(ROSTER, 'x', { qos: 2 });
    await eventually('it arrives', () => inbox.packets.length === 1);
    expect(inbox.shown).toEqual(['roster x qos 1']);
  });

  it('keepalive: a client that falls silent is closed and its will published', async () => {
    const from = await speaker();
    const inbox = heard(from);
    await from.subscribeAsync('tizhi/1/+/+/status', { qos: 1 });
    const will = {
      topic: 'tizhi/1/demo/gym/status',
      payload: Buffer.from('silent'),
      qos: 1 as const,
      retain: false,
    };
    const silent = await listener({ keepalive: 1, will });
    // It believes that it sends its pings, and none arrives.
    silent.stream.write = () => true;
    await eventually('the will', () => inbox.packets.length === 1);
    expect(inbox.shown).toEqual(['status silent qos 1']);
    expect(broker.counters().keepAliveTimeouts).toBe(1);
  });

  it('redelivery on reconnect: what was not acknowledged comes again, marked as a repetition', async () => {
    const to = await listener({ clean: false });
    const packets: string[] = [];
    to.on('packetreceive', (packet) => {
      if (packet.cmd === 'publish') packets.push(`${packet.payload} ${packet.messageId} ${packet.dup}`);
    });
    await to.subscribeAsync(DOWN, { qos: 2 });
    to.stream.write = () => true; // its acknowledgements get lost
    const from = await speaker();
    await from.publishAsync(ROSTER, 'one', { qos: 1 });
    await from.publishAsync(LESSON, 'two', { qos: 2 });
    await eventually('both, for the first time', () => packets.length === 2);
    to.stream.destroy();

    const again = client(broker, 'gym', { clientId: 'listener', clean: false });
    const inbox = heard(again);
    await eventually('both again', () => inbox.packets.length === 2);
    expect(inbox.packets.map(({ payload, messageId, dup }) => `${payload} ${messageId} ${dup}`)).toEqual(
      packets.map((packet) => packet.replace('false', 'true')),
    );
    await again.endAsync();
    const third = client(broker, 'gym', { clientId: 'listener', clean: false });
    const quiet = heard(third);
    await event(third, 'connect');
    await aMoment();
    expect(quiet.packets).toEqual([]);
  });

  it('subscribe failure: a filter that is not allowed is answered with 0x80, and the others are granted', async () => {
    const to = await listener();
    const answers = await new Promise((resolve) => {
      to.on('packetreceive', (packet) => packet.cmd === 'suback' && resolve(packet.granted));
      to.subscribe(
        { [DOWN]: { qos: 2 }, 'tizhi/1/demo/field/down/#': { qos: 1 }, [ROSTER]: { qos: 1 } },
        () => {},
      );
    });
    expect(answers).toEqual([2, 128, 1]);
  });

  it('$-topics: wildcards do not reach them; here they are refused outright, and nobody publishes there', async () => {
    const [to, from] = [await speaker({ clientId: 'watcher' }), await speaker()];
    for (const filter of ['#', '+/#', '+/+/+', '$SYS/#', '$SYS/+/new/clients']) {
      expect([filter, await granted(to, filter)]).toEqual([filter, 128]);
    }
    const inbox = heard(to);
    await to.subscribeAsync('tizhi/1/#', { qos: 2 });
    await listener(); // aedes says so under $SYS
    const closed = event(from, 'close');
    from.publish('$SYS/broker/x', 'x', { qos: 1 }, () => {});
    await closed;
    await aMoment();
    expect(inbox.packets).toEqual([]);
  });

  it('unsubscribe: nothing more of that filter, the others go on', async () => {
    const [to, from] = [await listener({ clean: false }), await speaker()];
    const inbox = heard(to);
    await to.subscribeAsync([ROSTER, LESSON, COMMAND], { qos: 2 });
    await to.unsubscribeAsync(LESSON);
    for (const topic of [ROSTER, LESSON, COMMAND]) await from.publishAsync(topic, 'x', { qos: 1 });
    await eventually('two', () => inbox.packets.length === 2);
    await to.endAsync();
    for (const topic of [ROSTER, LESSON, COMMAND]) await from.publishAsync(topic, 'y', { qos: 1 });
    const again = client(broker, 'gym', { clientId: 'listener', clean: false });
    const later = heard(again);
    await eventually('two more', () => later.packets.length === 2);
    await aMoment();
    expect([...inbox.shown, ...later.shown].map((line) => line.slice(0, 9)).sort()).toEqual([
      'command x',
      'command y',
      'roster x ',
      'roster y ',
    ]);
  });
});

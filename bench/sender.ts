/**
 * The load: gateways that publish telemetry as fast as the server acknowledges, each with a bounded window
 * of unacknowledged messages. Started by bench/end-to-end.ts as a process of its own; it tells its parent
 * `{ready}`, waits for `{go}` and answers `{done}` when the last message was acknowledged.
 */
import { Acknowledgement, formatTopic } from '@tizhi/contracts';
import { connectAsync } from 'mqtt';
import { gatewayId, payloadsOf, SCHOOL } from './telemetry-load.ts';

const WINDOW = 256;
const [url = '', gateways = '4', messages = '1000', qos = '0', ...passwords] = process.argv.slice(2);

const links = await Promise.all(
  Array.from({ length: Number(gateways) }, async (_, n) => {
    const gateway = gatewayId(n);
    const client = await connectAsync(url, {
      clientId: gateway,
      username: `${SCHOOL}.${gateway}`,
      password: passwords[n] ?? '',
    });
    await client.subscribeAsync(formatTopic({ school: SCHOOL, gateway, kind: 'ack', lane: 'telemetry' }));
    return { client, gateway, payloads: payloadsOf(n, Number(messages)) };
  }),
);
process.send?.({ ready: true });

process.once('message', async () => {
  await Promise.all(
    links.map(({ client, gateway, payloads }) => {
      const topic = formatTopic({ school: SCHOOL, gateway, kind: 'up', lane: 'telemetry' });
      return new Promise<void>((resolve) => {
        let sent = 0;
        const send = (acknowledged: number): void => {
          for (; sent < Math.min(payloads.length, acknowledged + WINDOW); sent += 1) {
            client.publish(topic, payloads[sent] ?? Buffer.alloc(0), { qos: qos === '1' ? 1 : 0 });
          }
          if (acknowledged === payloads.length) resolve();
        };
        client.on('message', (_topic, payload) =>
          send(Acknowledgement.parse(JSON.parse(payload.toString())).seq),
        );
        send(0);
      });
    }),
  );
  process.send?.({ done: true });
  await Promise.all(links.map(({ client }) => client.endAsync()));
  process.exit(0);
});

import { GatewayId, SchoolId } from '@tizhi/contracts';
import mqtt, { type MqttClient } from 'mqtt';
import type { BrokerOptions } from '../start-broker.ts';
import { runSessions } from './run-sessions.ts';
import type { FuzzAccount } from './session.ts';

/** "right" at the lowest cost that argon2id has: a siege is about packets, not about passwords. */
const CHEAP = '$argon2id$v=19$m=8,t=1,p=1$hiJvVXQnceQEmUwFhpsyPw$UDLzfQcacCJFPPRi3CDKsMvaM/zBl1Dhu89kgiv3QjE';
const PASSWORD = 'right';
const school = SchoolId.parse('demo');

/** The gateways "good", "bad-1" and "bad-2", and a service. */
export const siegeClients: BrokerOptions['clients'] = [
  ...['good', 'bad-1', 'bad-2'].map((name) => ({
    username: name,
    passwordHash: CHEAP,
    role: { kind: 'gateway' as const, school, gateway: GatewayId.parse(name) },
  })),
  { username: 'service', passwordHash: CHEAP, role: { kind: 'service' as const } },
];
const besiegers: FuzzAccount[] = ['bad-1', 'bad-2'].map((username) => ({
  username,
  password: PASSWORD,
  own: `tizhi/1/demo/${username}/`,
}));

/** How long a good client may wait for anything, ms: generous, the machine is busy. */
const PATIENCE_MS = 20_000;

/**
 * Chunks of strange sessions against a broker, and after each chunk the proof that a good gateway and a
 * service that were there all along still talk, and that a new one is let in and served.
 *
 * @throws Error with the seed and the numbers of the sessions after which one did not.
 */
export async function besiege(options: {
  readonly port: number;
  readonly seed: number;
  readonly sessions: number;
  readonly chunk: number;
  readonly atOnce: number;
  readonly afterChunk?: (done: number) => void | Promise<void>;
}): Promise<void> {
  const { port, seed, sessions, chunk, atOnce } = options;
  const clients: MqttClient[] = [];
  const come = async (username: string, clientId: string): Promise<MqttClient> => {
    const client = await mqtt.connectAsync(
      `mqtt://127.0.0.1:${port}`,
      { username, password: PASSWORD, clientId, reconnectPeriod: 0, connectTimeout: PATIENCE_MS },
      false,
    );
    clients.push(client);
    return client;
  };
  try {
    const [gateway, service] = [await come('good', 'steady'), await come('service', 'steady')];
    await service.subscribeAsync('tizhi/1/+/good/up/+', { qos: 1 });
    await gateway.subscribeAsync('tizhi/1/demo/good/down/#', { qos: 1 });
    for (let from = 0; from < sessions; from += chunk) {
      const to = Math.min(sessions, from + chunk);
      await runSessions({ port, seed, from, to, atOnce, accounts: besiegers });
      const newcomer = await come('good', `newcomer-${from}`);
      try {
        await roundTrip({ gateway, service, text: `${from}` });
        await newcomer.subscribeAsync('tizhi/1/demo/good/down/#', { qos: 1 });
        await roundTrip({ gateway: newcomer, service, text: `newcomer ${from}` });
      } catch (error) {
        throw new Error(`after sessions ${from} to ${to - 1} of seed ${seed}: ${(error as Error).message}`);
      }
      await newcomer.endAsync();
      await options.afterChunk?.(to);
    }
  } finally {
    for (const client of clients) client.end(true);
  }
}

async function roundTrip(parties: {
  readonly gateway: MqttClient;
  readonly service: MqttClient;
  readonly text: string;
}): Promise<void> {
  const { gateway, service, text } = parties;
  await heard(service, 'up', text, () => gateway.publish('tizhi/1/demo/good/up/alert', text, { qos: 1 }));
  await heard(gateway, 'down', text, () =>
    service.publish('tizhi/1/demo/good/down/ack/alert', text, { qos: 1 }),
  );
}

function heard(at: MqttClient, what: string, text: string, say: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => end(new Error(`a good message did not arrive (${what})`)), PATIENCE_MS);
    const onClose = (): void => end(new Error(`a good client was cut off (${what})`));
    const onMessage = (_topic: string, payload: Buffer): void => {
      if (payload.toString() === text) end();
    };
    const end = (error?: Error): void => {
      clearTimeout(limit);
      at.off('message', onMessage);
      at.off('close', onClose);
      if (error === undefined) resolve();
      else reject(error);
    };
    at.on('message', onMessage);
    at.once('close', onClose);
    say();
  });
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  Acknowledgement,
  type Address,
  type Desired,
  FILTERS,
  formatTopic,
  type GatewayStatus,
  type Lane,
  parseTopic,
  TizhiError,
} from '@tizhi/contracts';
import mqtt, { type MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import { type Backoff, type Connection, type KeptLink, keepConnected } from '../retry.ts';
import { parseJson } from './parse-json.ts';

export const LINK = {
  backoff: { firstMs: 500, maxMs: 15_000 } satisfies Backoff,
  connectTimeoutMs: 10_000,
  /** A broker that is gone without a word is noticed within one and a half of these. */
  keepAliveS: 15,
  /** How long a stopping agent waits for its farewell to be taken. */
  farewellMs: 2_000,
} as const;

export interface MqttLinkOptions {
  readonly address: Address;
  readonly broker: {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    readonly ca?: string | undefined;
    readonly qos: 0 | 1;
  };
  readonly log: Logger;
  readonly random: () => number;
  /** Read anew at each connection: an epoch may have changed. */
  readonly will: () => GatewayStatus;
  readonly birth: () => GatewayStatus;
  readonly onUp: (transmit: (lane: Lane, envelope: string) => void) => void;
  readonly onDown: () => void;
  readonly onAck: (lane: Lane, ack: Acknowledgement) => void;
  /** `text` is whatever came; the receiver checks it. */
  readonly onDesired: (what: Desired, text: string) => void;
}

export interface MqttLink extends KeptLink {
  /** Repeats the birth message; does nothing while off line. */
  announce(): void;
}

/**
 * The gateway's side of the broker. Each connection is a new client with a clean session: the outbox and
 * the retained messages carry all state, so the client keeps none and has nothing to get wrong.
 */
export function startMqttLink(options: MqttLinkOptions): MqttLink {
  const { address, broker, log, random } = options;
  let client: MqttClient | undefined;
  let lastProblem: string | undefined;
  const status = formatTopic({ ...address, kind: 'status' });
  const announce = (): void => {
    client?.publish(status, JSON.stringify(options.birth()), { qos: broker.qos, retain: true });
  };
  const kept = keepConnected({
    backoff: LINK.backoff,
    random,
    async connect(signal) {
      client = await openClient({ options, status, signal });
      return connectionOf(client);
    },
    onUp() {
      lastProblem = undefined;
      log.info({ url: broker.url }, 'broker connected');
      announce();
      options.onUp((lane, envelope) => {
        client?.publish(formatTopic({ ...address, kind: 'up', lane }), envelope, { qos: broker.qos });
      });
    },
    onDown(problem, retryInMs) {
      client = undefined;
      options.onDown();
      const notice = { code: 'TIZHI_BROKER_UNREACHABLE', url: broker.url, problem, retryInMs };
      // Once for each kind of trouble: a night without network must not fill the log.
      log[problem === lastProblem ? 'debug' : 'warn'](notice, 'no broker; trying again by itself');
      lastProblem = problem;
    },
  });
  return {
    state: kept.state,
    announce,
    async stop() {
      if (client?.connected) await farewell(client, status, options.will());
      await kept.stop();
      options.onDown();
    },
  };
}

/** The length every broker must take (MQTT 3.1.1, 3.1.3.1), the same at each start, and no id in clear. */
const clientIdOf = ({ school, gateway }: Address): string =>
  `tz-${createHash('sha256').update(`${school}/${gateway}`).digest('hex').slice(0, 20)}`;

/** Connects, listens, subscribes; in this order, so that no retained message is missed. */
async function openClient(context: {
  readonly options: MqttLinkOptions;
  readonly status: string;
  readonly signal: AbortSignal;
}): Promise<MqttClient> {
  const { options, status, signal } = context;
  const { address, broker } = options;
  const client = mqtt.connect(broker.url, {
    clientId: clientIdOf(address),
    username: broker.username,
    password: broker.password,
    ...(broker.ca === undefined ? {} : { ca: readCa(broker.ca) }),
    protocolVersion: 4,
    clean: true,
    keepalive: LINK.keepAliveS,
    connectTimeout: LINK.connectTimeoutMs,
    reconnectPeriod: 0,
    queueQoSZero: false,
    resubscribe: false,
    will: { topic: status, payload: Buffer.from(JSON.stringify(options.will())), qos: 1, retain: true },
  });
  const abort = (): void => void client.end(true);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await connected(client);
    client.on('message', (topic, payload) => receive(options, topic, payload));
    const [grant] = await client.subscribeAsync(FILTERS.downOf(address), { qos: 1 });
    if (grant?.qos === 128) throw new Error('the broker refused the subscription');
    return client;
  } catch (error) {
    client.end(true);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function readCa(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem: (error as Error).message });
  }
}

function connected(client: MqttClient): Promise<void> {
  return new Promise((resolve, reject) => {
    let problem = 'the connection was closed before the broker answered';
    client.once('connect', () => resolve());
    // Never without a listener: an 'error' nobody hears would end the process.
    client.on('error', (error) => {
      problem = error.message;
    });
    client.once('close', () => reject(new Error(problem)));
  });
}

function connectionOf(client: MqttClient): Connection {
  let problem = 'connection closed';
  client.on('error', (error) => {
    problem = error.message;
  });
  const closed = new Promise<string>((resolve) => {
    client.once('close', () => {
      // Its timers and buffers go with it; the next connection is a new client.
      client.end(true);
      resolve(problem);
    });
    if (!client.connected) resolve(problem);
  });
  return { closed, close: () => client.endAsync(true) };
}

function receive(options: MqttLinkOptions, topicText: string, payload: Uint8Array): void {
  const topic = parseTopic(topicText);
  const text = Buffer.from(payload).toString('utf8');
  switch (topic?.kind) {
    case 'ack': {
      const ack = Acknowledgement.safeParse(parseJson(text));
      if (ack.success) options.onAck(topic.lane, ack.data);
      else options.log.warn({ lane: topic.lane }, 'an acknowledgement that makes no sense was ignored');
      return;
    }
    case 'desired':
      options.onDesired(topic.what, text);
      return;
    default:
      options.log.debug({ topic: topicText }, 'message on a topic that is not ours');
  }
}

async function farewell(client: MqttClient, topic: string, status: GatewayStatus): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, LINK.farewellMs).unref());
  const said = client.publishAsync(topic, JSON.stringify(status), { qos: 1, retain: true });
  await Promise.race([said.catch(() => undefined), limit]);
}

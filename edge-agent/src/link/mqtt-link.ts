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
  type LiveMessage,
  parseTopic,
  TimeAnswer,
  type TimeQuestion,
  TizhiError,
  type TopicKind,
} from '@tizhi/contracts';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
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
  /** Bytes waiting for the network above which live readings are left out: they must not become a queue. */
  liveBacklogBytes: 256 * 1024,
} as const;

/** What may be sent while the link is up. All of it may get lost. */
export interface Wire {
  /** One envelope, as JSON. */
  up(lane: Lane, envelope: string): void;
  ask(question: TimeQuestion): void;
  live(message: LiveMessage): void;
}

export interface MqttLinkOptions {
  readonly address: Address;
  readonly broker: {
    readonly url: string;
    readonly username?: string | undefined;
    readonly password?: string | undefined;
    /** PEM files, read anew at each connection: a certificate that was replaced needs no restart. */
    readonly ca?: string | undefined;
    readonly cert?: string | undefined;
    readonly key?: string | undefined;
    readonly qos: 0 | 1;
  };
  readonly log: Logger;
  readonly random: () => number;
  /** Read anew at each connection: an epoch may have changed. */
  readonly will: () => GatewayStatus;
  readonly birth: () => GatewayStatus;
  readonly onUp: (wire: Wire) => void;
  readonly onDown: () => void;
  readonly onAck: (lane: Lane, ack: Acknowledgement) => void;
  readonly onTime: (answer: TimeAnswer) => void;
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
      if (client !== undefined) options.onUp(wireOf(client, options));
    },
    onDown(problem, retryInMs) {
      client = undefined;
      options.onDown();
      const fix = adviceOn(problem);
      const notice = {
        code: 'TIZHI_BROKER_UNREACHABLE',
        url: broker.url,
        problem,
        retryInMs,
        ...(fix === undefined ? {} : { fix }),
      };
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

/** What a person must do where trying again does not help by itself. Exported for its test. */
export const adviceOn = (problem: string): string | undefined =>
  /bad user ?name or password|not authorized/i.test(problem)
    ? 'The broker does not let this gateway in. At the school server: tizhi gateway list; tizhi gateway add NAME [--replace]; write what it prints under broker: in this YAML file.'
    : undefined;

function wireOf(client: MqttClient, { address, broker }: MqttLinkOptions): Wire {
  const topic = (kind: TopicKind): string => formatTopic({ ...address, ...kind });
  const up = {
    alert: topic({ kind: 'up', lane: 'alert' }),
    result: topic({ kind: 'up', lane: 'result' }),
    telemetry: topic({ kind: 'up', lane: 'telemetry' }),
  };
  const [time, live] = [topic({ kind: 'ask_time' }), topic({ kind: 'live' })];
  return {
    up: (lane, envelope) => void client.publish(up[lane], envelope, { qos: broker.qos }),
    ask: (question) => void client.publish(time, JSON.stringify(question), { qos: 0 }),
    live(message) {
      if (!client.connected || client.stream.writableLength > LINK.liveBacklogBytes) return;
      client.publish(live, JSON.stringify(message), { qos: 0 });
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
    ...credentialsOf(broker),
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

function credentialsOf(broker: MqttLinkOptions['broker']): IClientOptions {
  const { username, password, ca, cert, key } = broker;
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca: readPem(ca) }),
    ...(cert === undefined ? {} : { cert: readPem(cert) }),
    ...(key === undefined ? {} : { key: readPem(key) }),
  };
}

function readPem(file: string): Buffer {
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
    case 'time': {
      const answer = TimeAnswer.safeParse(parseJson(text));
      if (answer.success) options.onTime(answer.data);
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

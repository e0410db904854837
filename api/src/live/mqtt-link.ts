import { randomBytes } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import {
  AlertBody,
  alertAt,
  type Desired,
  Envelope,
  FILTERS,
  type GatewayId,
  GatewayStatus,
  type Instant,
  LessonMessage,
  LiveMessage,
  parseTopic,
  RosterMessage,
  type SchoolId,
  TizhiError,
  type Topic,
} from '@tizhi/contracts';
import type { FastifyBaseLogger } from 'fastify';
import mqtt from 'mqtt';

/** Handed to `tls.connect` as it is. */
interface ServerTrust {
  /** PEM of the authority. */
  readonly ca: string;
  /** The authority need not be a root: the server's own certificate will do. */
  readonly allowPartialTrustChain?: boolean;
  readonly checkServerIdentity?: (host: string, shown: PeerCertificate) => Error | undefined;
}

export interface MqttAccess {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** What is believed about the broker's certificate, where it is not a public one. */
  readonly tls?: ServerTrust;
}

/** What the broker tells the API, understood. */
export type BusEvent =
  | { readonly kind: 'connected' }
  | { readonly kind: 'live'; readonly gateway: GatewayId; readonly message: LiveMessage }
  | { readonly kind: 'alert'; readonly body: AlertBody }
  | {
      readonly kind: 'status';
      readonly gateway: GatewayId;
      readonly status: GatewayStatus;
      /** Kept by the broker from before we came: its own time counts, not its arrival. */
      readonly retained: boolean;
    }
  | {
      readonly kind: 'desired';
      readonly gateway: GatewayId;
      readonly desired: DesiredMessage;
    };

/** What this server tells gateways to be. */
export type DesiredMessage =
  | { readonly what: 'roster'; readonly message: RosterMessage }
  | { readonly what: 'lesson'; readonly message: LessonMessage };

export interface MqttLink {
  readonly connected: boolean;
  /** Publishes retained at QoS 1; resolves when the broker has it, rejects where it does not. */
  publish(topic: string, message: unknown): Promise<void>;
  counters(): { readonly heard: number; readonly notUnderstood: number };
  close(): Promise<void>;
}

/** No message of ours is larger; parsing megabytes of noise would stop the live pages. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** A time further ahead of this server's clock than this is wrong; the inbox says the same. */
const CLOCK_AHEAD_MS = 5_000;
const RECONNECT_MS = 1_000;
/** A broker that has not acknowledged by then is as good as away; the caller tries again. */
const PUBLISH_MS = 5_000;
const SUBSCRIPTIONS = [
  FILTERS.everyLive,
  FILTERS.everyUpLane('alert'),
  FILTERS.everyStatus,
  FILTERS.everyDesired,
];

/**
 * The API's ear on the broker, for live pages and alerts that do not wait for the stores, and its voice for
 * desired state. It connects by itself, again and again; nothing here is ever lost for good, since the inbox stores
 * what counts. A message that is not ours or not understood is counted and passed over.
 */
export function openMqttLink({
  access,
  school,
  log,
  clock,
  hear,
}: {
  readonly access: MqttAccess;
  readonly school: SchoolId;
  readonly log: FastifyBaseLogger;
  readonly clock: () => Instant;
  readonly hear: (event: BusEvent, now: Instant) => void;
}): MqttLink {
  const counters = { heard: 0, notUnderstood: 0 };
  const client = mqtt.connect(access.url, {
    ...access.tls,
    username: access.username,
    password: access.password,
    clientId: `tizhi-api-${randomBytes(6).toString('hex')}`,
    clean: true,
    reconnectPeriod: RECONNECT_MS,
    // A connection that died without a word must not hold alerts up for long.
    keepalive: 10,
    // A broker that starts before its accounts are loaded must not silence this server for ever.
    reconnectOnConnackError: true,
    queueQoSZero: false,
    resubscribe: false,
  });
  const ended = new AbortController();
  let reported = false;
  client.on('connect', () => {
    reported = false;
    client.subscribe(SUBSCRIPTIONS, { qos: 0 }, (error) => {
      if (error) log.warn({ problem: error.message }, 'the broker refused a subscription');
    });
    hear({ kind: 'connected' }, clock());
  });
  client.on('error', (error) => {
    if (!reported)
      log.warn({ code: 'TIZHI_BROKER_UNREACHABLE', problem: error.message }, 'no broker; trying on');
    reported = true;
  });
  client.on('message', (topicName, payload, packet) => {
    const topic = parseTopic(topicName);
    if (topic === undefined || topic.school !== school) return;
    const now = clock();
    const event =
      payload.length > MAX_MESSAGE_BYTES
        ? undefined
        : understand(topic, { payload, retained: packet.retain, now });
    if (event === undefined) counters.notUnderstood += 1;
    else {
      counters.heard += 1;
      hear(event, now);
    }
  });

  return {
    get connected() {
      return client.connected;
    },
    async publish(topic, message) {
      // mqtt.js leaves a publish without an answer for ever when its client is ended meanwhile.
      const limit = AbortSignal.any([ended.signal, AbortSignal.timeout(PUBLISH_MS)]);
      const givenUp = new Promise<never>((_, reject) => {
        const giveUp = (): void =>
          reject(
            new TizhiError('TIZHI_BROKER_UNREACHABLE', { url: access.url, problem: 'no acknowledgement' }),
          );
        if (limit.aborted) giveUp();
        else limit.addEventListener('abort', giveUp, { once: true });
      });
      const published = client.publishAsync(topic, JSON.stringify(message), { qos: 1, retain: true });
      await Promise.race([published, givenUp]);
    },
    counters: () => ({ ...counters }),
    close() {
      ended.abort();
      return client.endAsync(true);
    },
  };
}

function understand(
  topic: Topic,
  { payload, retained, now }: { readonly payload: Buffer; readonly retained: boolean; readonly now: Instant },
): BusEvent | undefined {
  const json = parseJson(payload);
  if (json === undefined) return undefined;
  switch (topic.kind) {
    case 'up':
      return topic.lane === 'alert' ? understandAlert(json, now) : undefined;
    case 'live': {
      const live = LiveMessage.safeParse(json);
      return live.success ? { kind: 'live', gateway: topic.gateway, message: live.data } : undefined;
    }
    case 'status': {
      const status = GatewayStatus.safeParse(json);
      return status.success
        ? { kind: 'status', gateway: topic.gateway, status: status.data, retained }
        : undefined;
    }
    case 'desired': {
      const desired = understandDesired(topic.what, json);
      return desired === undefined ? undefined : { kind: 'desired', gateway: topic.gateway, desired };
    }
    case 'ack':
    case 'ask_time':
    case 'time':
      return undefined;
  }
}

/** In school time, as the inbox will store it. */
function understandAlert(json: unknown, now: Instant): BusEvent | undefined {
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return undefined;
  const body = AlertBody.safeParse(envelope.data.body);
  if (!body.success) return undefined;
  const { at } = body.data;
  const { shiftMs } = envelope.data.clock;
  const isAhead = at + shiftMs > now + CLOCK_AHEAD_MS;
  return { kind: 'alert', body: alertAt(body.data, isAhead ? now - at : shiftMs) };
}

function understandDesired(what: Desired, json: unknown): DesiredMessage | undefined {
  switch (what) {
    case 'roster': {
      const message = RosterMessage.safeParse(json);
      return message.success ? { what, message: message.data } : undefined;
    }
    case 'lesson': {
      const message = LessonMessage.safeParse(json);
      return message.success ? { what, message: message.data } : undefined;
    }
    case 'command':
      return undefined;
  }
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

import type { PeerCertificate } from 'node:tls';
import { FILTERS, GatewayStatus, type Instant, LANES, type Lane, parseTopic } from '@tizhi/contracts';
import type { RecordStore, Refusal, TelemetryStore } from '@tizhi/storage';
import mqtt, { type MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import { createAcknowledger } from './acknowledger.ts';
import { isIdle, step, wakeAt } from './inbox-machine.ts';
import {
  emptyInbox,
  type Inbound,
  type InboxCounters,
  type InboxEffect,
  type InboxEvent,
} from './inbox-state.ts';
import { INBOX_LIMITS, type InboxLimits } from './limits.ts';
import { parseJson, readMessage } from './read-message.ts';
import { createServerClock, LOOK_EVERY_MS } from './server-clock.ts';
import { createStatusKeeper } from './status-keeper.ts';
import { tellTime } from './time-teller.ts';
import { createTroubleLog } from './trouble-log.ts';

/** Handed to `tls.connect` as it is. */
export interface ServerTrust {
  /** PEM of the authority. */
  readonly ca: string;
  /** The authority need not be a root: the server's own certificate will do. */
  readonly allowPartialTrustChain?: boolean;
  readonly checkServerIdentity?: (host: string, shown: PeerCertificate) => Error | undefined;
}

export interface IngestOptions {
  readonly mqtt: {
    /** `mqtt://host:port` or `mqtts://...` */
    readonly url: string;
    readonly username: string;
    readonly password: string;
    /** What is believed about the broker's certificate, where it is not a public one. */
    readonly tls?: ServerTrust;
    /** Subscription QoS by lane; correctness does not rest on it. */
    readonly qos?: Readonly<Record<Lane, 0 | 1>>;
  };
  readonly telemetry: TelemetryStore;
  readonly records: RecordStore;
  readonly log: Logger;
  readonly limits?: Partial<InboxLimits>;
  /** Epoch milliseconds now: the school's clock. Default: the system's. */
  readonly clock?: () => Instant;
  /** What cannot be stored within this at a stop stays with the gateways, unacknowledged. Default 10 s. */
  readonly stopMs?: number;
}

export interface IngestCounters extends InboxCounters {
  readonly connected: boolean;
  readonly connections: number;
  readonly acknowledged: number;
  readonly statusesSaved: number;
  readonly statusesDropped: number;
  /** On a topic or with a status that is not ours. */
  readonly unknown: number;
  /** False: this server's wall clock is behind what it has lived through; it neither tells the time nor judges. */
  readonly clockTrusted: boolean;
}

export interface Ingest {
  counters(): IngestCounters;
  /** Takes nothing more in, stores and acknowledges what was accepted (bounded in time), disconnects. */
  stop(): Promise<void>;
}

const DEFAULT_QOS: Readonly<Record<Lane, 0 | 1>> = { alert: 1, result: 1, telemetry: 0 };
/** How long the start waits for the broker before it leaves the connecting to the background. */
const FIRST_CONNECT_MS = 5_000;
const SUBSCRIBE_AGAIN_MS = 2_000;
const STOP_MS = 10_000;
/** Messages gathered for one step; a socket's chunk of small messages has some 300. */
const GATHERED_MOST = 512;

/**
 * The inbox at work: MQTT in, stores, acknowledgements out. All decisions are the machine's (`step`).
 * Resolves once subscribed, or after 5 s while it goes on connecting by itself.
 */
export async function startIngest(options: IngestOptions): Promise<Ingest> {
  const { telemetry, records, log } = options;
  const limits: InboxLimits = { ...INBOX_LIMITS, ...options.limits };
  const shell = { connections: 0, acknowledged: 0, statusesSaved: 0, statusesDropped: 0, unknown: 0 };
  const { url, qos = DEFAULT_QOS, tls, ...credentials } = options.mqtt;
  const client = mqtt.connect(url, {
    ...tls,
    ...credentials,
    clientId: `ingest-${crypto.randomUUID().slice(0, 8)}`,
    // The outboxes keep what we miss: a session at the broker would only be a second, weaker queue.
    clean: true,
    resubscribe: false,
    queueQoSZero: false,
    // A connection that died without a word must not hold alerts up for long.
    keepalive: 10,
    connectTimeout: 10_000,
    reconnectPeriod: 500 + Math.random() * 1_000,
    reconnectOnConnackError: true,
  });
  const acknowledger = createAcknowledger(client, shell);
  const statuses = createStatusKeeper(records.inbox, shell);
  const clock = createServerClock(options.clock ?? Date.now);
  records.inbox.lastHeardAt().then(
    (at) => clock.reached(at ?? 0),
    (error: unknown) => log.warn({ err: error }, 'the latest time in the store cannot be read yet'),
  );
  const look = setInterval(() => clock.now(), LOOK_EVERY_MS).unref();

  let state = emptyInbox;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let ended = false;
  let onIdle: (() => void) | undefined;
  let gathered: Inbound[] = [];

  function dispatch(event: InboxEvent): void {
    if (ended) return;
    const next = step(state, event, { now: performance.now(), limits });
    state = next.state;
    for (const effect of next.effects) perform(effect);
    clearTimeout(timer);
    const wake = wakeAt(state, limits);
    if (wake !== undefined) {
      timer = setTimeout(() => dispatch({ kind: 'tick' }), Math.max(0, Math.ceil(wake - performance.now())));
    }
    if (isIdle(state)) onIdle?.();
  }

  function perform(effect: InboxEffect): void {
    switch (effect.kind) {
      case 'acknowledge':
        acknowledger.send(effect.key, effect.mark);
        return;
      case 'read_mark': {
        const { key } = effect;
        records.inbox.mark(key).then(
          (mark) => dispatch({ kind: 'mark_read', key, mark }),
          (error: unknown) => {
            noteProblem('reading a mark', error);
            dispatch({ kind: 'mark_unread', key, chance: Math.random() });
          },
        );
        return;
      }
      case 'store': {
        const { lane, batch, messages } = effect;
        telemetry.write(messages).then(
          (refused) => {
            if (refused.length > 0) noteRefused(refused);
            dispatch({ kind: 'stored', lane, batch, refused });
          },
          (error: unknown) => fail(error, { lane, batch }),
        );
        return;
      }
      case 'commit': {
        const { lane, batch, commit } = effect;
        records.inbox.commit(commit).then(
          () => dispatch({ kind: 'committed', lane, batch }),
          (error: unknown) => fail(error, { lane, batch }),
        );
        return;
      }
      case 'check': {
        const { lane, batch, keys } = effect;
        Promise.all(keys.map(async (key) => ({ key, mark: await records.inbox.mark(key) }))).then(
          (marks) => dispatch({ kind: 'checked', lane, batch, marks }),
          (error: unknown) => fail(error, { lane, batch }),
        );
        return;
      }
    }
  }

  type Write = { readonly lane: Lane; readonly batch: number };
  function fail(error: unknown, { lane, batch }: Write): void {
    noteProblem(`writing ${lane}`, error);
    dispatch({ kind: 'failed', lane, batch, chance: Math.random() });
  }
  const noteProblem = createTroubleLog(log);
  function noteRefused(refused: readonly Refusal[]): void {
    log.error(
      { messages: refused.length, reason: refused[0]?.reason },
      'the telemetry store refuses messages for good; they are kept as dead letters',
    );
  }

  function flushGathered(): void {
    if (gathered.length === 0) return;
    const messages = gathered;
    gathered = [];
    dispatch({ kind: 'received', messages });
  }

  client.on('message', (topic, payload) => {
    if (stopped) return;
    const parsed = parseTopic(topic);
    const { at, trusted } = clock.now();
    if (parsed?.kind === 'up') {
      // One step for all that came in this turn of the loop.
      if (gathered.length === 0) setImmediate(flushGathered);
      gathered.push(readMessage({ topic, parsed, payload, receivedAt: at, clockTrusted: trusted }));
      if (gathered.length >= GATHERED_MOST) flushGathered();
      return;
    }
    if (parsed?.kind === 'ask_time') {
      if (!tellTime({ client, clock }, { address: parsed, payload })) shell.unknown += 1;
      return;
    }
    const status = parsed?.kind === 'status' ? GatewayStatus.safeParse(parseJson(payload)) : undefined;
    if (parsed !== undefined && status?.success) statuses.note(parsed, status.data, at);
    else shell.unknown += 1;
  });

  const subscribed = subscribeAlways({ client, qos, log, isStopped: () => stopped });
  // Once for each outage: a night without a broker must not fill the log.
  let reported = false;
  client.on('connect', () => {
    shell.connections += 1;
    reported = false;
  });
  client.on('error', (error) => {
    log[reported ? 'debug' : 'warn']({ problem: error.message }, 'mqtt connection failed, will retry');
    reported = true;
  });
  await Promise.race([subscribed, new Promise((resolve) => setTimeout(resolve, FIRST_CONNECT_MS).unref())]);

  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    flushGathered();
    stopped = true;
    const idle = new Promise<void>((resolve) => {
      onIdle = resolve;
    });
    dispatch({ kind: 'drain' });
    const flushed = idle.then(() => acknowledger.settled()).then(() => statuses.stop());
    await Promise.race([
      flushed,
      new Promise((resolve) => setTimeout(resolve, options.stopMs ?? STOP_MS).unref()),
    ]);
    ended = true;
    clearTimeout(timer);
    clearInterval(look);
    await client.endAsync(!client.connected);
  }

  return {
    counters: () => ({
      ...state.counters,
      ...shell,
      connected: client.connected,
      clockTrusted: clock.now().trusted,
    }),
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Subscribes on every connection; a broker that refuses is asked again. Resolves at the first success. */
function subscribeAlways(options: {
  readonly client: MqttClient;
  readonly qos: Readonly<Record<Lane, 0 | 1>>;
  readonly log: Logger;
  readonly isStopped: () => boolean;
}): Promise<void> {
  const { client, qos, log, isStopped } = options;
  const filters = Object.fromEntries([
    ...LANES.map((lane) => [FILTERS.everyUpLane(lane), { qos: qos[lane] }] as const),
    [FILTERS.everyStatus, { qos: 1 as const }],
    [FILTERS.everyAskTime, { qos: 0 as const }],
  ]);
  return new Promise((resolve) => {
    const subscribe = (): void => {
      if (isStopped() || !client.connected) return;
      client.subscribe(filters, (error) => {
        if (error === null || error === undefined) return resolve();
        log.warn({ problem: error.message }, 'mqtt subscription failed, will retry');
        setTimeout(subscribe, SUBSCRIBE_AGAIN_MS).unref();
      });
    };
    client.on('connect', subscribe);
  });
}

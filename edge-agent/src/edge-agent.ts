import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Desired, type GatewayStatus, type OnlineStatus, TizhiError } from '@tizhi/contracts';
import type { Logger } from 'pino';
import { startAlarm } from './alarm/start-alarm.ts';
import { monotonicMs, presentBoot } from './clock/boot.ts';
import type { Boot } from './clock/boot-clock.ts';
import { SchoolClock } from './clock/school-clock.ts';
import { type EdgeConfig, nurseSettingsOf } from './config/edge-config.ts';
import { definitionsOf } from './definitions.ts';
import { HeldDesired } from './held-desired.ts';
import { startMqttLink, type Wire } from './link/mqtt-link.ts';
import { Outbox } from './outbox/outbox.ts';
import { DiskFull } from './outbox/outbox-file.ts';
import { sqliteDisk } from './outbox/sqlite-disk.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import type { LinkState } from './retry.ts';
import type { Source, SourceReport } from './sources/source.ts';
import { startSources } from './sources/start-sources.ts';

/**
 * How often the agent does what nobody asks for, ms. Telemetry leaves often while somebody can see it; an
 * outage must not make ten times the messages.
 */
const EVERY = { tick: 250, flush: 100, flushOffline: 1_000, watch: 1_000, status: 10_000 } as const;

export interface EdgeAgentOptions {
  readonly config: EdgeConfig;
  readonly log: Logger;
  /** What the status says it is. */
  readonly version?: string;
  /** The gateway's own clock, epoch milliseconds. Default: the system's. */
  readonly clock?: () => number;
  /** In [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
  /** Default: this start of the machine. */
  readonly boot?: Boot;
}

const said = ({ roster, lesson }: Readonly<Record<Desired, number>>): OnlineStatus['desired'] => ({
  roster,
  lesson,
});

export interface EdgeStatus {
  readonly online: OnlineStatus;
  readonly broker: Readonly<LinkState>;
  readonly sources: readonly SourceReport[];
  readonly pipeline: Pipeline['counters'];
  /** Rings of the gateway's own alarm since start. */
  readonly rings: number;
  /** Each heart that is heard: what a live page shows of it. */
  readonly hearts: ReturnType<Pipeline['hearts']>;
  /** Versions of the desired state held; 0: none yet. */
  readonly desired: Readonly<Record<Desired, number>>;
}

export interface EdgeAgent {
  status(): EdgeStatus;
  /** Stops listening, puts what was heard into the outbox, says goodbye. Stopping twice is harmless. */
  stop(): Promise<void>;
}

/**
 * Starts a gateway: outbox, clock, pipeline, broker link, sources. Needs no network: what is heard waits in
 * the outbox. Throws `TIZHI_OUTBOX_LOCKED` where another agent uses the folder, `TIZHI_STORE_NEWER`,
 * `TIZHI_OUTBOX_FULL` where a new outbox has no room, `TIZHI_FILE_UNREADABLE` or
 * `TIZHI_FILE_FORMAT` for a recording that cannot be played, `TIZHI_DEVICE_DEFINITION_INVALID` for a
 * declared station that makes no sense.
 */
export async function startEdgeAgent(options: EdgeAgentOptions): Promise<EdgeAgent> {
  const { config, log } = options;
  const random = options.random ?? Math.random;
  const boot = options.boot ?? presentBoot();
  const definitions = definitionsOf(config);
  let wire: Wire | undefined;
  const outbox = openOutbox({ config, log, boot, clock: () => clock.now() });
  const clock: SchoolClock = new SchoolClock({
    boot,
    wall: options.clock ?? Date.now,
    monotonic: monotonicMs,
    known: outbox.bootClock,
    log,
    beforeChange: () => pipeline.flush(),
    moved: (ms) => pipeline.clockMoved(ms),
    onKnown: (heard) => outbox.clockKnown(heard),
  });
  claim(outbox, config);
  const alarm = startAlarm(config.alarm, { log, random });
  const pipeline: Pipeline = new Pipeline({
    devices: definitions.devices,
    outbox,
    rule: config.rules.hrAboveCeiling,
    nurse: nurseSettingsOf(config.rules),
    ring: (body, wearer) => alarm.heard(body, { bib: wearer?.pupil?.tag ?? null, now: monotonicMs() }),
    log,
    newId: randomUUID,
    monotonic: monotonicMs,
    stamp: () => clock.stamp(),
    live: (news) => wire?.live({ sentAt: clock.now(), ...news }),
  });
  const startedAt = clock.now();
  const desired = new HeldDesired({ outbox, pipeline, log });

  let sources: Source[] = [];
  const online = (): OnlineStatus => ({
    state: 'online',
    version: options.version ?? '0.1.0',
    epoch: outbox.epoch,
    startedAt,
    at: clock.now(),
    lanes: {
      alert: outbox.lane('alert'),
      result: outbox.lane('result'),
      telemetry: outbox.lane('telemetry'),
    },
    sourcesUp: sources.filter((source) => source.report().link.up).length,
    sources: config.sources.length,
    clock: clock.report(),
    desired: said(desired.versions()),
    diskFull: outbox.diskFull,
    damaged: outbox.damaged,
    rejected: Object.values(pipeline.counters.rejected).reduce((sum, count) => sum + count, 0),
  });
  try {
    const now = (): number => clock.now();
    const context = { sink: pipeline, log, clock: now, random, definitionOf: definitions.of };
    sources = startSources(config.sources, context);
  } catch (error) {
    void alarm.stop();
    outbox.close();
    throw error;
  }
  const link = startMqttLink({
    address: { school: config.school, gateway: config.gateway },
    broker: config.broker,
    log,
    random,
    will: (): GatewayStatus => ({ state: 'offline', epoch: outbox.epoch }),
    birth: online,
    onUp(up) {
      wire = up;
      // The question first: telemetry may have to wait for its answer.
      clock.connected(up.ask);
      outbox.connected(up.up);
    },
    onDown() {
      wire = undefined;
      clock.disconnected();
      outbox.disconnected();
    },
    onAck: (lane, ack) => outbox.acknowledge(lane, ack),
    onTime: (answer) => clock.answered(answer),
    onDesired: (what, text) => desired.heard(what, text),
  });
  let flushedAt = 0;
  const flush = (): void => {
    const now = monotonicMs();
    if (wire === undefined && now - flushedAt < EVERY.flushOffline) return;
    flushedAt = now;
    pipeline.flush();
  };
  const tick = (): void => {
    clock.tick();
    outbox.tick();
  };
  const timers = [
    setInterval(tick, EVERY.tick),
    setInterval(flush, EVERY.flush),
    setInterval(() => {
      pipeline.tick();
      alarm.tick(monotonicMs());
    }, EVERY.watch),
    setInterval(() => link.announce(), EVERY.status),
  ];

  const shutDown = async (): Promise<void> => {
    await Promise.all(sources.map((source) => source.stop()));
    for (const timer of timers) clearInterval(timer);
    pipeline.flush();
    await alarm.stop();
    await link.stop();
    outbox.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    status: () => ({
      online: online(),
      broker: { ...link.state },
      sources: sources.map((source) => source.report()),
      pipeline: pipeline.counters,
      rings: alarm.rings,
      hearts: pipeline.hearts(),
      desired: desired.versions(),
    }),
    stop() {
      stopped ??= shutDown();
      return stopped;
    },
  };
}

/**
 * What waits in an outbox was heard by the gateway that filled it: under another name it would land on another
 * gateway's record. @throws TizhiError `TIZHI_OUTBOX_FOREIGN`
 */
function claim(outbox: Outbox, { school, gateway, dataDir }: EdgeConfig): void {
  const gatewayName = `${school}/${gateway}`;
  const owner = outbox.note('owner');
  if (owner === undefined) outbox.saveNote('owner', gatewayName);
  if (owner === undefined || owner === gatewayName) return;
  outbox.close();
  throw new TizhiError('TIZHI_OUTBOX_FOREIGN', { folder: dataDir, owner, gateway: gatewayName });
}

function openOutbox(context: {
  readonly config: EdgeConfig;
  readonly log: Logger;
  readonly clock: () => number;
  readonly boot: Boot;
}): Outbox {
  const { config, ...rest } = context;
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', {
      file: config.dataDir,
      problem: (error as Error).message,
    });
  }
  const disk = sqliteDisk({
    file: join(config.dataDir, 'outbox.db'),
    maxBytes: config.outbox.maxMegabytes * 1_000_000,
  });
  try {
    return new Outbox({ disk, monotonic: monotonicMs, newId: randomUUID, ...rest });
  } catch (error) {
    if (!(error instanceof DiskFull)) throw error;
    throw new TizhiError('TIZHI_OUTBOX_FULL', { problem: error.message }, { cause: error });
  }
}

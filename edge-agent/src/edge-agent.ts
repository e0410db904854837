import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DESIRED,
  type Desired,
  type DeviceId,
  type GatewayStatus,
  type OnlineStatus,
  TizhiError,
} from '@tizhi/contracts';
import { type DeviceDefinition, declareStation, findDefinition } from '@tizhi/firmware-adapters';
import type { Logger } from 'pino';
import type { EdgeConfig } from './config/edge-config.ts';
import type { SourceConfig } from './config/source-config.ts';
import { NOTHING_DESIRED, takeDesired } from './desired-state.ts';
import { startMqttLink } from './link/mqtt-link.ts';
import { Outbox } from './outbox/outbox.ts';
import { bindingsFrom } from './pipeline/lesson-bindings.ts';
import { Pipeline, type PipelineCounters } from './pipeline/pipeline.ts';
import type { LinkState } from './retry.ts';
import { startReplaySource } from './sources/replay-source.ts';
import { startSerialSource } from './sources/serial-source.ts';
import { simulatedStrapIds, startSimulateSource } from './sources/simulate-source.ts';
import type { Source, SourceContext, SourceReport } from './sources/source.ts';
import { startTcpSource } from './sources/tcp-source.ts';

/** How often the agent does what nobody asks for, ms. */
const EVERY = { tick: 250, flush: 1_000, status: 10_000 } as const;

export interface EdgeAgentOptions {
  readonly config: EdgeConfig;
  readonly log: Logger;
  /** What the status says it is. */
  readonly version?: string;
  /** Epoch milliseconds. Default: the system's clock. */
  readonly clock?: () => number;
  /** In [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
}

export interface EdgeStatus {
  readonly online: OnlineStatus;
  readonly broker: Readonly<LinkState>;
  readonly sources: readonly SourceReport[];
  readonly pipeline: Readonly<PipelineCounters>;
  /** Versions of the desired state held; 0: none yet. */
  readonly desired: Readonly<Record<Desired, number>>;
}

export interface EdgeAgent {
  status(): EdgeStatus;
  /** Stops listening, puts what was heard into the outbox, says goodbye. Stopping twice is harmless. */
  stop(): Promise<void>;
}

/**
 * Starts a gateway: outbox, pipeline, broker link, sources. Needs no network: what is heard waits in the
 * outbox. Throws `TIZHI_DATA_DIR_LOCKED` where another agent uses the folder, `TIZHI_FILE_UNREADABLE` or
 * `TIZHI_FILE_FORMAT` for a recording that cannot be played, `TIZHI_DEVICE_DEFINITION_INVALID` for a
 * declared station that makes no sense.
 */
export async function startEdgeAgent(options: EdgeAgentOptions): Promise<EdgeAgent> {
  const { config, log } = options;
  const clock = options.clock ?? Date.now;
  const random = options.random ?? Math.random;
  const startedAt = clock();
  const definitions = definitionsOf(config);
  const outbox = openOutbox({ config, log, clock });
  const pipeline = new Pipeline({
    devices: devicesOf(config, definitions),
    outbox,
    rule: config.rules.hrAboveCeiling,
    log,
    newId: randomUUID,
  });
  let desired = NOTHING_DESIRED;
  const take = (what: Desired, text: string, isNew: boolean): void => {
    const taken = takeDesired(desired, { what, text });
    if (taken.kind === 'invalid') log.warn({ what, problem: taken.problem }, 'desired state refused');
    if (taken.kind !== 'taken') return;
    desired = taken.state;
    if (isNew) outbox.saveDesired(what, text);
    pipeline.bind(bindingsFrom({ pupils: desired.roster.pupils, lessons: desired.lesson.lessons }));
    if (what === 'command' && desired.command.logLevel !== undefined) log.level = desired.command.logLevel;
    log.info({ what, version: desired[what].version }, 'desired state taken');
  };
  for (const what of DESIRED) {
    const text = outbox.desired(what);
    if (text !== undefined) take(what, text, false);
  }

  let sources: Source[] = [];
  const online = (): OnlineStatus => ({
    state: 'online',
    version: options.version ?? '0.1.0',
    epoch: outbox.epoch,
    startedAt,
    at: clock(),
    lanes: {
      alert: outbox.lane('alert'),
      result: outbox.lane('result'),
      telemetry: outbox.lane('telemetry'),
    },
    sourcesUp: sources.filter((source) => source.report().link.up).length,
    sources: config.sources.length,
    rejected: Object.values(pipeline.counters.rejected).reduce((sum, count) => sum + count, 0),
  });
  try {
    sources = startSources({
      config,
      context: { sink: pipeline, log, clock, random, definitionOf: (id) => definitionOf(definitions, id) },
    });
  } catch (error) {
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
    onUp: (transmit) => outbox.connected(transmit),
    onDown: () => outbox.disconnected(),
    onAck: (lane, ack) => outbox.acknowledge(lane, ack),
    onDesired: (what, text) => take(what, text, true),
  });
  const timers = [
    setInterval(() => outbox.tick(), EVERY.tick),
    setInterval(() => pipeline.flush(), EVERY.flush),
    setInterval(() => link.announce(), EVERY.status),
  ];

  const shutDown = async (): Promise<void> => {
    await Promise.all(sources.map((source) => source.stop()));
    for (const timer of timers) clearInterval(timer);
    pipeline.flush();
    await link.stop();
    outbox.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    status: () => ({
      online: online(),
      broker: { ...link.state },
      sources: sources.map((source) => source.report()),
      pipeline: { ...pipeline.counters },
      desired: {
        roster: desired.roster.version,
        lesson: desired.lesson.version,
        command: desired.command.version,
      },
    }),
    stop() {
      stopped ??= shutDown();
      return stopped;
    },
  };
}

function openOutbox(context: {
  readonly config: EdgeConfig;
  readonly log: Logger;
  readonly clock: () => number;
}): Outbox {
  const { config, log, clock } = context;
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', {
      file: config.dataDir,
      problem: (error as Error).message,
    });
  }
  return new Outbox({
    file: join(config.dataDir, 'outbox.db'),
    maxBytes: config.outbox.maxMegabytes * 1_000_000,
    log,
    clock,
    monotonic: () => performance.now(),
  });
}

type Definitions = ReadonlyMap<string, DeviceDefinition>;

function definitionsOf(config: EdgeConfig): Definitions {
  return new Map(
    config.stations.map((spec) => {
      const declared = declareStation(spec);
      if (!declared.ok) throw new TizhiError(declared.failure.code, declared.failure.params);
      return [spec.id, declared.value];
    }),
  );
}

/** Declared stations first: a school may describe its own variant under a built-in name. */
function definitionOf(definitions: Definitions, id: string): DeviceDefinition {
  const declared = definitions.get(id);
  if (declared !== undefined) return declared;
  const found = findDefinition(id);
  if (!found.ok) throw new TizhiError(found.failure.code, found.failure.params);
  return found.value;
}

function devicesOf(config: EdgeConfig, definitions: Definitions): Map<DeviceId, DeviceDefinition> {
  const pairs = config.sources.flatMap((source): [DeviceId, string][] => {
    if (source.kind !== 'simulate') return [[source.device, source.definition]];
    return [
      ...simulatedStrapIds(source).map((device): [DeviceId, string] => [device, 'gatt/2a37']),
      ...source.stations.map(({ device, definition }): [DeviceId, string] => [device, definition]),
    ];
  });
  return new Map(pairs.map(([device, id]) => [device, definitionOf(definitions, id)]));
}

function startSources(options: { readonly config: EdgeConfig; readonly context: SourceContext }): Source[] {
  const started: Source[] = [];
  try {
    for (const source of options.config.sources) started.push(startSource(source, options.context));
    return started;
  } catch (error) {
    for (const source of started) void source.stop();
    throw error;
  }
}

function startSource(config: SourceConfig, context: SourceContext): Source {
  switch (config.kind) {
    case 'serial':
      return startSerialSource(config, context);
    case 'tcp':
      return startTcpSource(config, context);
    case 'replay':
      return startReplaySource(config, context);
    case 'simulate':
      return startSimulateSource(config, context);
  }
}

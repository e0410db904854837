import { dirname, resolve } from 'node:path';
import {
  type DefinitionId,
  type DeviceId,
  GatewayId,
  type Result,
  SchoolId,
  success,
} from '@tizhi/contracts';
import { declareStation, findDefinition, StationSpec } from '@tizhi/firmware-adapters';
import { z } from 'zod';
import { AlarmConfig } from '../alarm/alarm-config.ts';
import type { NurseSettings } from '../models/acute/second.ts';
import { misheard } from './ble-config.ts';
import { closest } from './closest.ts';
import { readYaml } from './read-yaml.ts';
import { SourceConfig } from './source-config.ts';

const Broker = z.strictObject({
  /** mqtt://host:1883, or mqtts:// with TLS. */
  url: z.url({ protocol: /^mqtts?$/, message: 'use mqtt://host:port or mqtts://host:port' }),
  /** User name and password, or a certificate, or all of them. */
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** PEM file of the authority that signed the broker's certificate, where it is not a public one. */
  ca: z.string().min(1).optional(),
  /** PEM files of this gateway's own certificate and key (`tizhi gateway add --certificate`). */
  cert: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
  /**
   * Quality of service of the lanes. 0, because an acknowledgement of the broker proves nothing here: only
   * the school's own acknowledgement deletes a message, and without it the message is sent again. QoS 1
   * costs a second packet each and a second queue in the client; it is for brokers that shed QoS 0 first.
   */
  qos: z.literal([0, 1]).default(0),
});

type Broker = z.infer<typeof Broker>;

/** How a gateway says who it is must be whole, and a certificate needs TLS. */
function brokerProblems(broker: Broker): { readonly key: keyof Broker; readonly message: string }[] {
  const { url, username, password, cert, key } = broker;
  if (cert === undefined && key === undefined) {
    if (username === undefined)
      return [{ key: 'username', message: 'add username and password, or cert and key' }];
    if (password === undefined) return [{ key: 'password', message: 'a user name needs its password' }];
    return [];
  }
  if (cert === undefined) return [{ key: 'cert', message: 'a key needs its certificate' }];
  if (key === undefined) return [{ key: 'key', message: 'a certificate needs its key' }];
  return url.startsWith('mqtts:') ? [] : [{ key: 'url', message: 'a certificate needs mqtts://' }];
}

const Outbox = z.strictObject({
  /** What telemetry may fill on the disk; past it the oldest telemetry is given up, never results or alerts. */
  maxMegabytes: z.int().min(1).max(1_000_000).default(1024),
});

const HrAboveCeiling = z.strictObject({
  enabled: z.boolean().default(true),
  /** How long the rate must stay above the pupil's ceiling before the alert. */
  sustainedSeconds: z.int().min(1).max(600).default(30),
  /** A silence up to this long does not break the count. */
  gapSeconds: z.int().min(1).max(60).default(5),
  /** It clears when the rate has stayed this far below the ceiling ... */
  clearMarginBpm: z.int().min(0).max(50).default(5),
  /** ... for this long. */
  clearSeconds: z.int().min(1).max(600).default(10),
});
export type HrAboveCeilingConfig = z.infer<typeof HrAboveCeiling>;

/** Oxygen saturation below which the nurse wants to know. No authority gives a school a number: without one it is off. */
const Spo2 = z.strictObject({
  belowPercent: z.number().min(50).max(100),
  criticalBelowPercent: z.number().min(50).max(100).default(88),
  /** How long all readings must be below. */
  sustainedSeconds: z.int().min(0).max(600).default(15),
});

const Temperature = z.strictObject({
  enabled: z.boolean().default(true),
  /** The school gate's rule since 2020 is 37.3. */
  atLeastDegC: z.number().min(35).max(42).default(37.3),
});

const Rules = z.strictObject({
  hrAboveCeiling: HrAboveCeiling.prefault({}),
  spo2: Spo2.optional(),
  temperature: Temperature.prefault({}),
});

/** What the nurse set, as the table of acute states reads it. */
export const nurseSettingsOf = ({ spo2, temperature }: z.infer<typeof Rules>): NurseSettings => ({
  spo2: spo2 ?? null,
  temperature: temperature.enabled ? { atLeastDegC: temperature.atLeastDegC } : null,
});

/** The whole configuration of a gateway (`examples/edge.yaml` explains each key). */
export const EdgeConfig = z
  .strictObject({
    school: SchoolId,
    gateway: GatewayId,
    /** Holds the outbox. Relative paths start at the configuration file's folder. */
    dataDir: z.string().min(1).default('edge-data'),
    broker: Broker,
    outbox: Outbox.prefault({}),
    /** Stations that no built-in definition knows, described here. */
    stations: z.array(StationSpec).max(100).default([]),
    sources: z.array(SourceConfig).min(1).max(200),
    rules: Rules.prefault({}),
    /** What rings on the gateway itself. */
    alarm: AlarmConfig.prefault({}),
  })
  .superRefine((config, context) => {
    for (const { key, message } of brokerProblems(config.broker)) {
      context.addIssue({ code: 'custom', path: ['broker', key], message });
    }
    for (const [i, spec] of config.stations.entries()) {
      const station = declareStation(spec);
      if (station.ok) continue;
      const { problem, fix } = station.failure.params;
      context.addIssue({ code: 'custom', path: ['stations', i], message: `${problem}. ${fix ?? ''}` });
    }
    const devices = new Map<string, number>();
    const declared = config.stations.map((station) => station.id);
    for (const [i, source] of config.sources.entries()) {
      if (source.kind !== 'tcp' || source.carries !== 'messages') continue;
      const framing = framingOf(config.stations, source.definition);
      if (framing === undefined || framing === 'message') continue;
      context.addIssue({
        code: 'custom',
        path: ['sources', i, 'carries'],
        message: `${source.definition} sends a stream (${framing}), no messages: leave "carries" out`,
      });
    }
    for (const { path, device, definitions } of namedDevices(config.sources)) {
      const seen = devices.get(device);
      if (seen !== undefined) {
        context.addIssue({
          code: 'custom',
          path: [...path, 'device'],
          message: `each device has one source; sources[${seen}] has this one already`,
        });
      }
      devices.set(device, Number(path[1]));
      for (const [step, definition] of definitions) {
        const problem = definitionProblem(definition, declared);
        if (problem === undefined) continue;
        context.addIssue({ code: 'custom', path: [...path, ...step], message: problem });
      }
    }
    for (const { path, message } of misheard(config.sources))
      context.addIssue({ code: 'custom', path: [...path], message });
  });
export type EdgeConfig = z.infer<typeof EdgeConfig>;

function definitionProblem(id: string, declared: readonly string[]): string | undefined {
  const known = findDefinition(id);
  if (known.ok || declared.includes(id)) return undefined;
  const names = String(known.failure.params.known ?? '').split(', ');
  const meant = closest(id, [...names, ...declared]);
  return `no device definition has this id${meant === undefined ? '.' : `; did you mean ${meant}?`} Declare it under stations, or use one of: ${[...names, ...declared].join(', ')}`;
}

/** How the frames of a definition are found; `undefined` where there is no such definition. */
function framingOf(stations: readonly z.infer<typeof StationSpec>[], id: string): string | undefined {
  const declared = stations.find((station) => station.id === id);
  if (declared !== undefined) return declared.framing.kind;
  const known = findDefinition(id);
  return known.ok ? known.value.framing.kind : undefined;
}

interface OneDevice {
  readonly device: DeviceId;
  readonly definition: DefinitionId;
}

interface NamedDevice {
  readonly path: readonly PropertyKey[];
  readonly device: DeviceId;
  /** Where each stands below `path`. */
  readonly definitions: readonly (readonly [readonly PropertyKey[], DefinitionId])[];
}

function namedDevices(sources: readonly SourceConfig[]): NamedDevice[] {
  return sources.flatMap((source, i): NamedDevice[] => {
    const path = ['sources', i];
    const one = (at: readonly PropertyKey[], { device, definition }: OneDevice): NamedDevice => ({
      path: at,
      device,
      definitions: [[['definition'], definition]],
    });
    // A camera speaks no bytes.
    if (source.kind === 'camera') return [{ path, device: source.device, definitions: [] }];
    if (source.kind === 'ble') {
      return source.devices.map(({ device, definitions }, j) => ({
        path: [...path, 'devices', j],
        device,
        definitions: definitions.map((definition, k) => [['definitions', k], definition] as const),
      }));
    }
    if (source.kind !== 'simulate') return [one(path, source)];
    return source.stations.map((station, j) => one([...path, 'stations', j], station));
  });
}

/** Reads and checks a gateway's configuration; its paths come back absolute. */
export function loadEdgeConfig(file: string): Result<EdgeConfig> {
  const read = readYaml(file, EdgeConfig);
  if (!read.ok) return read;
  const config = read.value;
  const absolute = (path: string): string => resolve(dirname(resolve(file)), path);
  const { ca, cert, key } = config.broker;
  const pems = Object.entries({ ca, cert, key }).flatMap(([name, path]) =>
    path === undefined ? [] : [[name, absolute(path)]],
  );
  return success({
    ...config,
    dataDir: absolute(config.dataDir),
    broker: { ...config.broker, ...Object.fromEntries(pems) },
    sources: config.sources.map((source) =>
      source.kind !== 'replay'
        ? source
        : {
            ...source,
            file: absolute(source.file),
            ...(source.rrFile === undefined ? {} : { rrFile: absolute(source.rrFile) }),
          },
    ),
  });
}

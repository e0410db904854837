import { definitions } from '@tizhi/firmware-adapters';
import { adapterName, type BleConfig, type BleDevice } from '../../config/ble-config.ts';
import { type Backoff, keepConnected } from '../../retry.ts';
import type { Source, SourceContext, SourceReport } from '../source.ts';
import { type BleEffect, BleMachine } from './ble-machine.ts';
import type { Wanted } from './radio-messages.ts';
import { openRadio, type Radio } from './radio-process.ts';

const RADIO_BACKOFF: Backoff = { firstMs: 500, maxMs: 10_000 };
const WARN_EVERY_MS = 60_000;
/** A battery lasts for weeks: asked seldom, it is not emptied by the asking. */
const BATTERY_EVERY_MS = 5 * 60_000;

/** What any Bluetooth device may tell of itself. */
const common = definitions.filter(
  ({ identity }) => identity.kind === 'gatt' && ['180f', '180a'].includes(identity.service),
);

/** Bluetooth devices: every radio in a process of its own, one machine that decides, connections kept for ever. */
export function startBleSource(config: BleConfig, context: SourceContext): Source {
  const { sink, clock, random, definitionOf } = context;
  const names = config.adapters.map(adapterName);
  const name = `ble ${names.join(', ')}`;
  const log = context.log.child({ source: name });
  const connections = new Map(config.adapters.map((adapter) => [adapterName(adapter), adapter.connections]));
  const machine = new BleMachine({ devices: config.devices, definitionOf, common, connections, random });
  const warnedAt = new Map<string, number>();
  let [frames, bytes] = [0, 0];

  const run = (effects: readonly BleEffect[], send?: Radio['send']): void => {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'connect': {
          const device = config.devices.find((each) => each.device === effect.device);
          if (device === undefined) break;
          const wanted = wantedOf(device, definitionOf);
          send?.({ kind: 'connect', peer: effect.peer, wanted });
          break;
        }
        case 'frame': {
          const { kind: _, ...frame } = effect;
          frames += 1;
          bytes += frame.bytes.length;
          sink.frame(frame);
          break;
        }
        case 'reset':
          sink.reset(effect.device);
          log.info({ device: effect.device }, 'device connected');
          break;
        case 'suspect': {
          // Whoever sends such things sends many: the report counts them, the log names each device once a minute.
          const at = clock();
          if (Math.abs(at - (warnedAt.get(effect.device) ?? -Infinity)) < WARN_EVERY_MS) break;
          warnedAt.set(effect.device, at);
          log.warn({ device: effect.device, why: effect.why }, 'impossible advertisement: doubted');
          break;
        }
        case 'lost':
          log.info(
            { device: effect.device, problem: effect.problem },
            'device not connected; met again when heard',
          );
          break;
      }
    }
  };

  const links = config.adapters.map((adapter) => {
    const radio = adapterName(adapter);
    return keepConnected({
      backoff: RADIO_BACKOFF,
      random,
      connect(signal) {
        return openRadio(adapter, {
          signal,
          event(event, send) {
            const at = clock();
            if (event.kind === 'heard') run(machine.step({ ...event, radio, at }), send);
            else if (event.kind === 'connected' || event.kind === 'value' || event.kind === 'gone')
              run(machine.step({ ...event, radio, at }), send);
            else if (event.kind === 'indigestible')
              log.debug({ radio, problem: event.problem }, 'something malformed in the air');
          },
        });
      },
      onUp: () => log.info({ radio }, 'radio listens'),
      onDown(problem, retryInMs) {
        run(machine.step({ kind: 'radio_down', radio, problem, at: clock() }));
        log.warn({ radio, problem, retryInMs }, 'radio does not listen; trying again by itself');
      },
    });
  });

  const report = (): SourceReport => ({
    name,
    // Up while any radio listens: the others' problems are told beside it.
    link: {
      up: links.some(({ state }) => state.up),
      connects: links.reduce((sum, { state }) => sum + state.connects, 0),
      failures: links.reduce((sum, { state }) => sum + state.failures, 0),
      problem: links.find(({ state }) => state.problem !== undefined)?.state.problem,
    },
    finished: false,
    frames,
    bytes,
    skipped: 0,
    air: machine.report(),
  });
  return {
    report,
    stop: async () => void (await Promise.all(links.map((link) => link.stop()))),
  };
}

function wantedOf(device: BleDevice, definitionOf: SourceContext['definitionOf']): Wanted[] {
  const own = device.definitions.map(definitionOf).flatMap(({ identity }): Wanted[] => {
    if (identity.kind !== 'gatt') return [];
    const { service, characteristic } = identity;
    return [{ service, characteristic, how: { kind: 'listen' } }];
  });
  const others = common.flatMap(({ identity, measures }): Wanted[] => {
    if (identity.kind !== 'gatt') return [];
    const { service, characteristic } = identity;
    if (own.some((each) => each.characteristic === characteristic)) return [];
    const everyMs = measures.includes('battery') ? BATTERY_EVERY_MS : 0;
    return [{ service, characteristic, how: { kind: 'read', everyMs } }];
  });
  return [...own, ...others];
}

import { DeviceId, type ItemKey } from '@tizhi/contracts';
import type { DeviceDefinition, SimulatedValues } from '@tizhi/firmware-adapters';
import type { SimulateConfig } from '../config/source-config.ts';
import type { LinkState } from '../retry.ts';
import { SimulatedPupil, seededRandom, simulatedValue } from './simulated-class.ts';
import type { Source, SourceContext } from './source.ts';

const STRAP_PERIOD_MS = 1_000;
/** Straps do not notify in the same instant: they are served in this many groups per second. */
const GROUPS = 10;

/** The device ids of the simulated straps: `strap-01`, `strap-02`, ... */
export const simulatedStrapIds = ({ straps }: Pick<SimulateConfig, 'straps'>): DeviceId[] =>
  Array.from({ length: straps.count }, (_, i) =>
    DeviceId.parse(`${straps.prefix}-${String(i + 1).padStart(2, '0')}`),
  );

/**
 * DEMO: a class of synthetic pupils with straps, and stations that print a frame for one tag after the
 * other. All of it as bytes, made by the definitions' own simulators.
 */
export function startSimulateSource(config: SimulateConfig, context: SourceContext): Source {
  const { sink, clock, definitionOf, log } = context;
  const link: LinkState = { up: true, connects: 1, failures: 0, problem: undefined };
  const progress = { frames: 0, bytes: 0 };
  const emit = (device: DeviceId, bytes: Uint8Array): void => {
    progress.frames += 1;
    progress.bytes += bytes.length;
    sink.frame({ device, at: clock(), bytes });
  };

  const encode = simulatorOf(definitionOf('gatt/2a37'));
  const straps = simulatedStrapIds(config).map((device, i) => ({
    device,
    pupil: new SimulatedPupil(seededRandom(config.seed * 1_000 + i)),
  }));
  let group = 0;
  const strapTimer = setInterval(() => {
    for (let i = group; i < straps.length; i += GROUPS) {
      const strap = straps[i];
      if (strap !== undefined) emit(strap.device, encode(strap.pupil.next()));
    }
    group = (group + 1) % GROUPS;
  }, STRAP_PERIOD_MS / GROUPS);

  const stationTimers = config.stations.map((station, i) => {
    const definition = definitionOf(station.definition);
    const simulate = simulatorOf(definition);
    const items = definition.measures.filter((item): item is ItemKey => item !== 'heart_rate');
    const random = seededRandom(config.seed * 1_000 + 500 + i);
    let turn = 0;
    return setInterval(() => {
      if (link.problem !== undefined) return;
      const tags = station.tags ?? sink.tags();
      const tag = tags[turn % Math.max(1, tags.length)] ?? null;
      turn += 1;
      const values = Object.fromEntries(
        items.map((item) => [
          item,
          simulatedValue({ item, tag: tag ?? 'nobody', seed: config.seed, random }),
        ]),
      );
      try {
        emit(station.device, simulate({ values, tag }));
      } catch (error) {
        // A format too narrow for the value or tag: the configuration's fault, said once.
        link.problem = `${station.device}: ${(error as Error).message}`;
        log.error({ station: station.device, err: error }, 'DEMO: the station cannot say this');
      }
    }, station.everyMs);
  });
  log.info({ straps: straps.length, stations: config.stations.length }, 'DEMO: simulated devices');

  return {
    report: () => ({ name: 'simulate', link, finished: false, skipped: 0, ...progress }),
    async stop() {
      clearInterval(strapTimer);
      for (const timer of stationTimers) clearInterval(timer);
      link.up = false;
    },
  };
}

function simulatorOf(definition: DeviceDefinition): (values: SimulatedValues) => Uint8Array {
  const { simulate } = definition;
  if (simulate !== undefined) return simulate;
  throw new RangeError(`${definition.id} has no simulator`);
}

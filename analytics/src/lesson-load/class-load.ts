import type { ClassLoad, DensityEstimate, PupilLoad } from '@tizhi/contracts';
import { CURRICULUM_2022, ENOUGH_COVERAGE } from './constants.ts';

/**
 * The class from its pupils' loads; `null` is a pupil without a device. Means are over pupils, not over minutes:
 * a child with a loose strap counts as much as another, or, with less than half of the lesson heard, not at all.
 *
 * Group density (群体运动密度) is here the heard time of all pupils in movement by all their heard time. The
 * curriculum speaks of the class's total time in movement and gives no way to measure it.
 */
export function classLoad(loads: readonly (PupilLoad | null)[]): ClassLoad {
  const worn = loads.filter((load) => load !== null);
  const heard = worn.filter(({ coverage }) => coverage >= ENOUGH_COVERAGE);
  const densities = heard.flatMap(({ density, heardMinutes }) =>
    density === null ? [] : { density, heardMinutes },
  );
  const minutes = densities.reduce((sum, { heardMinutes }) => sum + heardMinutes, 0);
  const overTime = (key: keyof DensityEstimate): number =>
    densities.reduce((sum, { density, heardMinutes }) => sum + density[key] * heardMinutes, 0) / minutes;
  return {
    pupils: loads.length,
    withDevice: worn.length,
    heard: heard.length,
    zoneMinutes: [0, 1, 2, 3, 4, 5].map((zone) =>
      worn.reduce((sum, { zoneMinutes }) => sum + (zoneMinutes[zone] ?? 0), 0),
    ),
    meanBpm: meanOf(heard.flatMap(({ meanBpm }) => meanBpm ?? [])),
    meanMvpaMinutes: meanOf(heard.map(({ mvpaMinutes }) => mvpaMinutes)),
    groupDensity:
      minutes === 0 ? null : { share: overTime('share'), low: overTime('low'), high: overTime('high') },
    individualReached: densities.filter(({ density }) => density.share >= CURRICULUM_2022.individualDensity)
      .length,
    estimatedMax: worn.filter(({ max }) => max.kind === 'estimated').length,
  };
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

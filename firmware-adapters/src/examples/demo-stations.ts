import { TizhiError } from '@tizhi/contracts';
import type { DeviceDefinition } from '../device.ts';
import { declareStation } from '../station/declare-station.ts';
import type { StationSpecInput } from '../station/station-spec.ts';
import { demoHeightWeight } from './demo-height-weight.ts';
import { demoJump } from './demo-jump.ts';
import { demoVitalCapacity } from './demo-vital-capacity.ts';

/** The stations of the demo school: each is nothing but a description such as a school writes in YAML. */
export const demoStations: readonly DeviceDefinition[] = [demoJump, demoVitalCapacity, demoHeightWeight].map(
  (spec: StationSpecInput) => {
    const declared = declareStation(spec);
    if (!declared.ok) throw new TizhiError(declared.failure.code, declared.failure.params);
    return declared.value;
  },
);

import type { DeviceDefinition } from '../device.ts';
import { bloodPressureCuff, bloodPressureMonitor } from './blood-pressure.ts';
import { bodyCompositionScale } from './body-composition.ts';
import { stairClimber, stepClimber } from './climbers.ts';
import { crossTrainer } from './cross-trainer.ts';
import { currentTime } from './current-time.ts';
import { cyclingPower } from './cycling-power.ts';
import { cyclingSpeedCadence } from './cycling-speed.ts';
import { deviceInformation } from './device-information.ts';
import { heartRateMeasurement } from './heart-rate-measurement.ts';
import { indoorBike } from './indoor-bike.ts';
import { pulseOximeterContinuous, pulseOximeterSpotCheck } from './pulse-oximeter.ts';
import { rower } from './rower.ts';
import { footPod } from './running-speed.ts';
import { airHumidity, airPressure, airTemperature, batteryLevel } from './single-values.ts';
import { healthThermometer, healthThermometerIntermediate } from './thermometer.ts';
import { treadmill } from './treadmill.ts';
import { weightScale } from './weight-scale.ts';

/** Characteristics that Bluetooth has standardised: whatever the brand, the bytes are these. */
export const gattDevices: readonly DeviceDefinition[] = [
  heartRateMeasurement,
  pulseOximeterSpotCheck,
  pulseOximeterContinuous,
  healthThermometer,
  healthThermometerIntermediate,
  bloodPressureMonitor,
  bloodPressureCuff,
  weightScale,
  bodyCompositionScale,
  footPod,
  cyclingSpeedCadence,
  cyclingPower,
  treadmill,
  crossTrainer,
  stepClimber,
  stairClimber,
  rower,
  indoorBike,
  batteryLevel,
  airTemperature,
  airHumidity,
  airPressure,
  currentTime,
  ...deviceInformation,
];

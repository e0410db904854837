import { quantityReading as q } from '../trusted-readings.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice, sigPython } from './flagged-device.ts';
import { ratio } from './formats.ts';

/**
 * Running Speed and Cadence Service 0x1814, RSC Measurement 0x2A53.
 * Source: Bluetooth SIG, Running Speed and Cadence Service 1.0, section 3.1: speed in 1/256 m/s, cadence in steps
 * (of one foot, where the sensor sits on it) a minute, stride in cm, distance in 0.1 m.
 */
export const rscMeasurement: Flagged = {
  flags: 1,
  plain: [2], // walking or running
  groups: [
    {
      parts: [
        { name: 'speed', format: 'u16', is: { quantity: 'speed' }, scale: ratio(1, 256) },
        { name: 'cadence', format: 'u8', is: { quantity: 'cadence' } },
      ],
    },
    {
      bit: 0,
      parts: [{ name: 'stride', format: 'u16', is: { quantity: 'stride_length' }, scale: ratio(1, 100) }],
    },
    {
      bit: 1,
      parts: [{ name: 'distance', format: 'u32', is: { quantity: 'distance' }, scale: ratio(1, 10) }],
    },
  ],
};

const SIG = sigPython('rsc_measurement');

/** A foot pod (跑步传感器). */
export const footPod = flaggedDevice({
  service: '1814',
  characteristic: '2a53',
  name: { zh: '跑步速度与步频传感器', en: 'Foot pod (Bluetooth Running Speed and Cadence Service)' },
  layout: rscMeasurement,
  connect: { zh: '夹在鞋带上，走几步即唤醒。', en: 'Clip it to the laces; a few steps wake it.' },
  golden: [
    { hex: '008005dc', readings: [q('speed', 5.5), q('cadence', 220)], source: SIG },
    {
      hex: '018002b45500',
      readings: [q('speed', 2.5), q('cadence', 180), q('stride_length', 0.85)],
      source: SIG,
    },
    {
      hex: '038002b4550010270000',
      readings: [q('speed', 2.5), q('cadence', 180), q('stride_length', 0.85), q('distance', 1000)],
      source: SIG,
    },
    { hex: '04800096', readings: [q('speed', 0.5), q('cadence', 150)], source: `${BY_HAND}: running` },
    {
      hex: '00ffffb4',
      readings: [q('speed', 65_535 / 256), q('cadence', 180)],
      source: `${BY_HAND}: 256 m/s`,
    },
    { hex: '008005', rejected: 'truncated', source: BY_HAND },
    { hex: '008005dc00', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});

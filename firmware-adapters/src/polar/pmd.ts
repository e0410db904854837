import type { WaveformReading } from '@tizhi/contracts';
import { type DeviceDefinition, defineDevice, rejected } from '../device.ts';
import { doubted, heartRateReading, lessTrusted } from '../trusted-readings.ts';
import { DEFAULT_FACTORS, decodePolarFrame, type PolarFactors, readPolarFrame } from './measurement-data.ts';
import { encodePolarFrame, samplePolarFrame } from './polar-simulator.ts';
import { sampleRates } from './sample-rate.ts';

/** Polar Measurement Data: its control point takes {@link ./control.ts}, its data characteristic notifies. */
export const PMD_SERVICE = 'fb005c80-02e7-f387-1cad-8acd2d8df0c8';
export const PMD_CONTROL = 'fb005c81-02e7-f387-1cad-8acd2d8df0c8';
export const PMD_DATA = 'fb005c82-02e7-f387-1cad-8acd2d8df0c8';

const wave = (signal: WaveformReading['signal'], channels: number[][], sensorMs = 2000): WaveformReading => ({
  kind: 'waveform',
  signal,
  fsHz: null,
  sensorMs,
  channels,
  confidence: 1,
  doubt: null,
});
const sdk = (test: string): string => `polarofficial/polar-ble-sdk ${test}.swift`;
const BY_HAND = "written by hand from the frames of the maker's library";

/** A Polar sensor whose streams were started with these factors (the control point answers them). */
export function polarMeasurementData(factors: PolarFactors): DeviceDefinition {
  return defineDevice({
    id: 'polar/measurement-data',
    name: { zh: 'Polar 原始信号（心电、光电、加速度）', en: 'Polar raw signals (ECG, PPG, acceleration)' },
    measures: ['ecg', 'ppg', 'acceleration', 'heart_rate', 'rotation', 'magnetic_field'],
    identity: { kind: 'gatt', service: PMD_SERVICE, characteristic: PMD_DATA },
    framing: { kind: 'message', maxLength: 512 },
    decode: (frame) => decodePolarFrame(frame, factors),
    streamDecoder: () => {
      const withRate = sampleRates();
      return (frame) => {
        const read = readPolarFrame(frame, factors);
        if (typeof read === 'string') return rejected(read, frame);
        return withRate(read.measurement, read.sensorMs, read.readings);
      };
    },
    simulate: (said) => encodePolarFrame(said, factors),
    sample: (random) => samplePolarFrame(random, factors),
    connect: {
      zh: 'H10 戴好即可；Verity Sense、OH1 请用 3.0 以上固件。网关会向控制点发送开始命令。',
      en: 'Put an H10 on; Verity Sense and OH1 need a recent firmware. The gateway starts the streams.',
    },
    golden: [
      {
        hex: '000094357700000000000280ff028000',
        readings: [wave('ecg', [[-32_766, 32_770]])],
        source: sdk('EcgDataTest'),
      },
      {
        hex: '01009435770000000000010203040506ffff7f000000ffffff0fefef0000800fefef',
        readings: [
          wave('ppg', [
            [197_121, -1],
            [394_500, -1_052_913],
            [8_388_607, -8_388_608],
            [0, -1_052_913],
          ]),
        ],
        source: sdk('PpgDataTest'),
      },
      {
        hex: '0200943577000000000118fcc803e8030000000080',
        rejected: 'truncated',
        source: `${BY_HAND}: the last sample lacks an octet`,
      },
      {
        hex: '02009435770000000001e80318fc0000',
        readings: [wave('acceleration', [[1], [-1], [0]])],
        source: `${BY_HAND}: a strap at rest on its side`,
      },
      {
        hex: '05009435770000000080eaff08000d000301df00',
        readings: [
          wave(
            'rotation',
            [
              [-22, -23],
              [8, 11],
              [13, 16],
            ].map((channel) => channel.map((step) => step * factors.rotation)),
          ),
        ],
        source: `${sdk('GyrDataTest')}, by our factor`,
      },
      {
        hex: '0600943577000000008137ff51fd6cf600000301f802',
        readings: [
          wave('magnetic_field', [
            [-0.201, -0.201],
            [-0.687, -0.688],
            [-2.452, -2.449],
          ]),
        ],
        source: sdk('MagDataTest'),
      },
      {
        hex: '030094357700000000008080808080ff000100010000',
        readings: [
          heartRateReading({
            rate: 128,
            contact: 'detected',
            rrMs: [32_896],
            trust: doubted('poor_signal'),
          }),
          heartRateReading({ rate: 0, rrMs: [1], trust: doubted('out_of_range') }),
        ],
        source: sdk('PpiDataTest'),
      },
      {
        hex: '0300943577000000000000e803140006',
        readings: [
          heartRateReading({ rate: 60, contact: 'detected', rrMs: [1000], trust: lessTrusted(0.98) }),
        ],
        source: `${BY_HAND}: 1000 ms within 20 ms, no rate yet`,
      },
      {
        hex: '010094357700000000061b00000000000000',
        readings: [],
        source: `${sdk('PpgDataTest')}: a sport, no light`,
      },
      { hex: '0000943577000000000002', rejected: 'truncated', source: BY_HAND },
      {
        hex: '00009435770000000001028000',
        rejected: 'unknown_format',
        source: `${BY_HAND}: another frame type`,
      },
      {
        hex: '0a009435770000000000028000',
        rejected: 'unknown_format',
        source: `${BY_HAND}: another measurement`,
      },
      { hex: '05009435770000000080eaff08000d000301df', rejected: 'truncated', source: BY_HAND },
      {
        hex: '05009435770000000080ff7f08000d000301db00',
        rejected: 'out_of_range',
        source: `${BY_HAND}: a difference beyond what 16 bits hold`,
      },
      { hex: '000094', rejected: 'truncated', source: BY_HAND },
    ],
  });
}

/** Polar H10, OH1, Verity Sense (Polar 传感器). */
export const polarSensor = polarMeasurementData(DEFAULT_FACTORS);

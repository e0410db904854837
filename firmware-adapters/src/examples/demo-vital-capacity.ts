import type { StationSpecInput } from '../station/station-spec.ts';

/**
 * A spirometer (肺活量) whose lines carry an XOR checksum in the manner of NMEA 0183: `$VC,80107,3200*2A`.
 * Invented for the demo school.
 */
export const demoVitalCapacity = {
  id: 'station/demo-vital-capacity',
  name: { zh: '演示肺活量测试仪', en: 'Demo spirometer' },
  framing: { kind: 'delimiter', delimiter: '\\r\\n', maxLength: 64 },
  format: {
    kind: 'pattern',
    pattern: '$VC,{tag},{value}*{checksum}',
    fields: { value: { is: 'value', item: 'vital_capacity', unit: 'ml' } },
  },
  checksum: { kind: 'xor8', from: 1, to: -4, at: -2, as: 'hex' },
  examples: [
    { sends: '$VC,80107,3200*2A\\r\\n', tag: '80107', values: { vital_capacity: 3200 } },
    { sends: '$VC,80107,3200*2a\\r\\n', tag: '80107', values: { vital_capacity: 3200 } },
    { sends: '$VC,,2875*1D\\r\\n', values: { vital_capacity: 2875 } },
    { sends: '$VC,80107,120*18\\r\\n', rejected: 'out_of_range' },
    { sends: '$VC,80107,3201*2A\\r\\n', rejected: 'bad_checksum' },
  ],
} as const satisfies StationSpecInput;

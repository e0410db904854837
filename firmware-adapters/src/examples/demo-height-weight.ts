import type { StationSpecInput } from '../station/station-spec.ts';

/**
 * A height and weight scale (身高体重) with a binary frame of 12 bytes. Invented for the demo school.
 *
 * | byte | what |
 * |---|---|
 * | 0-1 | `AA 55` |
 * | 2-5 | card number |
 * | 6-7 | height, 0.1 cm |
 * | 8-9 | weight, 0.1 kg |
 * | 10 | status: bit 0 not settled, bit 1 overload |
 * | 11 | sum of bytes 0-10 modulo 256 |
 */
export const demoHeightWeight = {
  id: 'station/demo-height-weight',
  name: { zh: '演示身高体重测试仪', en: 'Demo height and weight scale' },
  framing: { kind: 'fixed', start: { hex: 'aa55' }, length: 12 },
  format: {
    kind: 'binary',
    fields: [
      { is: 'tag', offset: 2, size: 4, none: [0] },
      { is: 'value', offset: 6, size: 2, item: 'height', unit: 'cm', scale: 0.1, none: [0xffff] },
      { is: 'value', offset: 8, size: 2, item: 'weight', unit: 'kg', scale: 0.1, none: [0xffff] },
      { is: 'flag', offset: 10, mask: 1, doubt: 'unstable', when: [1] },
      { is: 'flag', offset: 10, mask: 2, doubt: 'overload', when: [2] },
    ],
  },
  checksum: { kind: 'sum8', from: 0, to: -2, at: -1, as: 'binary' },
  examples: [
    { sends: { hex: 'aa55000138eb06a9020b00df' }, tag: '80107', values: { height: 170.5, weight: 52.3 } },
    { sends: { hex: 'aa550000000006a9020b00bb' }, values: { height: 170.5, weight: 52.3 } },
    {
      sends: { hex: 'aa55000138eb06a9020b01e0' },
      tag: '80107',
      values: { height: 170.5, weight: 52.3 },
      doubt: 'unstable',
    },
    {
      sends: { hex: 'aa55000138eb06a9ffff02d2' },
      tag: '80107',
      values: { height: 170.5, weight: null },
      doubt: 'overload',
    },
    { sends: { hex: 'aa55000138eb06a9ffff00d0' }, tag: '80107', values: { height: 170.5, weight: null } },
    { sends: { hex: 'aa55000138eb0bb8020b00f3' }, rejected: 'out_of_range' },
    { sends: { hex: 'aa55000138eb06a9020b00de' }, rejected: 'bad_checksum' },
    { sends: { hex: 'aa55000138eb06' }, rejected: 'truncated' },
  ],
} as const satisfies StationSpecInput;

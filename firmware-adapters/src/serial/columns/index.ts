import type { DeviceDefinition } from '../../device.ts';
import { heightWeightColumn, tallAndHeavy } from './height-weight.ts';

/*
 * Ultrasonic and laser columns share no standard: the same boards are sold under many names, with one of these lines.
 * Take the one that looks like yours (`tizhi devices try`), or declare it in YAML.
 */
const seen = (what: string): string => `constructed from the form that such columns print: ${what}`;

/** `W:065.4 H:172.5` */
const labelled = heightWeightColumn({
  id: 'column/w-h',
  name: { zh: '超声波身高体重仪（W: H:）', en: 'Height-weight column, "W: H:" lines' },
  tags: 'none',
  line: /^W: *(?<weight>[\d.]+)(?:kg)?[ ,]+H: *(?<height>[\d.]+)(?:cm)? *$/,
  format: ({ height, weight }) => `W:${weight.padStart(5, '0')} H:${height.padStart(5, '0')}`,
  golden: [
    { line: 'W:065.4 H:172.5', source: seen('weight first'), readings: tallAndHeavy(172.5, 65.4) },
    { line: 'W: 65.4kg,H:172.5cm', source: seen('with units'), readings: tallAndHeavy(172.5, 65.4) },
    { line: 'W:000.0 H:172.5', source: seen('nobody on the scale'), rejected: 'out_of_range' },
    { line: 'W:06.5.4 H:172.5', source: seen('two points'), rejected: 'not_a_number' },
    { line: 'W:065.4 H:', source: seen('half a line'), rejected: 'unknown_format' },
  ],
});

/** `H=172.5,W=065.4` behind the card number: `ID=80107,H=172.5,W=065.4`; zeros where no card was read. */
const withCard = heightWeightColumn({
  id: 'column/id-h-w',
  name: { zh: '带刷卡的身高体重仪', en: 'Height-weight column with a card reader' },
  tags: 'printed',
  line: /^ID=(?<tag>[0-9A-Za-z]{1,20}),H=(?<height>[\d.]+),W=(?<weight>[\d.]+)$/,
  format: ({ height, weight, tag = '000000' }) => `ID=${tag},H=${height},W=${weight}`,
  golden: [
    { line: 'ID=80107,H=172.5,W=65.4', source: seen('a card'), readings: tallAndHeavy(172.5, 65.4, '80107') },
    { line: 'ID=000000,H=172.5,W=65.4', source: seen('no card'), readings: tallAndHeavy(172.5, 65.4) },
    { line: 'ID=80107,H=272.5,W=65.4', source: seen('under a low ceiling'), rejected: 'out_of_range' },
    { line: 'ID=80107;H=172.5;W=65.4', source: seen('another separator'), rejected: 'unknown_format' },
  ],
});

/** `172.5 065.4 21.98`: height, weight and the BMI that it computes itself, which is computed anew here. */
const withBmi = heightWeightColumn({
  id: 'column/h-w-bmi',
  name: { zh: '身高体重仪（身高 体重 BMI）', en: 'Height-weight column printing its BMI' },
  tags: 'none',
  line: /^(?<height>[\d.]+)[ \t,]+(?<weight>[\d.]+)[ \t,]+[\d.]+ *$/,
  format({ height, weight }) {
    const bmi = Number(weight) / (Number(height) / 100) ** 2;
    return `${height} ${weight.padStart(5, '0')} ${bmi.toFixed(2)}`;
  },
  golden: [
    { line: '172.5 065.4 21.98', source: seen('with spaces'), readings: tallAndHeavy(172.5, 65.4) },
    { line: '172.5,65.4,21.9', source: seen('with commas'), readings: tallAndHeavy(172.5, 65.4) },
    { line: '172.5 065.4', source: seen('no BMI'), rejected: 'unknown_format' },
    { line: '17.25 065.4 21.98', source: seen('a shifted point'), rejected: 'out_of_range' },
  ],
});

/** Height and weight columns (身高体重仪). */
export const columns: readonly DeviceDefinition[] = [labelled, withCard, withBmi];

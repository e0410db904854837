import type { DeviceDefinition } from '../../device.ts';
import { itemLine, itemReading } from './item-line.ts';

/*
 * Stations of the fitness test that print a line. Makers follow no standard: each of these is a form that is often
 * met, to be chosen with `tizhi devices try`, or declared in YAML where none fits.
 */
const seen = (what: string): string => `constructed from the form that such stations print: ${what}`;

/** `VC 80107 3200 ml` */
const spirometer = itemLine({
  id: 'spirometer/vc-line',
  name: { zh: '肺活量计（VC 行）', en: 'Spirometer printing "VC" lines' },
  item: 'vital_capacity',
  tags: 'printed',
  none: ['ERR'],
  line: /^VC (?<tag>[0-9A-Za-z]{1,20}) +(?<value>[\d.]+|ERR) ?ml$/i,
  format: (value, tag) => `VC ${tag ?? '0'} ${value} ml`,
  golden: [
    {
      line: 'VC 80107 3200 ml',
      source: seen('a breath'),
      readings: [itemReading('vital_capacity', 3200, '80107')],
    },
    { line: 'VC 0 2875 ml', source: seen('no card'), readings: [itemReading('vital_capacity', 2875)] },
    {
      line: 'VC 80107 ERR ml',
      source: seen('leaked'),
      readings: [itemReading('vital_capacity', null, '80107')],
    },
    { line: 'VC 80107 120 ml', source: seen('a cough'), rejected: 'out_of_range' },
    { line: 'VC 80107 3.2.0 ml', source: seen('two points'), rejected: 'not_a_number' },
  ],
});

/** `FVC=4.23L`: litres. Peak flow and FEV1 may follow and are not taken: no item of the test asks for them. */
const spirometerLitres = itemLine({
  id: 'spirometer/litres',
  name: { zh: '肺活量计（升）', en: 'Spirometer printing litres' },
  item: 'vital_capacity',
  unit: 'l',
  tags: 'none',
  line: /^F?VC= *(?<value>[\d.]+) *L(?:[ ,;].*)?$/,
  format: (value) => `VC=${value}L`,
  golden: [
    { line: 'VC=3.20L', source: seen('a breath'), readings: [itemReading('vital_capacity', 3200)] },
    {
      line: 'FVC=4.23L FEV1=3.56L',
      source: seen('a forced breath'),
      readings: [itemReading('vital_capacity', 4230)],
    },
    { line: 'VC=32.0L', source: seen('a shifted point'), rejected: 'out_of_range' },
    { line: 'PEF=420', source: seen('another quantity'), rejected: 'unknown_format' },
  ],
});

/** `SR,80107,+12.5` in centimetres; `-` where the fingers do not reach the toes. */
const sitAndReach = itemLine({
  id: 'sit-and-reach/line',
  name: { zh: '坐位体前屈测试仪（按行输出）', en: 'Sit and reach tester printing lines' },
  item: 'sit_and_reach',
  tags: 'printed',
  line: /^SR,(?<tag>[0-9A-Za-z]{1,20}),(?<value>[+-]?[\d.]+)(?: ?cm)?$/,
  format: (value, tag) => `SR,${tag ?? '0'},${value.startsWith('-') ? value : `+${value}`}`,
  golden: [
    {
      line: 'SR,80107,+12.5',
      source: seen('beyond the toes'),
      readings: [itemReading('sit_and_reach', 12.5, '80107')],
    },
    {
      line: 'SR,80107,-4.5cm',
      source: seen('before them'),
      readings: [itemReading('sit_and_reach', -4.5, '80107')],
    },
    { line: 'SR,0,0.0', source: seen('no card'), readings: [itemReading('sit_and_reach', 0)] },
    { line: 'SR,80107,+77.5', source: seen('beyond the slide'), rejected: 'out_of_range' },
    { line: 'SR,80107,+', source: seen('half a line'), rejected: 'unknown_format' },
  ],
});

/** `LJ:1.85m` in metres; `FOUL` for a foul. */
const longJump = itemLine({
  id: 'long-jump/metres',
  name: { zh: '立定跳远测试仪（米）', en: 'Standing long jump mat printing metres' },
  item: 'standing_long_jump',
  unit: 'm',
  tags: 'none',
  none: ['FOUL'],
  line: /^LJ:(?<value>[\d.]+(?=m$)|FOUL$)m?$/,
  format: (value) => (value === 'FOUL' ? 'LJ:FOUL' : `LJ:${value}m`),
  golden: [
    { line: 'LJ:1.85m', source: seen('a jump'), readings: [itemReading('standing_long_jump', 185)] },
    { line: 'LJ:FOUL', source: seen('a foul'), readings: [itemReading('standing_long_jump', null)] },
    { line: 'LJ:18.5m', source: seen('a shifted point'), rejected: 'out_of_range' },
    { line: 'LJ:1.8', source: seen('two characters lost'), rejected: 'unknown_format' },
  ],
});

/** `SU,80107,42`: how often the beam was crossed in the minute. */
const counter = (one: {
  readonly id: string;
  readonly name: DeviceDefinition['name'];
  readonly item: 'sit_up_1min' | 'rope_skip_1min' | 'pull_up';
  readonly word: string;
  readonly tooMany: number;
}): DeviceDefinition =>
  itemLine({
    id: one.id,
    name: one.name,
    item: one.item,
    tags: 'printed',
    line: new RegExp(`^${one.word},(?<tag>[0-9A-Za-z]{1,20}),(?<value>\\d{1,3})$`),
    format: (value, tag) => `${one.word},${tag ?? '0'},${value}`,
    golden: [
      {
        line: `${one.word},80107,42`,
        source: seen('a minute'),
        readings: [itemReading(one.item, 42, '80107')],
      },
      { line: `${one.word},0,7`, source: seen('no card'), readings: [itemReading(one.item, 7)] },
      {
        line: `${one.word},80107,${one.tooMany}`,
        source: seen('a beam that flickers'),
        rejected: 'out_of_range',
      },
      { line: `${one.word},80107,4.2`, source: seen('half a repetition'), rejected: 'unknown_format' },
    ],
  });

const sitUps = counter({
  id: 'sit-up/line',
  name: { zh: '仰卧起坐测试仪（按行输出）', en: 'Sit-up counter printing lines' },
  item: 'sit_up_1min',
  word: 'SU',
  tooMany: 120,
});
const rope = counter({
  id: 'rope-skip/line',
  name: { zh: '跳绳测试仪（按行输出）', en: 'Rope-skipping counter printing lines' },
  item: 'rope_skip_1min',
  word: 'RS',
  tooMany: 420,
});
const pullUps = counter({
  id: 'pull-up/line',
  name: { zh: '引体向上测试仪（按行输出）', en: 'Pull-up counter printing lines' },
  item: 'pull_up',
  word: 'PU',
  tooMany: 120,
});

export const stationLines: readonly DeviceDefinition[] = [
  spirometer,
  spirometerLitres,
  sitAndReach,
  longJump,
  sitUps,
  rope,
  pullUps,
];

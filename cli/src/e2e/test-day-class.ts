import type { ItemKey, Sex } from '@tizhi/contracts';

/** A synthetic class of grade 8 and what each pupil can do. */
export interface TestPupil {
  readonly seat: number;
  readonly name: string;
  readonly sex: Sex;
  readonly studentNumber: string;
  readonly card: string;
  readonly birthDate: string;
  readonly values: Readonly<Partial<Record<ItemKey, number>>>;
}

export const PUPILS = 45;

export const testPupils = (): TestPupil[] =>
  Array.from({ length: PUPILS }, (_, index): TestPupil => {
    const seat = index + 1;
    const boy = seat % 2 === 1;
    const two = String(seat).padStart(2, '0');
    return {
      seat,
      name: `合成${two}`,
      sex: boy ? 'male' : 'female',
      studentNumber: `G0000000000000${two}`,
      card: `80${two}`,
      birthDate: `2012-0${1 + (seat % 9)}-1${seat % 10}`,
      values: {
        height: 150 + (seat % 30) + 0.5,
        weight: 40 + (seat % 35) + 0.3,
        vital_capacity: 1800 + seat * 53,
        run_50m: 7 + (seat % 40) / 10,
        sit_and_reach: -3 + (seat % 25) + 0.4,
        standing_long_jump: 140 + seat * 2,
        ...(boy
          ? { pull_up: seat % 16, run_1000m: 215 + seat * 2 }
          : { sit_up_1min: 15 + (seat % 40), run_800m: 205 + seat * 2 }),
      },
    };
  });

/** The class as its school's file has it. */
export const rosterCsv = (pupils: readonly TestPupil[]): string =>
  [
    '年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,家庭住址,座号,卡号',
    ...pupils.map(({ studentNumber, name, sex, birthDate, seat, card }) =>
      [
        '22',
        '2201',
        '八年级1班',
        studentNumber,
        '01',
        name,
        sex === 'male' ? '1' : '2',
        birthDate,
        '合成路1号',
        seat,
        card,
      ].join(),
    ),
    '',
  ].join('\n');

/** A station for each way of measuring: the items it measures, and the first word of its lines. */
export const STATIONS = {
  scale: { word: 'W', items: ['height', 'weight'] },
  spiro: { word: 'V', items: ['vital_capacity'] },
  sprint: { word: 'R', items: ['run_50m'] },
  reach: { word: 'S', items: ['sit_and_reach'] },
  jump: { word: 'J', items: ['standing_long_jump'] },
  bar: { word: 'P', items: ['pull_up'] },
  mat: { word: 'U', items: ['sit_up_1min'] },
} as const satisfies Record<string, { word: string; items: readonly ItemKey[] }>;
export type StationName = keyof typeof STATIONS;

/** `J,8007,154`: the station's word, the card (empty: none), and its values. */
export const lineOf = (station: StationName, card: string, values: readonly (number | undefined)[]): string =>
  [STATIONS[station].word, card, ...values.map(String)].join();

/** Names of the values in a declared line. */
const PLACES = ['first', 'second'];

/** A gateway's YAML with all stations declared. */
export function edgeYaml(at: {
  readonly mqttPort: number;
  readonly secret: string;
  readonly ports: Readonly<Record<StationName, number>>;
}): string {
  const names = Object.keys(STATIONS) as StationName[];
  const declared = names.map((name) => {
    const { word, items } = STATIONS[name];
    return `  - id: station/${name}
    name: { zh: 测试站${name}, en: Test station ${name} }
    framing: { kind: delimiter, delimiter: "\\r\\n", maxLength: 64 }
    format:
      kind: pattern
      pattern: "${word},{tag},${items.map((_, n) => `{${PLACES[n]}}`).join()}"
      fields: { tag: { is: tag }, ${items.map((item, n) => `${PLACES[n]}: { is: value, item: ${item} }`).join(', ')} }`;
  });
  const sources = names.map(
    (name) =>
      `  - { kind: tcp, device: ${name}, definition: station/${name}, host: 127.0.0.1, port: ${at.ports[name]} }`,
  );
  return `school: school
gateway: field
dataDir: edge
broker: { url: "mqtt://127.0.0.1:${at.mqttPort}", username: school.field, password: "${at.secret}" }
stations:
${declared.join('\n')}
sources:
${sources.join('\n')}
`;
}

import type { StationSpecInput } from '../station/station-spec.ts';

/** A jump mat (立定跳远) that prints a line for each jump: `JUMP,80107,185,cm`. Invented for the demo school. */
export const demoJump = {
  id: 'station/demo-jump',
  name: { zh: '演示立定跳远测试仪', en: 'Demo standing long jump mat' },
  framing: { kind: 'delimiter', delimiter: '\\r\\n', maxLength: 64 },
  format: {
    kind: 'pattern',
    pattern: 'JUMP,{tag},{value},cm',
    fields: {
      tag: { is: 'tag', none: ['-'] },
      value: { is: 'value', item: 'standing_long_jump', unit: 'cm', none: ['FOUL'] },
    },
  },
  examples: [
    { sends: 'JUMP,80107,185,cm\\r\\n', tag: '80107', values: { standing_long_jump: 185 } },
    { sends: 'JUMP,80107,185.5,cm\\r\\n', tag: '80107', values: { standing_long_jump: 185.5 } },
    { sends: 'JUMP,-,203,cm\\r\\n', values: { standing_long_jump: 203 } },
    { sends: 'JUMP,80107,FOUL,cm\\r\\n', tag: '80107', values: { standing_long_jump: null } },
    { sends: 'JUMP,80107,18,cm\\r\\n', rejected: 'out_of_range' },
    { sends: 'JUMP,80107,1B5,cm\\r\\n', rejected: 'not_a_number' },
    { sends: 'READY\\r\\n', rejected: 'unknown_format' },
  ],
} as const satisfies StationSpecInput;

import { describe, expect, it } from 'vitest';
import { createAdapter } from '../../adapter.ts';
import { fromText } from '../../bytes.ts';
import { stGsScale } from '../scales/st-gs.ts';
import { algeTdc8001 } from './alge.ts';
import { timedItem } from './timed-item.ts';

/** What these ALGE lines say of a 50 m run. */
function run(...lines: readonly string[]): string[] {
  const adapter = createAdapter(timedItem(algeTdc8001, 'run_50m'));
  return lines
    .flatMap((line) => adapter.push(fromText(`${line}\r`)))
    .flatMap((each) =>
      each.kind === 'rejected'
        ? [each.reason]
        : each.readings.map((reading) =>
            reading.kind === 'measurement'
              ? `${reading.item} ${reading.value} ${reading.tag} ${reading.doubt}`
              : reading.kind,
          ),
    );
}
const START = ' 0012 C0  10:00:00.1234 00';
const FINISH = ' 0012 C1  10:00:08.9876 00';

describe('a timing system that times an item', () => {
  it('gives one time a run, with the number as the tag, also where the device prints it too', () => {
    expect(run('n0012', START, FINISH, ' 0012 RT  00:00:08.86   00')).toEqual(['run_50m 8.86 12 null']);
  });

  it('times pupils who overtake each other', () => {
    const other = (line: string): string => line.replace('0012', '0013');
    expect(run(START, other(START), other(FINISH), FINISH)).toEqual([
      'run_50m 8.86 13 null',
      'run_50m 8.86 12 null',
    ]);
  });

  it('doubts what was triggered by hand, and rejects what nobody runs', () => {
    expect(run(START, FINISH.replace('C1 ', 'C1M'))).toEqual(['run_50m 8.86 12 manual']);
    expect(run(START, FINISH.replace('08.9876', '01.0000'))).toEqual(['out_of_range']);
    expect(run(START, 'c0012 C0  10:00:00.1234 00', FINISH)).toEqual([]);
  });

  it('is no scale', () => {
    expect(() => timedItem(stGsScale, 'run_50m')).toThrow(RangeError);
  });
});

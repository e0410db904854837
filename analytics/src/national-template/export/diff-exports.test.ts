import { expect, it } from 'vitest';
import { diffExports, exportRecords } from './diff-exports.ts';
import { BOY, OPTIONS } from './export.fixture.ts';
import type { ExportOptions, ExportPupil } from './national-export.ts';
import { writeNationalTemplate } from './write-template.ts';

const PERSONAL = ['学籍号', '姓名', '出生日期', '家庭住址'];

function records(pupils: readonly Partial<ExportPupil>[], options: Partial<ExportOptions> = {}) {
  const made = writeNationalTemplate(
    pupils.map((pupil, index) => ({ ...BOY, studentNumber: `SYN-${1000 + index}`, ...pupil })),
    { ...OPTIONS, ...options },
  );
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems));
  const keys = pupils.map(({ studentNumber }, index) => studentNumber ?? `pupil-${index}`);
  return exportRecords(made, { keys, keeps: (heading) => !PERSONAL.includes(heading) });
}
const SAME = { added: [], removed: [], changed: [], columnsAdded: [], columnsRemoved: [] };

it('an export and itself are the same, also after it was kept as text', () => {
  const made = records([{}, {}]);
  expect(diffExports(JSON.parse(JSON.stringify(made)), made)).toEqual(SAME);
});

it('lists pupils who came and left, and each cell that is different', () => {
  const before = records([
    { studentNumber: 'SYN-1' },
    { studentNumber: 'SYN-2' },
    { studentNumber: 'SYN-3' },
  ]);
  const values = { ...BOY.values, run_1000m: 224, height: 165.1 };
  const after = records([
    { studentNumber: 'SYN-4' },
    { studentNumber: 'SYN-2', values },
    { studentNumber: 'SYN-1' },
  ]);
  expect(diffExports(before, after)).toEqual({
    ...SAME,
    added: ['SYN-4'],
    removed: ['SYN-3'],
    changed: [
      { key: 'SYN-2', column: '身高', before: '165', after: '165.1' },
      { key: 'SYN-2', column: '1000米跑', before: `3'45"`, after: `3'44"` },
    ],
  });
});

it('names columns that only one of them has and compares the others', () => {
  const district = diffExports(
    records([{}]),
    records([{}], { variant: 'district', allowEmpty: ['idNumber', 'origin'] }),
  );
  expect(district).toMatchObject({
    changed: [],
    columnsRemoved: ['50米跑', '一分钟仰卧起坐', '50米×8往返跑'],
  });
  expect(district.columnsAdded).toContain('学校名称');
});

it('keeps nothing of a column that it is told to leave out', () => {
  expect(JSON.stringify(records([{}]))).not.toContain(BOY.name);
});

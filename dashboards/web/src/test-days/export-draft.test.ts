import { type ClassId, type ExportCheck, ExportQuery, type SubjectId } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { exportQuery, problemGroups, USUAL_EXPORT } from './export-draft.ts';

const parsed = (query: string): ExportQuery => {
  const params = new URLSearchParams(query);
  return ExportQuery.parse({ ...Object.fromEntries(params), allowEmpty: params.getAll('allowEmpty') });
};
const problem = (n: number, column: string): ExportCheck['problems'][number] => ({
  subject: `s-${n}` as SubjectId,
  name: `合成${n}`,
  seat: n,
  className: '一班',
  column,
  cell: `A${n}`,
  zh: `${column}没有填。`,
  en: `${column} is missing.`,
});

describe('the form of the national file', () => {
  it('asks for what was chosen, in words that the server takes', () => {
    expect(parsed(exportQuery(USUAL_EXPORT))).toMatchObject({ variant: 'national', format: 'xlsx' });
    const draft = {
      ...USUAL_EXPORT,
      format: 'csv',
      states: 'words',
      allowEmpty: ['address', 'nationality'],
      class: 'class-1' as ClassId,
    } as const;
    expect(parsed(exportQuery(draft))).toEqual({ vision: 'none', ...draft });
  });

  it('tells the same fault of many pupils once, the most frequent first', () => {
    const problems = [problem(1, '学籍号'), problem(1, '民族代码'), problem(2, '民族代码')];
    const groups = problemGroups(problems, 'en');
    expect(groups.map(({ column, cells }) => [column, cells.length])).toEqual([
      ['民族代码', 2],
      ['学籍号', 1],
    ]);
    expect(groups[0]?.text).toBe('民族代码 is missing.');
  });
});

import { describe, expect, it } from 'vitest';
import { readIdentity } from './read-identity.ts';

const CELLS = {
  number: 'G110105201409012314',
  name: '王子轩',
  birthDate: '2014-09-01',
  sex: '1',
  school: '第三小学',
  className: '四年级(2)班',
};
const READ = {
  number: 'G110105201409012314',
  name: '王子轩',
  birthDate: 20140901,
  sex: 'male',
  school: '第三小学',
  classNumber: 2,
};

describe('cells in the wrong column', () => {
  it('are left alone in a row that is right', () => {
    expect(readIdentity(CELLS)).toEqual({ ...READ, moved: [] });
  });

  it.each([
    ['name and birth date', { name: '2014-09-01', birthDate: '王子轩' }, ['birthDate', 'name']],
    ['number and name', { number: '王子轩', name: 'G110105201409012314' }, ['name', 'number']],
    ['sex and name', { sex: '王子轩', name: '男' }, ['name', 'sex']],
    ['school and class', { school: '四年级(2)班', className: '第三小学' }, ['className', 'school']],
    ['name and school', { name: '第三小学', school: '王子轩' }, ['name', 'school']],
  ])('are put right: %s', (_, wrong, moved) => {
    const read = readIdentity({ ...CELLS, ...wrong });
    expect(read).toEqual({ ...READ, moved: read.moved });
    expect([...read.moved].sort()).toEqual(moved);
  });

  it('are put right in a row that is shifted by one', () => {
    const shifted = { ...CELLS, number: '', name: CELLS.number, sex: CELLS.name };
    expect(readIdentity(shifted)).toMatchObject({ ...READ, sex: null });
  });

  it.each(['高一诺', '班超', '男', '初三'])('%s is told from a name by its whole', (text) => {
    expect(readIdentity({ ...CELLS, name: CELLS.birthDate, birthDate: text }).name).toBe(
      ['高一诺', '班超'].includes(text) ? text : null,
    );
  });

  it('never push out a cell that suits its column', () => {
    expect(readIdentity({ ...CELLS, number: '李四' })).toMatchObject({ name: '王子轩', number: null });
  });
});

describe('numbers', () => {
  it.each([
    ['ｇ110105201409012314', 'G110105201409012314'],
    ['G1101 0520 1409 012314', 'G110105201409012314'],
    ["'20140123", '20140123'],
    ['1.10105E+17', null],
    ['无', null],
    ['', null],
  ])('%s is compared as %s', (cell, number) => {
    expect(readIdentity({ number: cell }).number).toBe(number);
  });

  it.each([
    ['四年级(2)班', 2],
    ['4.2班', 2],
    ['八（十二）班', 12],
    ['初二3班', 3],
    ['0402', 2],
    ['', 0],
  ])('class %s is number %i of its grade', (cell, classNumber) => {
    expect(readIdentity({ className: cell }).classNumber).toBe(classNumber);
  });
});

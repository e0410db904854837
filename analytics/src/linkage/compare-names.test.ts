import { describe, expect, it } from 'vitest';
import { compareNames } from './compare-names.ts';
import { levelName } from './levels.ts';
import { NameTable } from './name-table.ts';
import { readIdentity } from './read-identity.ts';

function compared(a: string, b: string): string {
  const table = new NameTable();
  const id = (name: string) => table.idOf(readIdentity({ name }).name ?? '');
  return levelName('name', compareNames(table, id(a), id(b)));
}

describe('two names', () => {
  it.each([
    ['王子轩', '王子轩', 'same'],
    ['王 子 轩', '王子轩', 'same'],
    ['王　芳', '王芳', 'same'],
    ['買買提•阿里', '買買提·阿里', 'same'],
    ['張偉', '张伟', 'variant_character'],
    ['李喆', '李哲', 'variant_character'],
    ['陈堃', '陈坤', 'variant_character'],
    ['张子萱', '张梓轩', 'homophone'],
    ['王佳怡', '王嘉仪', 'homophone'],
    // 单 is read dan first and shan as a surname.
    ['单小雨', '善小雨', 'homophone'],
    ['王小明', '小明王', 'swapped_order'],
    ['王雨辰', '王辰雨', 'swapped_order'],
    ['陈思琪', '程思琪', 'near_homophone'],
    ['刘宁', '刘玲', 'near_homophone'],
    ['王浩宇', '王浩然', 'one_character'],
    ['王浩?', '王浩然', 'one_character'],
    ['王浩然', '王浩', 'dropped_character'],
    ['欧阳修远', '欧阳修', 'dropped_character'],
    ['王浩然', '赵浩然', 'given_name'],
    ['王浩然', '王子轩', 'surname'],
    ['王芳', '王强', 'surname'],
    ['欧阳娜', '欧阳明', 'surname'],
    ['王浩然', '赵子轩', 'different'],
  ])('%s and %s are compared as %3$s', (a, b, level) => {
    expect(compared(a, b)).toBe(level);
    expect(compared(b, a)).toBe(level);
  });
});

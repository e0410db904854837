import { describe, expect, it } from 'vitest';
import { showsName, unkindWordIn } from './wall-words.ts';

describe('a text on a wall', () => {
  it.each(['王子轩', '小王子轩', '子轩王', '子轩', '三班 王 子轩'])('shows the name of 王子轩: %s', (text) =>
    expect(showsName(text, '王子轩')).toBe(true),
  );
  it.each(['王子', '飞鱼', '12', '轩辕', '三班'])('does not show it: %s', (text) =>
    expect(showsName(text, '王子轩')).toBe(false),
  );
  it('knows surnames of two characters and given names of one', () => {
    expect(showsName('娜娜', '欧阳娜娜')).toBe(true);
    expect(showsName('阳光', '欧阳光')).toBe(false);
    expect(showsName('伟大', '王伟')).toBe(false);
    expect(showsName('伟王', '王伟')).toBe(true);
  });
  it.each(['小胖子', '竹竿', 'Fatty', 'so slow'])('is refused as unkind: %s', (text) =>
    expect(unkindWordIn(text)).toBeDefined(),
  );
  it.each(['闪电', '石头', 'Swallow', '7'])('is kind: %s', (text) =>
    expect(unkindWordIn(text)).toBeUndefined(),
  );
});

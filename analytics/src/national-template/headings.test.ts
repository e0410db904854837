import { ITEMS, type ItemKey } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { readHeading } from '../index.ts';

describe('headings', () => {
  it.each([
    ['年级编号', 'grade'],
    ['性别', 'sex'],
    ['身高', 'height'],
    ['身高(cm)', 'height'],
    ['身 高（厘米）', 'height'],
    ['身高/cm', 'height'],
    ['体重kg', 'weight'],
    ['肺活量', 'vital_capacity'],
    ['肺活量（ml）', 'vital_capacity'],
    ['50米跑', 'run_50m'],
    ['50米', 'run_50m'],
    ['５０米跑', 'run_50m'],
    ['50 m', 'run_50m'],
    ['坐位体前屈', 'sit_and_reach'],
    ['一分钟跳绳', 'rope_skip_1min'],
    ['1分钟跳绳', 'rope_skip_1min'],
    ['１ 分钟跳绳', 'rope_skip_1min'],
    ['跳绳', 'rope_skip_1min'],
    ['一分钟仰卧起坐', 'sit_up_1min'],
    ['1分钟仰卧起坐（次）', 'sit_up_1min'],
    ['仰卧起坐', 'sit_up_1min'],
    ['50米×8往返跑', 'shuttle_50m_x8'],
    ['50米*8往返跑', 'shuttle_50m_x8'],
    ['50米＊8往返跑', 'shuttle_50m_x8'],
    ['50米x8往返跑', 'shuttle_50m_x8'],
    ['50米Ｘ8 往返跑', 'shuttle_50m_x8'],
    ['50米 × ８ 往返跑(分秒)', 'shuttle_50m_x8'],
    ['引体向上', 'pull_up'],
    ['立定跳远', 'standing_long_jump'],
    ['1000米跑', 'run_1000m'],
    ['1000米跑（男）', 'run_1000m'],
    ['1000米', 'run_1000m'],
    ['800米跑', 'run_800m'],
    ['800 米', 'run_800m'],
    ['肺活量成绩', 'vital_capacity'],
  ])('%s is %s', (text, field) => {
    expect(readHeading(text)?.field).toBe(field);
  });

  it.each(Object.keys(ITEMS) as ItemKey[])('%s is recognised by its key and its two names', (item) => {
    for (const text of [item, ITEMS[item].zh, ITEMS[item].en, item.toUpperCase()])
      expect(readHeading(text)?.field).toBe(item);
  });

  it.each([
    '姓名',
    '班级编号',
    '400米跑',
    '肺活量得分',
    '肺活量评分',
    '50米跑等级',
    '一分钟跳绳附加分',
    '体重指数',
    '体重等级',
    '左眼裸眼视力',
    '',
    null,
    50,
  ])('%s is not ours', (text) => {
    expect(readHeading(text)).toBeUndefined();
  });

  it.each([
    ['1000米跑（秒）', true],
    ['1000米跑(s)', true],
    ['run_1000m', true],
    ['1000米跑', false],
    ['1000米跑（分秒）', false],
    ["1000米跑（分'秒）", false],
  ])('%s states seconds: %s', (text, inSeconds) => {
    expect(readHeading(text)?.inSeconds).toBe(inSeconds);
  });
});

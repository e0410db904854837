/** The template's headings. */
export const HEADINGS = [
  '年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,家庭住址,身高,体重,肺活量,50米跑,坐位体前屈',
  '一分钟跳绳,一分钟仰卧起坐,50米×8往返跑,引体向上,400米跑,立定跳远,1000米跑,800米跑',
]
  .join(',')
  .split(',');

export type Pupil = Readonly<Record<string, string | number>>;

// Synthetic pupils: the boy and the girl of grade 8 that the analytics tests work out by hand.
/** 85.6 + 8 = 93.6, excellent. */
export const BOY: Pupil = {
  年级编号: '22',
  姓名: '合成学生甲',
  性别: '1',
  身高: '165.0',
  体重: '62.0',
  肺活量: '3450',
  '50米跑': '8.0',
  坐位体前屈: '7.7',
  立定跳远: '209',
  引体向上: '16',
  '1000米跑': `3'27"`,
};
/** 100.0 + 20 = 120.0, excellent. */
export const GIRL: Pupil = {
  年级编号: '22',
  姓名: '合成学生乙',
  性别: '2',
  身高: '158.0',
  体重: '50.0',
  肺活量: '2900',
  '50米跑': '8.0',
  坐位体前屈: '22.7',
  立定跳远: '200',
  一分钟仰卧起坐: '70',
  '800米跑': `2'30"`,
};

export const rowOf = (pupil: Pupil): (string | number)[] => HEADINGS.map((name) => pupil[name] ?? '');
export const csv = (pupils: readonly Pupil[], end = '\n'): string =>
  [HEADINGS, ...pupils.map(rowOf)].map((row) => row.join(',')).join(end) + end;

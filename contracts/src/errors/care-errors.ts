import type { ErrorTable } from './error-table.ts';

/** Warnings, prescriptions, walls: what a nurse and a teacher meet. */
export const CARE_ERRORS = {
  TIZHI_PURPOSE_NEEDED: {
    status: 400,
    exit: 2,
    en: 'Say why you read personal or health data: add ?purpose= with one of {purposes}. It is noted in the audit log.',
    zh: '读取个人或健康数据须说明用途：请加上 ?purpose=，取值 {purposes}。用途会记入审计日志。',
  },
  TIZHI_PLAN_DECIDED: {
    status: 409,
    exit: 1,
    en: 'This prescription was decided or replaced already. Look at the page again.',
    zh: '该运动处方已被处理或替换。请刷新页面。',
  },
  TIZHI_PLAN_NOT_FOR_PUPILS: {
    status: 409,
    exit: 1,
    en: 'This is no plan that a pupil could do: somebody must be asked first, or a test is missing. Follow what it says, then make a new one.',
    zh: '这不是可执行的运动计划：需先转诊或补充信息，或缺少测试成绩。请按提示处理后重新生成。',
  },
  TIZHI_PLAN_MISSING: {
    status: 409,
    exit: 1,
    en: 'This pupil has no confirmed plan with week {week}, session {session}. A teacher confirms one first.',
    zh: '该学生没有包含第 {week} 周第 {session} 次课的已确认计划。请先由教师确认。',
  },
  TIZHI_DISPLAY_UNKNOWN: {
    status: 401,
    exit: 1,
    en: 'This display is not known, or not any more. Ask a teacher for a new link.',
    zh: '该展示屏不存在或已停用。请向老师索取新的链接。',
  },
  TIZHI_WALL_LABEL_TAKEN: {
    status: 409,
    exit: 1,
    en: 'Another pupil of the class is called so on the wall. Choose another nickname or bib number.',
    zh: '本班已有同学使用这个称呼。请换一个昵称或号码。',
  },
  TIZHI_WALL_LABEL_NAME: {
    status: 409,
    exit: 1,
    en: "That holds a pupil's name, and names never stand on a wall. Choose other words, a nickname or a bib number.",
    zh: '其中有学生的姓名，展示屏上不显示姓名。请换一种说法，使用昵称或号码。',
  },
  TIZHI_WALL_LABEL_UNKIND: {
    status: 409,
    exit: 1,
    en: 'A label on a wall says nothing of a body or an ability ("{word}"). Choose another nickname or a bib number.',
    zh: '展示屏上的称呼不能涉及身材或能力（“{word}”）。请使用其他昵称或号码。',
  },
  TIZHI_WARNING_RESOLVED: {
    status: 409,
    exit: 1,
    en: 'This warning is resolved. Reopen it first.',
    zh: '该预警已办结。请先重新打开。',
  },
  TIZHI_WARNING_NOT_RESOLVED: {
    status: 409,
    exit: 1,
    en: 'This warning is not resolved, so there is nothing to reopen.',
    zh: '该预警尚未办结，无需重新打开。',
  },
  TIZHI_WARNING_ACKNOWLEDGED: {
    status: 409,
    exit: 1,
    en: 'This warning has been acknowledged already. Say what you do, resolve it or hand it over.',
    zh: '该预警已有人确认。请填写措施、办结或移交。',
  },
  TIZHI_WARNING_NOT_ACKNOWLEDGED: {
    status: 409,
    exit: 1,
    en: 'Nobody has acknowledged this warning yet. Acknowledge it before you resolve it.',
    zh: '该预警尚无人确认。请先确认再办结。',
  },
  TIZHI_WARNING_RECEIVER: {
    status: 409,
    exit: 1,
    en: 'It cannot be handed to that account: choose another person who may see this warning.',
    zh: '不能移交给该账号：请选择另一位有权查看该预警的人员。',
  },
} as const satisfies ErrorTable;

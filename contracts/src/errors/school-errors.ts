import type { ErrorTable } from './error-table.ts';

/** Sheets, rosters, certificates and test days: what a teacher meets. */
export const SCHOOL_ERRORS = {
  TIZHI_CELL_INVALID: {
    status: 400,
    exit: 1,
    en: 'Row {row}, {column}: "{value}" {problem}. Allowed: {allowed}.',
    zh: '第 {row} 行 {column}：“{value}” {problem}。允许：{allowed}。',
  },
  TIZHI_NOTHING_SCORED: {
    status: 422,
    exit: 1,
    en: 'Each of the {rows} rows has an error and none has a total. Correct what the rows above name.',
    zh: '全部 {rows} 行都有错误，没有一行得出总分。请按上面各行的提示改正。',
  },
  TIZHI_ROSTER_CELL: {
    status: 400,
    exit: 1,
    en: '{place}{column}: {value}{problem}. Allowed: {allowed}.',
    zh: '{place}{column}：{value}{problem}。允许：{allowed}。',
  },
  TIZHI_ROSTER_SHEET: {
    status: 400,
    exit: 1,
    en: 'Sheet {sheet}: {problem}.',
    zh: '工作表 {sheet}：{problem}。',
  },
  TIZHI_ROSTER_REFUSED: {
    status: 422,
    exit: 1,
    en: 'Nothing was imported: {file} has {errors} cells or sheets to be put right. Correct them and import it again.',
    zh: '未导入任何内容：{file} 有 {errors} 处需要更正。请更正后重新导入。',
  },
  TIZHI_ROSTER_CHANGED: {
    status: 409,
    exit: 1,
    en: 'Nothing was imported: the file or the roster is not what the preview showed. Look at the preview again.',
    zh: '未导入：文件或名册与预览时不同。请重新预览。',
  },
  TIZHI_EXPORT_REFUSED: {
    status: 422,
    exit: 1,
    en: 'Nothing was exported: the national system would refuse {problems} cells. They are listed above.',
    zh: '未导出：国家系统会拒绝其中 {problems} 个单元格，详见上面的列表。',
  },
  TIZHI_CERTIFICATE_FORMAT: {
    status: 400,
    exit: 1,
    en: 'This is not a lesson certificate that can be checked: {problem}.',
    zh: '这不是可核验的课堂凭证：{problem}。',
  },
  TIZHI_CERTIFICATE_ALTERED: {
    status: 400,
    exit: 1,
    en: 'REFUSED: the certificate was changed after it was issued (its digest does not fit).',
    zh: '不通过：凭证在签发后被改动（摘要不符）。',
  },
  TIZHI_CERTIFICATE_SIGNATURE: {
    status: 400,
    exit: 1,
    en: 'REFUSED: the signature is not of the key {key}.',
    zh: '不通过：签名与公钥 {key} 不符。',
  },
  TIZHI_CERTIFICATE_KEY: {
    status: 400,
    exit: 1,
    en: 'REFUSED: it is signed with the key {key}, not with the school key {expected}.',
    zh: '不通过：签名公钥为 {key}，不是学校公钥 {expected}。',
  },
  TIZHI_CERTIFICATE_CHAIN: {
    status: 500,
    exit: 1,
    en: 'REFUSED: gateway {gateway}, epoch {epoch}, message {seq}: the hash chain does not fit ({problem}).',
    zh: '不通过：网关 {gateway}，批次 {epoch}，第 {seq} 条消息：哈希链不符（{problem}）。',
  },
  TIZHI_CERTIFICATE_COUNT: {
    status: 500,
    exit: 1,
    en: 'REFUSED: {where}, {what}: the certificate says {given}, its own parts give {counted}.',
    zh: '不通过：{where} 的 {what}：凭证写 {given}，按其各部分应为 {counted}。',
  },
  TIZHI_CERTIFICATE_DATA: {
    status: 400,
    exit: 1,
    en: 'REFUSED: device {device}, {what}: the certificate says {given}, the data give {counted}.',
    zh: '不通过：设备 {device} 的 {what}：凭证写 {given}，数据为 {counted}。',
  },
  TIZHI_TESTDAY_CLOSED: {
    status: 409,
    exit: 1,
    en: 'This test day is closed. Reopen it first, with a reason.',
    zh: '该体测日已结束。请先填写原因并重新开放。',
  },
  TIZHI_TESTDAY_OPEN: {
    status: 409,
    exit: 1,
    en: 'This test day is open already.',
    zh: '该体测日本来就是开放的。',
  },
  TIZHI_ATTEMPT_UNKNOWN: {
    status: 404,
    exit: 1,
    en: 'There is no attempt {attempt} on this test day. It may still be on its way from the gateway: look again in a minute.',
    zh: '该体测日没有测试记录 {attempt}。它可能还在从网关上传：请一分钟后再看。',
  },
  TIZHI_ATTEMPT_EXISTS: {
    status: 409,
    exit: 1,
    en: 'The attempt {attempt} is on this test day already. To change its value, correct it.',
    zh: '该体测日已有测试记录 {attempt}。如需修改数值，请使用更正。',
  },
  TIZHI_PUPIL_UNKNOWN: {
    status: 404,
    exit: 1,
    en: 'There is no pupil {subject} in the classes of this test day. Add the class to the day, or choose another pupil.',
    zh: '该体测日的班级中没有学生 {subject}。请把班级加入体测日，或选择其他学生。',
  },
  TIZHI_STATION_UNKNOWN: {
    status: 404,
    exit: 1,
    en: 'There is no station {station} on this test day. Add it to the plan first.',
    zh: '该体测日没有测试站 {station}。请先把它加入计划。',
  },
  TIZHI_ITEM_NOT_DUE: {
    status: 409,
    exit: 1,
    en: "{item} is not an item of this pupil's grade and sex. Choose another pupil.",
    zh: '{item}不是该学生所在年级和性别的测试项目。请选择其他学生。',
  },
  TIZHI_VALUE_OUT_OF_RANGE: {
    status: 400,
    exit: 1,
    en: '{item} takes {min} to {max} {unit}: the national system refuses anything else.',
    zh: '{item}的范围是 {min} 到 {max} {unit}，超出范围国家系统不接收。',
  },
  TIZHI_DECISION_NEEDLESS: {
    status: 409,
    exit: 1,
    en: 'This changes nothing: it is so already ({decision}). Look at the page again; somebody else may have done it.',
    zh: '无需操作：已经如此（{decision}）。请刷新页面，可能已由他人处理。',
  },
  TIZHI_RESULT_STANDS: {
    status: 409,
    exit: 1,
    en: 'There is a result of {item}: the pupil was not absent. Void the attempt or move it first.',
    zh: '{item}已有成绩，该学生并未缺考。请先作废或转移该记录。',
  },
} as const satisfies ErrorTable;

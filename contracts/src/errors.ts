/**
 * Every error a person or program may meet, in one table: a stable code, the HTTP status it maps to,
 * the exit code a command ends with, and a message that says what is wrong and what to do.
 * `{name}` is replaced from the failure's parameters; in Chinese from `nameZh` where there is one.
 */
export const ERRORS = {
  TIZHI_CONFIG_INVALID: {
    status: 400,
    exit: 2,
    en: '{file}, line {line}: {problem}. {fix}',
    zh: '{file} 第 {line} 行：{problem}。{fix}',
  },
  TIZHI_SETTING_INVALID: {
    status: 400,
    exit: 2,
    en: '{setting}="{value}": {problem}. {fix}',
    zh: '{setting}="{value}"：{problem}。{fix}',
  },
  TIZHI_SETTING_UNKNOWN: {
    status: 400,
    exit: 2,
    en: 'There is no setting {setting}. Did you mean {meant}? Rename or unset it.',
    zh: '没有设置 {setting}。是否要写 {meant}？请改名或取消设置。',
  },
  TIZHI_FILE_UNREADABLE: {
    status: 400,
    exit: 2,
    en: 'Cannot read {file}: {problem}. Check the path and that you may read it.',
    zh: '无法读取 {file}：{problem}。请检查路径和权限。',
  },
  TIZHI_FILE_FORMAT: {
    status: 400,
    exit: 2,
    en: '{file} is not a usable {expected}: {problem}.',
    zh: '{file} 不是可用的{expected}：{problem}。',
  },
  TIZHI_USAGE: {
    status: 400,
    exit: 2,
    en: '{problem}. Try {command} --help.',
    zh: '{problem}。请运行 {command} --help。',
  },
  TIZHI_DEVICE_UNKNOWN: {
    status: 404,
    exit: 2,
    en: 'No device definition "{id}". Known: {known}.',
    zh: '没有设备定义“{id}”。已有：{known}。',
  },
  TIZHI_DEVICE_DEFINITION_INVALID: {
    status: 400,
    exit: 2,
    en: 'Device definition "{id}": {problem}. {fix}',
    zh: '设备定义“{id}”：{problem}。{fix}',
  },
  TIZHI_NOTHING_DECODED: {
    status: 422,
    exit: 1,
    en: 'Nothing could be read from these bytes as {id} ({reasons}). Check the device id and that the bytes are complete.',
    zh: '这些字节无法按 {id} 解码（{reasons}）。请检查设备编号以及字节是否完整。',
  },
  TIZHI_MODEL_WITHOUT_CARD: {
    status: 500,
    exit: 1,
    en: 'The files of the model {model} (SHA-256 {hash}) are not those of docs/models/{model}.md: it is not used. Install again, or write a card with its figures.',
    zh: '模型 {model} 的文件（SHA-256 {hash}）与 docs/models/{model}.md 不符，不予使用。请重新安装，或为其编写模型卡。',
  },
  TIZHI_HEX_INVALID: {
    status: 400,
    exit: 2,
    en: '"{hex}" is not hexadecimal bytes. Use pairs of 0-9 a-f, such as 0648.',
    zh: '“{hex}”不是十六进制字节。请使用成对的 0-9 a-f，例如 0648。',
  },
  TIZHI_PORT_IN_USE: {
    status: 500,
    exit: 3,
    en: 'Port {port} is in use. Stop the other program or set {setting} to a free port.',
    zh: '端口 {port} 已被占用。请停止占用它的程序，或将 {setting} 设为空闲端口。',
  },
  TIZHI_PORT_DENIED: {
    status: 500,
    exit: 3,
    en: 'This user may not open port {port} (those below 1024 are kept for root). Set {setting} to a port from 1024 on and put a reverse proxy before it.',
    zh: '当前用户不能打开端口 {port}（1024 以下需要 root 权限）。请将 {setting} 设为 1024 或以上，并在前面使用反向代理。',
  },
  TIZHI_HOST_UNUSABLE: {
    status: 500,
    exit: 3,
    en: 'Cannot listen at the address {host}: {problem}. Set {setting} to an address of this machine: 127.0.0.1 (this machine only), or 0.0.0.0 (all its networks).',
    zh: '无法在地址 {host} 上监听：{problem}。请将 {setting} 设为本机地址：127.0.0.1（仅本机）或 0.0.0.0（所有网络）。',
  },
  TIZHI_FOLDER_UNUSABLE: {
    status: 500,
    exit: 3,
    en: 'Cannot make or write the folder {folder}: {problem}. Set {setting} to a folder in which this user may write.',
    zh: '无法创建或写入文件夹 {folder}：{problem}。请将 {setting} 设为当前用户可写的文件夹。',
  },
  TIZHI_DATA_DIR_LOCKED: {
    status: 500,
    exit: 3,
    en: 'Another Tizhi (process {pid}) uses {folder}. Stop it or set TIZHI_DATA_DIR to another folder.',
    zh: '另一个 Tizhi（进程 {pid}）正在使用 {folder}。请先停止它，或将 TIZHI_DATA_DIR 设为其他文件夹。',
  },
  TIZHI_OUTBOX_LOCKED: {
    status: 500,
    exit: 3,
    en: 'Another gateway process uses {file}. Stop it, or give this gateway another dataDir in its YAML file.',
    zh: '另一个网关进程正在使用 {file}。请先停止它，或在本网关的 YAML 文件中另设 dataDir。',
  },
  TIZHI_STORE_UNAVAILABLE: {
    status: 503,
    exit: 3,
    en: 'The {store} store does not answer: {problem}. Data wait at the gateway until it does.',
    zh: '{store} 存储没有响应：{problem}。数据会保留在网关，直到恢复。',
  },
  TIZHI_STORE_NEWER: {
    status: 500,
    exit: 3,
    en: 'The data in {folder} were written by a newer version. Install that version or use another folder.',
    zh: '{folder} 中的数据由更新的版本写入。请安装该版本，或使用其他文件夹。',
  },
  TIZHI_OUTBOX_FULL: {
    status: 507,
    exit: 3,
    en: 'The outbox disk is full: {problem}. Free space on the gateway; telemetry is given up first, results and alerts never.',
    zh: '网关发件箱磁盘已满：{problem}。请清理空间；只会先放弃遥测，绝不放弃成绩和警报。',
  },
  TIZHI_OUTBOX_FOREIGN: {
    status: 409,
    exit: 3,
    en: 'The outbox in {folder} is of gateway {owner}, not of {gateway}. Start it under its own name until all is sent, or give this gateway its own dataDir.',
    zh: '{folder} 中的发件箱属于网关 {owner}，而不是 {gateway}。请先用原名启动，直到全部发送完毕；或为本网关另设 dataDir。',
  },
  TIZHI_OUTBOX_CORRUPT: {
    status: 500,
    exit: 3,
    en: 'The outbox file {file} is damaged: {problem}. It was set aside as {aside} and a new one was begun.',
    zh: '发件箱文件 {file} 已损坏：{problem}。已另存为 {aside} 并新建。',
  },
  TIZHI_BROKER_UNREACHABLE: {
    status: 503,
    exit: 3,
    en: 'Cannot reach the broker at {url}: {problem}. Trying again by itself.',
    zh: '无法连接消息服务器 {url}：{problem}。将自动重试。',
  },
  TIZHI_LOGIN_FAILED: {
    status: 401,
    exit: 1,
    en: 'User name or password is wrong.',
    zh: '用户名或密码不正确。',
  },
  TIZHI_UNAUTHENTICATED: { status: 401, exit: 1, en: 'Please sign in.', zh: '请先登录。' },
  TIZHI_FORBIDDEN: {
    status: 403,
    exit: 1,
    en: 'Your role may not do this. Ask the school administrator.',
    zh: '您的角色没有此权限。请联系学校管理员。',
  },
  TIZHI_CROSS_ORIGIN: {
    status: 403,
    exit: 1,
    en: "This request came from another site's page. Use Tizhi's own pages.",
    zh: '该请求来自其他网站的页面。请使用 Tizhi 自己的页面。',
  },
  TIZHI_TOO_MANY_STREAMS: {
    status: 503,
    exit: 1,
    en: 'Too many live pages are open (limit {limit}). Close some and reload.',
    zh: '打开的实时页面过多（上限 {limit} 个）。请关闭一些后刷新。',
  },
  TIZHI_WOULD_REPLACE: {
    status: 409,
    exit: 1,
    en: '{what}. Nothing was changed. Add --replace: {consequence}.',
    zh: '{what}。没有任何改动。如确需替换请加 --replace：{consequence}。',
  },
  TIZHI_NOT_FOUND: { status: 404, exit: 1, en: 'There is no {what}.', zh: '找不到{what}。' },
  TIZHI_REQUEST_INVALID: {
    status: 400,
    exit: 2,
    en: 'The request is not valid: {problem}.',
    zh: '请求无效：{problem}。',
  },
  TIZHI_RATE_LIMITED: {
    status: 429,
    exit: 1,
    en: 'Too many attempts. Wait {seconds} s and try again.',
    zh: '尝试次数过多。请等待 {seconds} 秒后再试。',
  },
  TIZHI_GRAFANA_REFUSED: {
    status: 502,
    exit: 3,
    en: 'Grafana at {url} answered {answer} to {step}. {fix}',
    zh: 'Grafana（{url}）在“{step}”时返回 {answer}。{fix}',
  },
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
    en: "That is a pupil's name, and names never stand on a wall. Choose a nickname or a bib number.",
    zh: '这是学生的姓名，展示屏上不显示姓名。请使用昵称或号码。',
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
  TIZHI_INTERNAL: {
    status: 500,
    exit: 70,
    en: 'Something went wrong inside Tizhi. The log has the details (reference {reference}).',
    zh: 'Tizhi 内部出错。详情见日志（编号 {reference}）。',
  },
} as const satisfies Record<string, { status: number; exit: number; en: string; zh: string }>;

export type ErrorCode = keyof typeof ERRORS;
export type Language = 'zh' | 'en';

/** An expected failure as a value. `params` fill the message and never hold a name or a number of a pupil. */
export interface Failure {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (
  code: ErrorCode,
  params: Failure['params'] = {},
): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, params },
});

/** The one clear sentence for a person, in their language. */
export function describeFailure({ code, params }: Failure, language: Language): string {
  return ERRORS[code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String((language === 'zh' ? params[`${name}Zh`] : undefined) ?? params[name] ?? '?'),
  );
}

/** For boundaries that can only throw (a dead resource, a refused request): a failure as an `Error`. */
export class TizhiError extends Error {
  readonly failure: Failure;
  constructor(code: ErrorCode, params: Failure['params'] = {}, options?: ErrorOptions) {
    super(describeFailure({ code, params }, 'en'), options);
    this.name = 'TizhiError';
    this.failure = { code, params };
  }
  get code(): ErrorCode {
    return this.failure.code;
  }
}

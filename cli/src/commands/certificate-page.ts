import {
  type Certificate,
  type CertificateReason,
  type Instant,
  type Interval,
  NEIGHBOUR_MS,
  type SignedCertificate,
  type Verdict,
  type WornDevice,
} from '@tizhi/contracts';
import { BAR_SIGNS, cellsOf, lessonBar } from './certificate-bar.ts';
import { padded } from './text-width.ts';

const VERDICTS: Record<Verdict, string> = {
  complete: '完整：收到的读数全部入库。 Complete: every reading that was heard is stored.',
  doubtful:
    '完整，含存疑读数：收到的全部入库，部分不可信。 Complete but with doubtful ones: every reading that was heard is stored.',
  uncertain: '不能确定：未发现缺失，但不能排除。 Uncertain: no loss is known, and none can be ruled out.',
  missing: '有缺失：部分收到的读数未入库。 Missing: some readings that were heard are not stored.',
};
const REASONS: Record<CertificateReason, string> = {
  awaited: '有网关尚未送完 a gateway has not sent everything yet',
  gap: '有消息被放弃 messages were given up',
  restarted: '读数序号重新开始 a count of readings began anew',
  unchained: '有读数不在哈希链账本中 readings whose messages are not in the ledger',
};

/** Lines of details under one device; what is more is counted. */
const MAX_DETAILS = 6;
const LABEL = 16;

/** A certificate for people, Chinese and English, by pseudonyms. */
export function certificatePage({ certificate, digest, publicKey }: SignedCertificate): string[] {
  const { lesson, class: inClass, school, startedAt, endedAt, until, issuedAt } = certificate;
  const line = (label: string, text: string): string => `${padded(label, LABEL)}${text}`;
  return [
    '课堂数据凭证 · Lesson certificate',
    '',
    line('课程 Lesson', `${lesson}  (班级 class ${inClass}, 学校 school ${school})`),
    line(
      '时间 Time',
      `${dateTime(startedAt)} – ${timeOfDay(until)}${endedAt === null ? '  (进行中，截至此刻 so far)' : ''}`,
    ),
    line('结论 Verdict', VERDICTS[certificate.verdict]),
    ...certificate.reasons.map((reason) => line('', `- ${REASONS[reason]}`)),
    '',
    ...deviceTable(certificate),
    '',
    ...chainLines(certificate),
    '',
    line('时钟 Clock', clockText(certificate.devices)),
    line('签发 Issued', dateTime(issuedAt)),
    line('摘要 Digest', digest),
    line('公钥 Key', publicKey),
    line('离线核验 Check', 'tizhi certificate verify FILE --key KEY --data telemetry.jsonl'),
    line(
      '数据 Data',
      `tizhi export telemetry --format json --from ${startedAt - NEIGHBOUR_MS} --to ${until + NEIGHBOUR_MS} --out telemetry.jsonl`,
    ),
  ];
}

function deviceTable(certificate: Certificate): string[] {
  const { devices, totals } = certificate;
  const bar = cellsOf(certificate) + 4;
  const widths = [
    widthFor(
      '设备 Device',
      devices.map(({ device }) => device),
    ),
    widthFor(
      '学生 Pupil',
      devices.map(({ subject }) => subject),
    ),
    bar,
    12,
    13,
    15,
    13,
  ];
  const row = (fields: readonly (string | number)[]): string =>
    fields
      .map((field, index) => padded(typeof field === 'number' ? count(field) : field, widths[index] ?? 0))
      .join('')
      .trimEnd();
  return [
    `图例 Legend: ${BAR_SIGNS.stored} 已入库 stored  ${BAR_SIGNS.missing} 缺失 missing  ${BAR_SIGNS.silent} 无信号 nothing heard  ${BAR_SIGNS.awaited} 待送达 awaited`,
    row(['设备 Device', '学生 Pupil', '', '收到 Heard', '入库 Stored', '存疑 Doubtful', '缺失 Missing']),
    ...devices.flatMap((device) => [
      row([
        device.device,
        device.subject,
        `[${lessonBar(device, certificate)}]`,
        device.heard,
        device.stored,
        device.doubtful,
        device.heard - device.stored,
      ]),
      ...details(device),
    ]),
    row(['合计 Total', '', '', totals.heard, totals.stored, totals.doubtful, totals.missing]),
  ];
}

function details({ missing, silences, awaited, restarts }: WornDevice): string[] {
  const lines = [
    ...missing.map((loss) => `缺失 missing  ${span(loss)}  ${count(loss.readings)}  (${loss.gateway})`),
    ...restarts.map(({ at, gateway }) => `序号重新开始 count began anew  ${timeOfDay(at)}  (${gateway})`),
    ...awaited.map((each) => `待送达 awaited  ${span(each)}`),
    ...silences.map((each) => `无信号 nothing heard  ${span(each)}`),
  ];
  const more = lines.length - MAX_DETAILS;
  return [...lines.slice(0, MAX_DETAILS), ...(more > 0 ? [`…… 另有 ${more} 条 ${more} more`] : [])].map(
    (text) => `    ${text}`,
  );
}

function chainLines({ lanes, coverage, totals }: Certificate): string[] {
  return [
    `哈希链 Hash chain: ${count(totals.messages)} 条消息 messages, ${count(totals.givenUp)} 条放弃 given up`,
    ...lanes.flatMap(({ gateway, epoch, runs, gaps }) => [
      ...runs.map(
        ({ fromSeq, toSeq, chain }) =>
          `    ${gateway}  ${epoch.slice(0, 8)}  ${fromSeq}–${toSeq}  ${chain.slice(0, 16)}…`,
      ),
      ...gaps.map(
        ({ fromSeq, toSeq }) => `    ${gateway}  ${epoch.slice(0, 8)}  ${fromSeq}–${toSeq}  放弃 given up`,
      ),
    ]),
    ...coverage.map(
      ({ gateway, until }) =>
        `    ${gateway}  ${until === null ? '送达情况不明 nothing is known of what it sent' : `已全部送达至 all sent until ${dateTime(until)}`}`,
    ),
  ];
}

/** How right the times of the readings are. */
function clockText(devices: readonly WornDevice[]): string {
  const errors = devices.flatMap(({ largestErrorMs }) => largestErrorMs ?? []);
  const unverified = devices.reduce((sum, device) => sum + device.unverified, 0);
  return [
    ...(errors.length === 0 ? [] : [`误差不超过 within ${count(Math.max(...errors))} ms`]),
    ...(unverified === 0 ? [] : [`${count(unverified)} 条未经核对 not verified`]),
  ].join(', ');
}

const widthFor = (heading: string, texts: readonly string[]): number =>
  Math.max(heading.length + 4, ...texts.map((text) => text.length + 2));
const count = (n: number): string => n.toLocaleString('en-US');
const two = (n: number): string => String(n).padStart(2, '0');
const span = ({ from, to }: Interval): string => `${timeOfDay(from)}–${timeOfDay(to)}`;

function timeOfDay(at: Instant): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
}
function dateTime(at: Instant): string {
  const time = new Date(at);
  return `${[time.getFullYear(), time.getMonth() + 1, time.getDate()].map(two).join('-')} ${timeOfDay(at)}`;
}

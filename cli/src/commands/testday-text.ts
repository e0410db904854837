import { levelName } from '@tizhi/analytics';
import {
  ITEMS,
  type ItemKey,
  type ItemResultView,
  type LevelSummary,
  type SeenResponse,
  type TestDayPupilView,
  type TestDaySummary,
  type TestDayTrace,
  type TestDayView,
} from '@tizhi/contracts';
import { padded, widthOf } from './text-width.ts';

/** Test days as people read them on a terminal, in Chinese and English. */

const STATES = { due: '·', exempt: '免测', deferred: '缓测', absent: '缺考' } as const;

export function dayListLines(days: readonly TestDaySummary[]): string[] {
  if (days.length === 0) return ['no test day yet 还没有体测日'];
  return table([
    ['体测日 Test day', '日期 Date', '名称 Name', '学生 Pupils', '已测 Done', '待测 Due', '待认领 Tray', ''],
    ...days.map((day) => [
      day.testDay,
      day.date,
      day.name,
      ...[day.pupils, day.done, day.due, day.unclaimed].map(String),
      day.closed ? '已结束 closed' : '',
    ]),
  ]);
}

export function dayTable(view: TestDayView): string[] {
  const items = Object.keys(ITEMS).filter((item) =>
    view.pupils.some(({ results }) => results.some((result) => result.item === item)),
  ) as ItemKey[];
  return [
    `${view.plan.name} · ${view.plan.date} · ${view.plan.testDay}${view.closed ? ' · 已结束 closed' : ''}`,
    '',
    ...table([
      ['班级 Class', '座号', '姓名 Name', ...items.map((item) => ITEMS[item].zh), '总分 Total', '等级 Level'],
      ...view.pupils.map((pupil) => pupilCells(pupil, items)),
    ]),
    '',
    `待认领 Tray: ${view.tray.length}`,
    ...view.tray.map(
      ({ attempt, item, display, station, tag }) =>
        `  ${attempt}  ${ITEMS[item].zh} ${display}  ${station ?? '-'}${tag === null ? '' : `  #${tag}`}`,
    ),
    ...view.stations.map(
      ({ station, item, attempts, queue }) =>
        `${station} (${ITEMS[item].zh}): 已测 ${attempts}, 排队 ${queue.length}`,
    ),
    summaryLine(view.summaries.school),
  ];
}

function pupilCells(pupil: TestDayPupilView, items: readonly ItemKey[]): string[] {
  return [
    pupil.className,
    String(pupil.seat),
    pupil.name,
    ...items.map((item) => cellOf(pupil.results.find((result) => result.item === item))),
    pupil.total === null ? '-' : pupil.total.toFixed(1),
    pupil.level === null ? '-' : levelName(pupil.level, 'zh'),
  ];
}

function cellOf(result: ItemResultView | undefined): string {
  if (result === undefined) return '';
  if (result.state !== 'done') return STATES[result.state];
  return result.score === null ? result.display : `${result.display} (${result.score})`;
}

function summaryLine(summary: LevelSummary): string {
  const rate = (value: number | null): string => (value === null ? '-' : `${value.toFixed(1)}%`);
  return (
    `有总分 with a total: ${summary.complete}/${summary.pupils}; 优秀率 ${rate(summary.excellentRate)}, ` +
    `优良率 ${rate(summary.atLeastGood)}, 及格率 ${rate(summary.atLeastPass)}`
  );
}

export function traceLines(trace: TestDayTrace): string[] {
  const who = new Map(trace.people.map(({ account, accountName }) => [account, accountName]));
  return [
    `${trace.className} ${trace.name} (${trace.subject}) · ${trace.item}: ${trace.display}`,
    `得分 score ${trace.score ?? '-'}, 附加分 bonus ${trace.bonus ?? '-'}, ${trace.standard}`,
    `表格 table cell: ${trace.cell === null ? '-' : JSON.stringify(trace.cell)}`,
    ...trace.sources.flatMap((source) => {
      const arrival = trace.arrivals.find(({ attempt }) => attempt === source.attempt?.attempt);
      return [
        `${ITEMS[source.item].zh} ${source.display}`,
        `  attempt 测试记录: ${source.attempt?.attempt ?? '-'}`,
        `  raw frame 原始帧: ${source.rawHex ?? '-'}${source.rawText === null ? '' : `  "${source.rawText}"`}`,
        `  station 测试站: ${source.station ?? '-'}${arrival === undefined ? '' : `, gateway 网关: ${arrival.gateway}`}`,
        ...source.decisions.map(
          ({ entry, at, account, decision }) =>
            `  decision 裁决 ${entry}: ${new Date(at).toISOString()} ` +
            `${account === null ? 'tizhi' : (who.get(account) ?? account)} ${JSON.stringify(decision)}`,
        ),
      ];
    }),
  ];
}

export function seenLines(seen: SeenResponse['seen']): string[] {
  if (seen.length === 0) return ['nobody saw a value of it 还没有人看过'];
  return table([
    ['时间 At', '账号 Account', '成绩 Value', ''],
    ...seen.map(({ at, account, accountName, display, current }) => [
      new Date(at).toISOString(),
      accountName ?? account ?? '命令行 command line',
      display,
      current ? '当前成绩 stands' : '已改 no longer stands',
    ]),
  ]);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))) + 2) ?? [];
  return rows.map((row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0))
      .join('')
      .trimEnd(),
  );
}

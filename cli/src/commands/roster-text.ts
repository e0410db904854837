import type { MatchedPupil, RosterError, RosterReading } from '@tizhi/analytics';
import type { RosterReport } from '@tizhi/api';
import type { Pupil } from '@tizhi/storage';

/** Errors that are printed one by one; the JSON form has all. */
export const MAX_LISTED = 200;

/** Everything that must be put right, or looked at, in the file's order and in both languages. */
export function findingLines({ errors, warnings, passedOver }: RosterReading): string[] {
  return [
    ...listed(errors, '错误 Error'),
    ...listed(warnings, '注意 Notice'),
    ...(passedOver.length === 0
      ? []
      : [
          `未读取的工作表（没有名册表头） Sheets without roster headings, not read: ${passedOver.join(', ')}`,
        ]),
  ];
}

function listed(findings: readonly RosterError[], label: string): string[] {
  const lines = findings.slice(0, MAX_LISTED).map(({ zh, en }) => `${label}: ${zh}\n    ${en}`);
  const more = findings.length - lines.length;
  return more === 0 ? lines : [...lines, `${label}: … +${more} (--json)`];
}

/** What changes, for the person who has the file: with names. */
export function reportLines(report: RosterReport): string[] {
  const { reading, matched, change, before, imported } = report;
  const known = new Map(before.pupils.map((pupil) => [pupil.subject, pupil] as const));
  const pupils = change.pupils.map((each, index) => ({ ...each, to: matched.pupils[index] }));
  const of = (wanted: string) => pupils.filter(({ change: what }) => what === wanted);
  const label = (to: MatchedPupil | undefined): string =>
    to === undefined ? '' : `${matched.classes[to.inClass]?.name ?? ''} ${to.seat} ${to.name}`;
  const absent = matched.notInFile.flatMap((subject) => known.get(subject) ?? []);
  const classNames = new Map(before.classes.map((each) => [each.class, each.name] as const));
  const newClasses = change.classes.flatMap(({ change: what }, index) =>
    what === 'added' ? [matched.classes[index]?.name ?? ''] : [],
  );
  return [
    ...findingLines({ ...reading, warnings: [...reading.warnings, ...matched.warnings] }),
    ...(newClasses.length === 0 ? [] : [`新班级 New classes: ${newClasses.join(', ')}`]),
    ...of('added').map(({ to }) => `+ ${label(to)}`),
    ...of('changed').map(
      ({ subject, to }) =>
        `~ ${label(to)}: ${changedFields(known.get(subject), { report, to })
          .map((f) => FIELD_NAMES[f])
          .join(', ')}`,
    ),
    ...absent.map((pupil) => `? ${classNames.get(pupil.class) ?? ''} ${pupil.seat} ${pupil.name}`),
    [
      imported ? '已导入 Imported:' : '预览，未导入 Preview, nothing imported:',
      `+ ${of('added').length} 新增 new,`,
      `~ ${of('changed').length} 变更 changed,`,
      `= ${of('same').length} 不变 unchanged,`,
      `? ${absent.length} 不在文件中（保持原样） not in the file (they stay as they are)`,
    ].join(' '),
  ];
}

const FIELD_NAMES = {
  class: '班级 class',
  seat: '座号 seat',
  name: '姓名 name',
  studentNumber: '学籍号 student number',
  sex: '性别 sex',
  birthDate: '出生日期 birth date',
  tag: '卡号 card',
  registry: '民族、住址 nationality, address',
} as const;
type Field = keyof typeof FIELD_NAMES;

/** What of a known pupil the file says differently. */
function changedFields(
  before: Pupil | undefined,
  { report, to }: { readonly report: RosterReport; readonly to: MatchedPupil | undefined },
): Field[] {
  if (before === undefined || to === undefined) return [];
  const now: { readonly [field in Field]: unknown } = {
    ...to,
    class: report.change.classes[to.inClass]?.class,
    tag: to.tag === undefined ? before.tag : to.tag,
  };
  return (Object.keys(FIELD_NAMES) as Field[]).filter(
    (field) => JSON.stringify(now[field] ?? {}) !== JSON.stringify(before[field] ?? {}),
  );
}

/** The report for programs: places and pseudonyms, no name and no number. */
export function jsonOfReport(report: RosterReport): object {
  const { reading, matched, change, before, imported } = report;
  const known = new Map(before.pupils.map((pupil) => [pupil.subject, pupil] as const));
  const final = <Id>(id: Id, what: string): Id | null => (what === 'added' && !imported ? null : id);
  return {
    imported,
    classes: change.classes.map(({ class: id, change: what }, index) => ({
      class: final(id, what),
      change: what,
      grade: matched.classes[index]?.grade,
      name: matched.classes[index]?.name,
    })),
    pupils: change.pupils.map(({ subject, change: what, movedFrom }, index) => ({
      sheet: reading.pupils[index]?.sheet,
      row: reading.pupils[index]?.row,
      subject: final(subject, what),
      change: what,
      changed: changedFields(known.get(subject), { report, to: matched.pupils[index] }),
      movedFrom,
    })),
    notInFile: matched.notInFile,
    ...jsonOfFindings({ ...reading, warnings: [...reading.warnings, ...matched.warnings] }),
  };
}

export const jsonOfFindings = ({
  errors,
  warnings,
  passedOver,
}: Pick<RosterReading, 'errors' | 'warnings' | 'passedOver'>): object => ({ errors, warnings, passedOver });

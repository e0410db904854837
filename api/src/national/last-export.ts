import {
  diffExports,
  type ExportDifferences,
  type ExportRecords,
  type ExportTable,
  exportRecords,
} from '@tizhi/analytics';
import { z } from 'zod';
import type { NationalData } from './national-data.ts';

/** Columns of which nothing is kept between exports: they say who somebody is. */
const PERSONAL: ReadonlySet<string> = new Set([
  '学籍号',
  '民族代码',
  '姓名',
  '出生日期',
  '家庭住址',
  '身份证号',
  '生源地',
  '学生来源',
]);

/** What is kept of an export: by class and pseudonym, so that an export of one class replaces only its part. */
const KeptExport = z.record(
  z.string(),
  z.object({
    headings: z.array(z.string()),
    rows: z.array(z.object({ key: z.string(), cells: z.array(z.string()) })),
  }),
);
export type KeptExport = Readonly<Record<string, ExportRecords>>;

/** `undefined` where nothing usable was kept. */
export function readKept(text: string | undefined): KeptExport | undefined {
  if (text === undefined) return undefined;
  const parsed = KeptExport.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}

/** What the next export is compared with. */
export function keptOf(table: ExportTable, { classes, pupils }: NationalData): KeptExport {
  return Object.fromEntries(
    classes.map((own) => {
      const places = pupils.flatMap((pupil, index) => (pupil.class === own ? [index] : []));
      const cells = places.map((index) => table.cells[index] ?? []);
      const keys = places.map((index) => pupils[index]?.subject ?? '');
      return [
        own,
        exportRecords({ headings: table.headings, cells }, { keys, keeps: (name) => !PERSONAL.has(name) }),
      ];
    }),
  );
}

/** The differences of each class in the current export; a class that was never exported is new as a whole. */
export const differencesOf = (before: KeptExport, now: KeptExport): readonly ExportDifferences[] =>
  Object.entries(now).map(([own, records]) =>
    diffExports(before[own] ?? { headings: records.headings, rows: [] }, records),
  );

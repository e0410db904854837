import { type FitnessHistory, type LinkRow, SubjectId, TizhiError } from '@tizhi/contracts';
import type { TestRow } from './warn-files.ts';
import { readTests } from './warn-files.ts';
import type { PersonOf } from './warn-links.ts';

/** A pupil's tests with the rows that they came from, oldest first. */
export interface FileHistory {
  readonly history: FitnessHistory;
  readonly rows: readonly LinkRow[];
}

export interface HistoriesRead {
  readonly histories: readonly FileHistory[];
  readonly counts: {
    readonly rows: number;
    /** Without grade or sex. */
    readonly unusable: number;
    /** Left out: one person had several tests in one school year, and nobody knows which is theirs. */
    readonly doubled: number;
    /** Rows that the links do not know, each a pupil of its own. */
    readonly unlinked: number;
  };
}

/**
 * Puts the tests of all files together by person: by the links where they are given, else by exactly the same
 * student number; a row with neither is a pupil of its own. Subjects are pseudonyms, never student numbers.
 */
export async function readHistories(of: {
  readonly files: readonly string[];
  readonly personOf: PersonOf | undefined;
  readonly testedOn: string | undefined;
}): Promise<HistoriesRead> {
  const { files, personOf, testedOn } = of;
  refuseTwice(files);
  const people = new Map<string, TestRow[]>();
  let [rows, unusable, unlinked] = [0, 0, 0];
  for (const file of files) {
    const read = await readTests(file, testedOn);
    unusable += read.unusable;
    for (const row of read.rows) {
      rows += 1;
      const linked = personOf?.(row.at);
      if (personOf !== undefined && linked === undefined) unlinked += 1;
      const person = personOf === undefined ? row.number && `number ${row.number}` : linked;
      const key = person ? person : `row ${row.at.row} ${row.at.file}`;
      const tests = people.get(key);
      if (tests === undefined) people.set(key, [row]);
      else tests.push(row);
    }
  }
  let doubled = 0;
  const histories: FileHistory[] = [];
  for (const [key, all] of people) {
    const years = Map.groupBy(all, ({ test }) => test.schoolYear);
    const single = [...years.values()].flatMap((tests) => (tests.length === 1 ? tests : []));
    doubled += all.length - single.length;
    if (single.length === 0) continue;
    const tests = single.toSorted((a, b) => a.test.schoolYear - b.test.schoolYear);
    const subject = SubjectId.safeParse(personOf === undefined ? '' : key);
    histories.push({
      history: {
        subject: subject.success ? subject.data : SubjectId.parse(`p-${histories.length + 1}`),
        tests: tests.map(({ test }) => test),
      },
      rows: tests.map(({ at }) => at),
    });
  }
  return { histories, counts: { rows, unusable, doubled, unlinked } };
}

function refuseTwice(files: readonly string[]): void {
  const twice = files.find((file, n) => files.indexOf(file) !== n);
  if (twice !== undefined)
    throw new TizhiError('TIZHI_USAGE', {
      problem: `${twice} is given twice (文件重复)`,
      command: 'tizhi warn',
    });
}

import {
  type AccountId,
  type Instant,
  type LinkDecisionResponse,
  type LinkEntry,
  type LinkReport,
  MAX_LINK_ROWS_AT_ONCE,
  type SchoolId,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { Spreadsheets } from '../national/spreadsheets.ts';
import { Refusal } from '../problem.ts';
import { createLinkThread } from './link-thread.ts';
import type { LinkOutcome } from './link-work.ts';
import { createTurns } from './turns.ts';

export interface LinkDesk {
  /** Who is one in these files, after what people decided. Throws `TIZHI_FILE_FORMAT`, `TIZHI_REQUEST_INVALID`. */
  link(
    files: readonly { readonly name: string; readonly bytes: string }[],
    account: AccountId,
  ): Promise<LinkReport>;
  decide(
    decided: Omit<Parameters<RecordStore['care']['links']['append']>[0], 'school' | 'at'>,
  ): Promise<LinkDecisionResponse>;
  decisions(): Promise<LinkEntry[]>;
  stop(): Promise<void>;
}

/** One linkage after the other, in a thread of their own. */
export function createLinkDesk({
  records,
  spreadsheets,
  school,
  clock,
}: {
  readonly records: RecordStore;
  readonly spreadsheets: Spreadsheets;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): LinkDesk {
  const inTurn = createTurns<'link'>();
  const thread = createLinkThread();
  const { links } = records.care;
  return {
    link: (files, account) =>
      inTurn('link', async () => {
        const names = files.map(({ name }) => name);
        const twice = names.find((name, n) => names.indexOf(name) !== n);
        if (twice !== undefined) throw invalid({ zh: '文件名重复', en: 'two files have one name' });
        const sheets = [];
        for (const { name, bytes } of files)
          sheets.push({ name, sheets: await spreadsheets.read(name, Buffer.from(bytes, 'base64')) });
        const outcome = await thread.run({ files: sheets, entries: await links.entries(school) });
        const report = reportOf(outcome);
        const { rows, persons, auto, review } = report.counts;
        await records.audit.note({
          at: clock(),
          account,
          action: 'link.run',
          detail: `${files.length} files, ${rows} rows, ${persons} persons, ${auto} auto, ${review} review`,
        });
        return report;
      }),
    async decide(decided) {
      const at = clock();
      const stored = await links.append({ ...decided, school, at });
      if (!stored.repeated)
        await records.audit.note({
          at,
          account: decided.account,
          action: `link.${decided.decision.kind}`,
          detail: String(stored.entry.entry),
        });
      return stored;
    },
    decisions: () => links.entries(school),
    stop: () => thread.stop(),
  };
}

function reportOf(outcome: LinkOutcome): LinkReport {
  switch (outcome.kind) {
    case 'linked':
      return outcome.report;
    case 'unusable': {
      const { file, problem } = outcome;
      throw new Refusal('TIZHI_FILE_FORMAT', {
        zh: { file, expected: '国家上报文件', problem: problem.zh },
        en: { file, expected: 'national reporting file', problem: problem.en },
      });
    }
    case 'too_many':
      throw invalid({
        zh: `超过 ${MAX_LINK_ROWS_AT_ONCE} 行，请使用命令 tizhi link`,
        en: `more than ${MAX_LINK_ROWS_AT_ONCE} rows: use the command tizhi link`,
      });
  }
}

const invalid = ({ zh, en }: { readonly zh: string; readonly en: string }): Refusal =>
  new Refusal('TIZHI_REQUEST_INVALID', { zh: { problem: zh }, en: { problem: en } });

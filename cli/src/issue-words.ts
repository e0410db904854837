import { type ProblemWords, words } from '@tizhi/contracts';
import { z } from 'zod';

const inChinese = z.locales.zhCN().localeError;

/** What a schema refused, in both languages; a sentence written in a schema itself is English in both. */
export function issueWords(issue: z.core.$ZodIssue | undefined, input?: unknown): ProblemWords {
  if (issue === undefined) return words('it is not valid', '无效');
  const own = WRITTEN[issue.message];
  if (own !== undefined) return words(issue.message, own);
  const made = inChinese({ ...issue, input } as Parameters<typeof inChinese>[0]);
  return words(issue.message, (typeof made === 'string' ? made : made?.message) ?? issue.message);
}

/** The sentences that our own schemas hold, where a person meets them. */
const WRITTEN: Readonly<Record<string, string>> = {
  'use 1-64 lower-case letters, digits and inner hyphens': '请用 1-64 个小写字母、数字，中间可用连字符',
  'must be false, or addresses of proxies such as 127.0.0.1 or 10.0.0.0/8, with commas between':
    '必须为 false，或以逗号分隔的代理地址，例如 127.0.0.1 或 10.0.0.0/8',
};

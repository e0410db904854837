import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { WARNINGS_DOC, withTables } from '../../scripts/write-warnings-doc.ts';
import { PRECISION_FLOOR, WARNING_RULES } from './index.ts';

it('docs/warnings.md shows the rules and reliabilities as they are (npm run docs:warnings)', () => {
  const document = readFileSync(WARNINGS_DOC, 'utf8');
  expect(withTables(document)).toBe(document);
  for (const { id, version } of WARNING_RULES) expect(document).toContain(`\`${id}\` v${version}`);
  expect(document).toContain(`less than ${100 * PRECISION_FLOOR} % of the time`);
});

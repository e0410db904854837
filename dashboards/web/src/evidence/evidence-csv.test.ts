import { EvidenceResponse } from '@tizhi/contracts';
import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import { evidenceCsv } from './evidence-csv.ts';
import { evidenceWords } from './use-evidence-words.ts';

const group = (id: string | null, more: object) => ({
  group: { schoolYear: 2025, grade: '4', class: id, sex: null },
  pupils: null,
  suppressed: 'small',
  total: null,
  levels: null,
  items: [],
  ...more,
});
const response = EvidenceResponse.parse({
  schoolYear: 2025,
  schoolYears: [2025],
  grades: ['4'],
  classes: [{ class: 'c-1', name: '=四（1）,"班"', grade: '4' }],
  programmes: [],
  report: {
    k: 10,
    groups: [
      group(null, {
        pupils: 40,
        suppressed: null,
        total: { value: 71.234, low: 70, high: 72.5, level: 95 },
        levels: { excellent: null, good: null, pass: 25, fail: 0 },
      }),
      group('c-1', {}),
    ],
    trends: [],
    effects: [],
  },
});
const t = ((key: string) => key) as unknown as TFunction;
const lines = evidenceCsv(response, evidenceWords({ t, language: 'en', classes: response.classes })).split(
  '\r\n',
);

it('a figure has its value and interval', () => {
  expect(lines).toContain('2025,4,,,evidence.total,evidence.csv.mean,71.23,70,72.5');
  expect(lines).toContain('2025,4,,,evidence.total,level.fail,0,,');
});

it('what is hidden is empty, never 0', () => {
  expect(lines).toContain('2025,4,,,evidence.total,level.excellent,,,');
});

it("a class's name is quoted and no formula", () => {
  expect(lines).toContain(`2025,4,"'=四（1）,""班""",,evidence.total,evidence.csv.pupils,,,`);
});

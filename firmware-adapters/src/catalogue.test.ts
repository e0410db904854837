import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEVICES_DOC, withTable } from '../scripts/write-devices-doc.ts';
import { catalogueEntry } from './catalogue.ts';
import { definitions } from './definitions.ts';

it('docs/devices.md shows the definitions as they are (npm run docs:devices)', () => {
  const document = readFileSync(DEVICES_DOC, 'utf8');
  expect(withTable(document)).toBe(document);
});

it('every device says in both languages what it measures and how it is met', () => {
  for (const definition of definitions) {
    const { measures, metBy } = catalogueEntry(definition);
    for (const text of [...measures, metBy])
      expect(text).toEqual({ zh: expect.stringMatching(/./), en: expect.stringMatching(/./) });
  }
});

it('every device that is no example of a station has golden frames and a simulator', () => {
  for (const definition of definitions) {
    expect(catalogueEntry(definition), definition.id).toMatchObject({ simulator: true });
  }
});

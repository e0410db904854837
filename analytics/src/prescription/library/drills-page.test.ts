import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DRILLS_PAGE, renderDrills } from '../../../scripts/generate-drills.ts';

it('docs/drills.md is what npm run generate:drills writes today', () => {
  expect(readFileSync(DRILLS_PAGE, 'utf8')).toBe(renderDrills());
});

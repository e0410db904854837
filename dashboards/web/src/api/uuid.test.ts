import { AttemptId } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import { newUuid } from './uuid.ts';

it('is a random UUID of version 4 that the server takes, and never the same', () => {
  const made = Array.from({ length: 1_000 }, newUuid);
  for (const each of made) expect(AttemptId.safeParse(each).success).toBe(true);
  for (const each of made) expect(each).toMatch(/^.{14}4.{4}[89ab]/);
  expect(new Set(made).size).toBe(made.length);
});

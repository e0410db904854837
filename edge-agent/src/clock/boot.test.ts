import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@tizhi/testing';
import { describe, expect, it } from 'vitest';
import { monotonicMs, presentBoot } from './boot.ts';

describe('this start of the machine', () => {
  it('has the name that the system gives it, the same for every process', () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'boot_id');
    writeFileSync(file, '0f9e8d7c-0000-4000-8000-000000000001\n');
    expect(presentBoot(file)).toEqual({ id: '0f9e8d7c-0000-4000-8000-000000000001', startedAt: 0 });
    folder.remove();
  });

  it('counts anew with each process where the system gives it none', () => {
    const before = monotonicMs();
    const [one, other] = [presentBoot('/nowhere'), presentBoot('/nowhere')];
    expect(one.id).not.toBe(other.id);
    expect(one.startedAt).toBeGreaterThanOrEqual(before);
  });
});

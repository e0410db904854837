import { type Programme, SchoolId } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import type { Subject } from './record-harness.contract.ts';
import { CLASS, SCHOOL } from './record-samples.contract.ts';

const { school } = SCHOOL;
const programme = (n: number, more: Partial<Programme> = {}): Programme => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  name: `每天跳绳 ${n}`,
  classes: [CLASS.class],
  from: '2025-09-01',
  to: '2026-06-30',
  ...more,
});

export function describeProgrammes({ store }: Subject): void {
  it('are listed by their first day, each school its own, and replaced by id', async () => {
    const { programmes } = store();
    for (const one of [programme(2), programme(1), programme(3, { from: '2024-09-01' })])
      await programmes.save(school, one);
    await programmes.save(school, programme(2, { name: '每天跑步' }));
    expect(await programmes.list(school)).toEqual([
      programme(3, { from: '2024-09-01' }),
      programme(1),
      programme(2, { name: '每天跑步' }),
    ]);
    expect(await programmes.list(SchoolId.parse('elsewhere'))).toEqual([]);
  });

  it('are removed once, and by their own school only', async () => {
    const { programmes } = store();
    await programmes.save(school, programme(1));
    expect(await programmes.remove(SchoolId.parse('elsewhere'), programme(1).id)).toBe(false);
    expect(await programmes.remove(school, programme(1).id)).toBe(true);
    expect(await programmes.remove(school, programme(1).id)).toBe(false);
    expect(await programmes.list(school)).toEqual([]);
  });
}

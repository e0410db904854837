import { DRILLS } from '@tizhi/analytics';
import type { Drill, StoredPrescription } from '@tizhi/contracts';

/** The drills that these prescriptions name, each once, in the library's order. */
export function drillsIn(prescriptions: readonly (StoredPrescription | null)[]): Drill[] {
  const named = new Set<string>();
  for (const stored of prescriptions) {
    if (stored?.content.kind !== 'plan') continue;
    for (const { sessions } of stored.content.weeks)
      for (const { drills } of sessions) for (const { drill } of drills) named.add(drill);
  }
  return DRILLS.filter(({ id }) => named.has(id));
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BootId } from '@tizhi/contracts';
import type { Boot } from './boot-clock.ts';

/** Milliseconds of a clock that never jumps; on Linux the same for all processes of one boot. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

/** This start of the machine. Where the system does not name it, each process counts as one. */
export function presentBoot(file = '/proc/sys/kernel/random/boot_id'): Boot {
  try {
    return { id: BootId.parse(readFileSync(file, 'utf8').trim()), startedAt: 0 };
  } catch {
    return { id: BootId.parse(randomUUID()), startedAt: monotonicMs() };
  }
}

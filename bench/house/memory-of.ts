import { readFileSync } from 'node:fs';

/** A process's resident memory now, MB (10^6 bytes). 0 when it is gone. Linux only. */
export function residentMb(pid: number): number {
  try {
    const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return (Number(kib ?? 0) * 1024) / 1e6;
  } catch {
    return 0;
  }
}

/** Processor time that a process has taken so far, seconds. 0 when it is gone. Linux only. */
export function processorSeconds(pid: number): number {
  try {
    const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(after[11]) + Number(after[12])) / CLOCK_TICKS;
  } catch {
    return 0;
  }
}
/** `getconf CLK_TCK` of every Linux. */
const CLOCK_TICKS = 100;

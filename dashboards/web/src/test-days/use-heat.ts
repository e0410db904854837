import type { TestDayId } from '@tizhi/contracts';
import { useCallback, useRef, useState } from 'react';
import { parseJson } from '../api/request.ts';
import { Heat, type HeatEvent, heatStep } from './stopwatch.ts';

/** The heat that runs on this device; it survives a reload and a phone that ran out of memory. */
export function useHeat(testDay: TestDayId): {
  readonly heat: Heat | null;
  /** Gives the heat after the event; the same one where nothing happened. */
  readonly step: (event: HeatEvent) => Heat | null;
} {
  const key = `tizhi.heat.${testDay}`;
  const [heat, setHeat] = useState<Heat | null>(() => load(key));
  const latest = useRef(heat);
  const step = useCallback(
    (event: HeatEvent): Heat | null => {
      latest.current = heatStep(latest.current, event);
      keep(key, latest.current);
      setHeat(latest.current);
      return latest.current;
    },
    [key],
  );
  return { heat, step };
}

function load(key: string): Heat | null {
  try {
    const kept = Heat.safeParse(parseJson(localStorage.getItem(key) ?? ''));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}

function keep(key: string, heat: Heat | null): void {
  try {
    if (heat === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(heat));
  } catch {
    // Storage is forbidden or full: the heat lasts as long as the page; each tap was sent already.
  }
}

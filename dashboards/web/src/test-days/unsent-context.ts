import { createContext, useContext, useSyncExternalStore } from 'react';
import type { UnsentBox, UnsentState } from './unsent-box.ts';

export const UnsentContext = createContext<UnsentBox | null>(null);

/** The decisions that wait on this device. Only below `UnsentProvider`. */
export function useUnsent(): { readonly box: UnsentBox; readonly state: UnsentState } {
  const box = useContext(UnsentContext);
  if (box === null) throw new Error('useUnsent is used outside UnsentProvider');
  return { box, state: useSyncExternalStore(box.subscribe, box.state) };
}

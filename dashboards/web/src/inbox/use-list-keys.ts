import type { WarningId, WarningView } from '@tizhi/contracts';
import { useEffect } from 'react';

/** Keys write while something to write in has the focus. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** J and K, or the arrows, move through the list; Escape leaves the warning. */
export function useListKeys({
  shown,
  chosen,
  onChoose,
}: {
  readonly shown: readonly WarningView[];
  readonly chosen: WarningId | null;
  readonly onChoose: (warning: WarningId | null) => void;
}): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape' && chosen !== null) onChoose(null);
      if (step === undefined || shown.length === 0) return;
      event.preventDefault();
      const at = shown.findIndex(({ warning }) => warning.warning === chosen);
      const next = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + step));
      onChoose(shown[next]?.warning.warning ?? null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shown, chosen, onChoose]);
}

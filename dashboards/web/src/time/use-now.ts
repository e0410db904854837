import { useEffect, useState } from 'react';

/** The page's own steady clock (`performance.now()`), read anew every `everyMs`. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(performance.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}

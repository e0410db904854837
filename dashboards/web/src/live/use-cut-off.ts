import { type RefObject, useEffect, useRef, useState } from 'react';

/** How many children of a row lie wholly or partly beyond its right edge. `content` says when they changed. */
export function useCutOff<T extends HTMLElement>(content: string): readonly [RefObject<T | null>, number] {
  const row = useRef<T>(null);
  const [cut, setCut] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other children lie elsewhere
  useEffect(() => {
    const drawn = row.current;
    if (drawn === null) {
      setCut(0);
      return;
    }
    const count = (): void => {
      const { right } = drawn.getBoundingClientRect();
      setCut([...drawn.children].filter((child) => child.getBoundingClientRect().right > right + 1).length);
    };
    const observer = new ResizeObserver(count);
    observer.observe(drawn);
    for (const child of drawn.children) observer.observe(child);
    drawn.addEventListener('scroll', count, { passive: true });
    return () => {
      observer.disconnect();
      drawn.removeEventListener('scroll', count);
    };
  }, [content]);
  return [row, cut];
}

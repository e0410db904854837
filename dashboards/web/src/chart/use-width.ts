import { type RefObject, useEffect, useRef, useState } from 'react';

/** The width of a drawing before its box is known, px: a phone's. */
const FIRST_PX = 340;

/** An element's width as it is and changes, px, so that a drawing's letters keep their size. */
export function useWidth<T extends Element>(): readonly [RefObject<T | null>, number] {
  const element = useRef<T>(null);
  const [width, setWidth] = useState(FIRST_PX);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry?.contentRect.width ?? 0);
      if (measured > 0) setWidth(measured);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}

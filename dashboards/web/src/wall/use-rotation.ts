import { useEffect, useState } from 'react';

/** Counts up every so many ms, from 0. */
export function useRotation(everyMs: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTurn((before) => before + 1), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return turn;
}

/** A slow walk of a few pixels, so that no edge stands on the same pixels for days. */
const ORBIT = [
  [0, 0],
  [7, 3],
  [10, 9],
  [4, 13],
  [-4, 11],
  [-10, 5],
  [-9, -4],
  [-2, -9],
  [6, -7],
] as const;

export const orbitAt = (turn: number): readonly [x: number, y: number] =>
  ORBIT[turn % ORBIT.length] ?? ORBIT[0];

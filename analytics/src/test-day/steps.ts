/**
 * Work that can be put down: it yields after every small part, and whoever runs it goes on when he likes. A server
 * that has other things to do runs it a few milliseconds at a time; {@link runAll} runs it at once.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

export function runAll<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** `Array.map` in steps of so many. */
export function* mapInSteps<A, B>(all: Iterable<A>, each: (one: A) => B, atOnce: number): Steps<B[]> {
  const made: B[] = [];
  for (const one of all) {
    made.push(each(one));
    if (made.length % atOnce === 0) yield;
  }
  return made;
}

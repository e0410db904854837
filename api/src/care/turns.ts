/** Runs works of one key one after the other, those of different keys beside each other. */
export function createTurns<Key>(): <T>(key: Key, work: () => Promise<T>) => Promise<T> {
  const last = new Map<Key, Promise<unknown>>();
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const done = mine.catch(() => undefined);
    last.set(key, done);
    void done.then(() => last.get(key) === done && last.delete(key));
    return mine;
  };
}

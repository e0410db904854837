import { describe, expect, it } from 'vitest';
import { PATIENCE_MS, Patience } from './patience.ts';

describe('patience with a gateway that never took its desired state', () => {
  const topic = 'tizhi/1/demo/gym/down/lesson';

  it('tells it again only when it is still behind after its time', () => {
    const patience = new Patience();
    const behind = { held: 7, taken: 3 };
    expect(patience.exhausted(topic, { ...behind, at: 0 })).toBe(false);
    expect(patience.exhausted(topic, { ...behind, at: PATIENCE_MS - 1 })).toBe(false);
    expect(patience.exhausted(topic, { ...behind, at: PATIENCE_MS })).toBe(true);
    expect(patience.exhausted(topic, { ...behind, at: PATIENCE_MS + 1 })).toBe(false);
  });

  it('starts anew with a newer message, and forgets one that was taken', () => {
    const patience = new Patience();
    patience.exhausted(topic, { held: 7, taken: 3, at: 0 });
    expect(patience.exhausted(topic, { held: 8, taken: 3, at: PATIENCE_MS })).toBe(false);
    expect(patience.exhausted(topic, { held: 8, taken: 8, at: 2 * PATIENCE_MS })).toBe(false);
    expect(patience.exhausted(topic, { held: 8, taken: 3, at: 4 * PATIENCE_MS })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

describe("the server's clock", () => {
  it('is believed while it goes on, and through small corrections', () => {
    let wall = 1_700_000_000_000;
    const clock = createServerClock(() => wall);
    expect(clock.now()).toEqual({ at: wall, trusted: true });
    wall -= 4_000;
    expect(clock.now()).toEqual({ at: wall, trusted: true });
    wall += 3_600_000;
    expect(clock.now()).toEqual({ at: wall, trusted: true });
  });

  it('is not believed once it was set back, until it has caught up', () => {
    let wall = 1_700_000_000_000;
    const clock = createServerClock(() => wall);
    clock.now();
    wall -= 3_600_000;
    expect(clock.now()).toEqual({ at: wall, trusted: false });
    wall += 3_600_000;
    expect(clock.now().trusted).toBe(true);
  });

  it('is not believed in 1970 when the store knows a later time', () => {
    const clock = createServerClock(() => 12_000);
    clock.reached(1_700_000_000_000);
    expect(clock.now()).toEqual({ at: 12_000, trusted: false });
  });
});

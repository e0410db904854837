import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { hashSecret, verifySecret } from './secrets.ts';

describe('secrets', () => {
  it('verify against their own hash only, and two hashes of one secret differ', async () => {
    const [one, two] = await Promise.all([hashSecret('体质 one'), hashSecret('体质 one')]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$=]{22}\$[^$=]{43}$/);
    expect(await verifySecret('体质 one', one)).toBe(true);
    expect(await verifySecret('体质 two', one)).toBe(false);
  });

  it.each([
    '',
    'plain',
    '$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzYWx0$MTIzNDU2Nzg5MDEyMzQ1Njc4OTA',
    '$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHRzYWx0$MTIzNDU2Nzg5MDEyMzQ1Njc4OTA',
    '$argon2id$v=19$m=0,t=0,p=0$c29tZXNhbHRzYWx0$MTIzNDU2Nzg5MDEyMzQ1Njc4OTA',
  ])('are refused by %j without a crash', async (phc) => {
    expect(await verifySecret('x', phc)).toBe(false);
  });
});

describe('the gate', () => {
  it('runs a few at once, lets a few wait, and turns the rest away', async () => {
    const gate = createGate({ atOnce: 2, waiting: 3 });
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return 'done';
    };
    const results = await Promise.all(Array.from({ length: 8 }, () => gate.run(task)));
    expect(most).toBe(2);
    expect(results.filter((result) => result === undefined)).toHaveLength(3);
    expect(await gate.run(task)).toBe('done');
  });

  it('is free again after a task that fails', async () => {
    const gate = createGate({ atOnce: 1, waiting: 0 });
    await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.run(async () => 1)).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

describe('passwords', () => {
  it('are kept as argon2id with the OWASP parameters, salted afresh each time', async () => {
    const [first, second] = await Promise.all([hashPassword('demo-teacher'), hashPassword('demo-teacher')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
  });

  it('match themselves and nothing else', async () => {
    const phc = await hashPassword('操场 2026');
    expect(await verifyPassword('操场 2026', phc)).toBe(true);
    expect(await verifyPassword('操场 2027', phc)).toBe(false);
    expect(await verifyPassword('', phc)).toBe(false);
  });

  it('are the same however an input method composed them', async () => {
    const phc = await hashPassword('café２'); // é in one code point, a full-width 2
    expect(await verifyPassword('cafe\u03012', phc)).toBe(true);
  });

  it('made by the reference implementation are understood, with their own parameters', async () => {
    // phc-winner-argon2, src/test.c: hashtest(version, 2, 16, 1, "password", "somesalt", ..., Argon2_id)
    const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', phc)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['plain text', 'demo-teacher'],
    ['another algorithm', '$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA'],
    ['no passes', '$argon2id$v=19$m=19456,t=0,p=1$c29tZXNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA'],
    ['more memory than allowed', '$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA'],
  ])('never match a stored value that is %s', async (_what, stored) => {
    expect(await verifyPassword('demo-teacher', stored)).toBe(false);
  });
});

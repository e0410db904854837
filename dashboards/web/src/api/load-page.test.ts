import { describe, expect, it } from 'vitest';
import { loadPage, Unreachable } from './load-page.ts';

const broken = new TypeError('Failed to fetch dynamically imported module');
const fails = () => Promise.reject(broken);

describe('fetching a page', () => {
  it('is the page, and nobody is asked', async () => {
    const page = loadPage(
      () => Promise.resolve('page'),
      () => Promise.reject(new Error('asked')),
    );
    expect(await page).toBe('page');
  });

  it('says that nobody answers where nobody does', async () => {
    const error: unknown = await loadPage(fails, () => Promise.resolve(false)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Unreachable);
  });

  it('keeps the error where the server answers: the network is not to blame', async () => {
    await expect(loadPage(fails, () => Promise.resolve(true))).rejects.toBe(broken);
  });
});

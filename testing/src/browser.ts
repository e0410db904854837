import { type Browser, chromium } from 'playwright-core';
import { findPart } from './parts.ts';

/** Debian's Chromium, headless, with nothing that calls home. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findPart('chromium');
  if (executablePath === undefined) throw new Error('chromium is not installed');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

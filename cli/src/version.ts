import { readFileSync } from 'node:fs';

/** The version in the root package.json, which every part reports. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;

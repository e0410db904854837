import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Programs that tests start for real, and the Debian package that brings each. */
export const PARTS = {
  influxd: 'influxdb',
  socat: 'socat',
  chromium: 'chromium',
  mosquitto: 'mosquitto',
  'nats-server': 'nats-server',
  postgres: 'postgresql',
  btvirt: 'bluez-test-tools',
  gcc: 'gcc',
} as const;
export type Part = keyof typeof PARTS;

/** The path of a program, or `undefined` where the machine has none. */
export function findPart(part: Part): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', ...postgresFolders()];
  return folders.map((folder) => join(folder, part)).find(isExecutable);
}

const POSTGRES_VERSIONS = '/usr/lib/postgresql';
/** Debian keeps the server's programs of each version apart, outside the path; the newest first. */
function postgresFolders(): string[] {
  try {
    const versions = readdirSync(POSTGRES_VERSIONS).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(POSTGRES_VERSIONS, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A `describe` that needs real programs. Where one is missing the tests are reported as not run, with
 * its name; with `CI=true` a missing part is a failure.
 */
export function describeWith(parts: readonly Part[], name: string, tests: () => void): void {
  const missing = parts.filter((part) => findPart(part) === undefined);
  if (missing.length === 0) describe(name, tests);
  else if (process.env.CI === 'true') {
    it(`${name}: needs ${missing.join(', ')}`, () => expect(missing).toEqual([]));
  } else describe.skip(`${name} (NOT TESTED: ${missing.join(', ')} is not installed)`, tests);
}

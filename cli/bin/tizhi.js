#!/usr/bin/env node
// Starts the command line on the Node that `npm ci` installed: the machine's own may be older and
// cannot run TypeScript as it is.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './launch.js';

// A reader that stops early (| head) ends the command; it is not an error worth a stack trace.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

// What this program writes is children's health data: for its own user only.
process.umask(0o077);

const major = Number(process.versions.node.split('.')[0]);
if (major >= 24) {
  const { main } = await import('../src/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const node = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
  launch(node, fileURLToPath(import.meta.url), process.argv.slice(2));
}

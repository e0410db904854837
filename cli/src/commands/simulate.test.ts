import { createReadStream } from 'node:fs';
import { createOnceAdapter, findDefinition } from '@tizhi/firmware-adapters';
import { describeWith, eventually, type PtyPair, ptyPair, startTizhi } from '@tizhi/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runTizhi } from './run.fixture.ts';

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { hashOf, requireCard, requireCardNow } from './model-card.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const cards = pathToFileURL(`${folder.path}/`);
const weights = [Buffer.from('topology'), Buffer.from('weights')];

describe('a model', () => {
  it('loads by the card that names its hash', async () => {
    writeFileSync(join(folder.path, 'known.md'), `# Known\n\nSHA-256 \`${hashOf(weights)}\`\n`);
    await expect(requireCard('known', weights, cards)).resolves.toBeUndefined();
  });

  it('does not load with other weights, or without a card', async () => {
    const code = expect.objectContaining({ code: 'TIZHI_MODEL_WITHOUT_CARD' });
    const other = [Buffer.from('topology'), Buffer.from('weightz')];
    await expect(requireCard('known', other, cards)).rejects.toEqual(code);
    await expect(requireCard('unknown', weights, cards)).rejects.toEqual(code);
  });

  it('is held to the same where it is read at once', () => {
    writeFileSync(join(folder.path, 'small.md'), `SHA-256 \`${hashOf(weights)}\``);
    expect(() => requireCardNow('small', weights, cards)).not.toThrow();
    const code = expect.objectContaining({ code: 'TIZHI_MODEL_WITHOUT_CARD' });
    expect(() => requireCardNow('small', [Buffer.from('weights')], cards)).toThrow(code);
    expect(() => requireCardNow('nowhere', weights, cards)).toThrow(code);
  });
});

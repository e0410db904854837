import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { main } from '../cli/src/main.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const Manifest = z.object({
  workspaces: z.array(z.string()).default([]),
  scripts: z.record(z.string(), z.string()).default({}),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const manifest = (folder: string) => Manifest.parse(JSON.parse(read(join(folder, 'package.json'))));
const { workspaces, scripts } = manifest('.');

const pages = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...globSync('docs/*.md', { cwd: root }),
];

/** Lines of fenced blocks, of one language or of any. */
function codeLines(markdown: string, languages = /.*/): string[] {
  return [...markdown.matchAll(/^```(\S*)\n([\s\S]*?)^```/gm)]
    .filter(([, language]) => languages.test(language ?? ''))
    .flatMap(([, , code]) => (code ?? '').split('\n'));
}
const shellLines = (markdown: string): string[] =>
  codeLines(markdown, /^(sh|bash|shell)$/).map((line) => line.replace(/\s+#.*$/, '').trim());
const withoutCode = (markdown: string): string => markdown.replaceAll(/^```[\s\S]*?^```/gm, '');
const headings = (markdown: string): string[] =>
  [...withoutCode(markdown).matchAll(/^(#+) /gm)].map(([, marks]) => marks ?? '');
const targets = (markdown: string): string[] =>
  [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');

describe('the two READMEs say the same', () => {
  const [en, zh] = [read('README.md'), read('README.zh-CN.md')];
  it('have the same headings, level by level', () => expect(headings(zh)).toEqual(headings(en)));
  it('have the same commands', () => expect(shellLines(zh)).toEqual(shellLines(en)));
  it('have the same images and links, but for the link to each other', () => {
    const others = (markdown: string) => targets(markdown).filter((target) => !target.startsWith('README'));
    expect(others(zh)).toEqual(others(en));
  });
});

describe('what a page names exists', () => {
  it.each(pages)('%s: files it links to', (page) => {
    const missing = targets(read(page))
      .filter((target) => !/^(https?:|mailto:|#)/.test(target))
      .map((target) => join(dirname(page), target.replace(/#.*$/, '')))
      .filter((target) => !existsSync(join(root, target)));
    expect(missing).toEqual([]);
  });

  it.each(pages)('%s: npm scripts', (page) => {
    const named = [...read(page).matchAll(/\bnpm (?:run )?(start|test|(?<=run )[a-z:-]*[a-z])/g)].map(
      ([, name]) => name,
    );
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  const commands = [...new Set(pages.flatMap((page) => shellLines(read(page))))]
    .filter((line) => line.includes('npx tizhi '))
    .map((line) => line.slice(line.indexOf('npx tizhi ') + 'npx tizhi '.length));
  it('there are commands to check', () => expect(commands.length).toBeGreaterThan(5));

  it.each(commands)('tizhi %s: the command and its options', async (line) => {
    const words = line.split(/\s+/);
    const options = words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.replace(/=.*/, ''));
    const firstOption = words.findIndex((word) => word.startsWith('-'));
    const path = words.slice(0, firstOption < 0 ? words.length : firstOption);
    const help: string[] = [];
    const code = await main([...path, '--help'], { out: (text) => help.push(text), err: () => {} });
    expect(code).toBe(0);
    for (const option of options) expect(help.join('\n')).toMatch(new RegExp(`(^|[\\s,])${option}\\b`, 'm'));
    expect(help.join('\n')).toContain(`Usage: tizhi ${path[0] ?? ''}`);
  });
});

describe('docs/dependencies.md', () => {
  it('lists exactly the dependencies of every package', () => {
    const listed = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` *\|/gm)].map(([, name]) => name);
    const real = ['.', ...workspaces]
      .map(manifest)
      .flatMap(({ dependencies, devDependencies }) => [dependencies, devDependencies].flatMap(Object.keys))
      .filter((name) => !name.startsWith('@tizhi/'));
    expect([...listed].sort()).toEqual([...new Set(real)].sort());
  });
});

describe('docs/architecture.md', () => {
  const text = read('docs/architecture.md');
  it.each(workspaces)('names the room %s', (room) =>
    expect(text).toMatch(new RegExp(`^\\| \`${room}\` *\\|`, 'm')),
  );
  it('explains the project without anything outside the repository', () => {
    for (const page of pages) expect(read(page)).not.toMatch(/\.\.\/shared|\/work\//);
  });
});

it('every room has its own package', () => {
  expect(workspaces.filter((room) => !readdirSync(join(root, room)).includes('package.json'))).toEqual([]);
});

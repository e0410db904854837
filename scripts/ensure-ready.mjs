// Runs before `npm start`, `npm test`, ... on whatever Node (20 or later) the machine has: installs the
// packages when they are missing or older than the lock file and, with --web, builds the pages when a
// source of theirs is newer than the build. Plain JavaScript without dependencies, for that reason.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modified = (path) => (existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0);

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error('Tizhi needs Node 20 or later to start (it brings its own newer one).');
  console.error('启动 Tizhi 需要 Node 20 或更高版本（它会自带更新的版本）。');
  process.exit(1);
}

const run = (command, args) => {
  const bin = join(root, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env,
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
};

const stamp = join('node_modules', '.package-lock.json');
if (
  modified(stamp) < modified('package-lock.json') ||
  !existsSync(join(root, 'node_modules', '.bin', 'node'))
) {
  console.log('Installing packages (once) ... 正在安装依赖（仅一次）……');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error']);
  const now = new Date();
  if (existsSync(join(root, stamp))) utimesSync(join(root, stamp), now, now);
}

if (process.argv.includes('--web')) {
  const newest = (folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce(
        (latest, entry) =>
          Math.max(latest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
        0,
      );
  const sources = ['dashboards/web/src', 'contracts/src'].map(newest);
  const files = ['index.html', 'vite.config.ts', 'package.json'].map((file) =>
    modified(join('dashboards/web', file)),
  );
  if (modified('dashboards/web/dist/index.html') < Math.max(...sources, ...files)) {
    console.log('Building the pages (once) ... 正在生成网页（仅一次）……');
    run('npm', ['run', 'build', '--silent', '--workspace', '@tizhi/web']);
  }
}

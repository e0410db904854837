import { randomBytes } from 'node:crypto';
import { hashPassword } from '@tizhi/api';
import { AccountId, Role, TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import { pino } from 'pino';
import { loadSettings } from '../config.ts';
import type { Output } from '../output.ts';
import { openStoresOf } from '../run/roles.ts';

/** `tizhi account add`: who signs in on the pages. */
export function addAccount(program: Command, output: Output): void {
  program
    .command('account')
    .description('Manage accounts. 管理账号。')
    .command('add <username>')
    .description('Create an account or give it a new password, printed once. 新建账号或重置密码。')
    .requiredOption('--role <role>', Role.options.join(', '))
    .option('--name <name>', 'shown on the pages 显示名称')
    .option('-c, --config <file>', 'settings file 配置文件')
    .action(async (username: string, options: { role: string; name?: string; config?: string }) => {
      const role = Role.safeParse(options.role);
      if (!role.success)
        throw usage(`"${options.role}" is not a role (${Role.options.join(', ')})`, 'account add');
      const id = AccountId.safeParse(username);
      if (!id.success)
        throw usage(`"${username}" cannot be a user name: ${id.error.issues[0]?.message}`, 'account add');
      const settings = loadSettings({ file: options.config });
      const stores = await openStoresOf({ settings, log: pino({ level: 'silent' }) });
      try {
        const known = await stores.records.accounts.byUsername(username);
        const password = randomBytes(12).toString('base64url');
        await stores.records.accounts.save({
          account: known?.account ?? id.data,
          school: settings.school,
          username,
          displayName: options.name ?? known?.displayName ?? username,
          role: role.data,
          passwordHash: await hashPassword(password),
        });
        output.out(`user name 用户名: ${username}\npassword 密码: ${password}`);
      } finally {
        await stores.close();
      }
    });
}

const usage = (problem: string, command: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: `tizhi ${command}` });

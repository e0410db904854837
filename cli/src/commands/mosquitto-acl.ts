import { mosquittoAcl } from '@tizhi/broker';
import type { Command } from 'commander';
import type { Output } from '../output.ts';

/** `tizhi mosquitto-acl`: the access list for a school whose broker is mosquitto (docs/external-broker.md). */
export function addMosquittoAcl(program: Command, output: Output): void {
  program
    .command('mosquitto-acl')
    .description('Print the access list for the mosquitto broker. 输出 mosquitto 的访问控制列表。')
    .action(() => output.out(mosquittoAcl().trimEnd()));
}

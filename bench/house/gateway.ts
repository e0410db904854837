import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayId, type SchoolId } from '@tizhi/contracts';
import { type RunningProcess, startProcess } from '@tizhi/testing';
import { stringify } from 'yaml';
import { admitGateway, gatewayUsername } from '../../cli/src/run/secrets.ts';
import type { GatewayLink } from '../load/plan.ts';

const TIZHI = join(import.meta.dirname, '../../cli/bin/tizhi.js');

/** Accounts at the broker for gateways of that name; to be made before the broker starts. */
export async function admitGateways(
  dataDir: string,
  { school, prefix, count }: { readonly school: SchoolId; readonly prefix: string; readonly count: number },
): Promise<GatewayLink[]> {
  mkdirSync(dataDir, { recursive: true });
  const links: GatewayLink[] = [];
  for (let i = 1; i <= count; i += 1) {
    const gateway = GatewayId.parse(`${prefix}-${i}`);
    const password = await admitGateway({ dataDir, address: { school, gateway }, replace: true });
    links.push({ school, gateway, username: gatewayUsername(school, gateway), password });
  }
  return links;
}

/** Writes a gateway's configuration into its folder and gives the file. */
export function writeEdgeConfig(
  folder: string,
  gateway: {
    readonly link: GatewayLink;
    readonly mqttPort: number;
    readonly sources: readonly object[];
    readonly rules?: object;
    readonly outbox?: object;
  },
): string {
  const { link, mqttPort, sources, rules = {}, outbox = {} } = gateway;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'edge.yaml');
  const { school, username, password } = link;
  const broker = { url: `mqtt://127.0.0.1:${mqttPort}`, username, password };
  const dataDir = 'data';
  writeFileSync(file, stringify({ school, gateway: link.gateway, dataDir, broker, sources, rules, outbox }));
  return file;
}

/** `tizhi edge` as a process of its own. */
export const startEdge = (config: string, logLevel = 'info'): RunningProcess =>
  startProcess(process.execPath, [TIZHI, 'edge', '--config', config, '--log-level', logLevel]);

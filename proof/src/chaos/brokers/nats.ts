import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, findPart } from '@tizhi/testing';
import type { Part, Yard } from '../part.ts';
import { lastingPort } from '../ports.ts';
import { type Account, type BrokerSide, SCHOOL, SERVICE, STARTED_WITHIN_MS } from './broker-side.ts';

const NODES = 3;

interface Node {
  readonly name: string;
  readonly client: number;
  readonly cluster: number;
  readonly mqtt: number;
  readonly monitor: number;
}

/**
 * Three nats-server nodes with JetStream and an MQTT listener each. Ingest and the gateways sit at different
 * nodes, so that every message crosses the cluster, and the node that is killed is always somebody's. One
 * node is in trouble at a time: two of three are the majority that JetStream needs.
 */
export async function natsCluster(yard: Yard, gateways: readonly string[]): Promise<BrokerSide> {
  const program = findPart('nats-server');
  if (program === undefined) throw new Error('nats-server is not installed (Debian package nats-server)');
  const nodes: Node[] = [];
  for (let n = 1; n <= NODES; n += 1) {
    const [client, cluster] = [await lastingPort(), await lastingPort()];
    const [mqtt, monitor] = [await lastingPort(), await lastingPort()];
    nodes.push({ name: `nats-${n}`, client, cluster, mqtt, monitor });
  }
  const accountAt = (username: string, n: number): Account => ({
    url: `mqtt://127.0.0.1:${nodes[n % NODES]?.mqtt}`,
    username,
    password: crypto.randomUUID(),
  });
  const service = accountAt(SERVICE, 0);
  const ofGateways = new Map(
    gateways.map((gateway, i) => [gateway, accountAt(`${SCHOOL}.${gateway}`, i + 1)]),
  );
  const parts = nodes.map((node): Part => {
    const { folder } = yard.place(node.name);
    const config = join(folder, 'nats.conf');
    writeFileSync(config, configOf({ node, nodes, folder, accounts: [service, ...ofGateways.values()] }), {
      mode: 0o600,
    });
    const process = yard.program(node.name, program, ['-c', config]);
    process.start();
    return { name: node.name, role: 'broker', group: 'nats', process, folder, disk: undefined };
  });
  await eventually('every node is healthy', () => allHealthy(nodes), STARTED_WITHIN_MS);
  return { parts, service, gateways: ofGateways };
}

const configOf = (parts: {
  readonly node: Node;
  readonly nodes: readonly Node[];
  readonly folder: string;
  readonly accounts: readonly Account[];
}): string => {
  const { node, nodes, folder, accounts } = parts;
  const routes = nodes.filter((other) => other !== node).map(({ cluster }) => `nats://127.0.0.1:${cluster}`);
  return `server_name: ${node.name}
listen: "127.0.0.1:${node.client}"
http: "127.0.0.1:${node.monitor}"
jetstream { store_dir: "${join(folder, 'jetstream')}" }
mqtt { listen: "127.0.0.1:${node.mqtt}", ack_wait: "10s", max_ack_pending: 1000 }
cluster { name: tizhi, listen: "127.0.0.1:${node.cluster}", routes: [${routes.map((route) => `"${route}"`).join(', ')}] }
authorization { users: [
${accounts.map(({ username, password }) => `  { user: "${username}", password: "${password}" }`).join('\n')}
] }
`;
};

async function allHealthy(nodes: readonly Node[]): Promise<boolean> {
  const answers = await Promise.all(
    nodes.map(({ monitor }) =>
      fetch(`http://127.0.0.1:${monitor}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      ),
    ),
  );
  return answers.every(Boolean);
}

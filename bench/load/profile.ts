import { type Profiler, Session } from 'node:inspector/promises';

/** How many functions and packages are named. */
const NAMED = { functions: 14, owners: 10 };

type Node = Profiler.ProfileNode;

/**
 * Runs work under V8's sampling profiler (1 kHz) and says where this process spent its time: by who asked for
 * it (a package with all that node and native code did for it), and by function alone.
 */
export async function profiled<T>(work: () => Promise<T>, say: (line: string) => void): Promise<T> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  try {
    return await work();
  } finally {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    for (const line of linesOf(profile)) say(line);
  }
}

function linesOf({ nodes, samples = [] }: Profiler.Profile): string[] {
  const hits = new Map<number, number>();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<string, number>();
  const functions = new Map<string, number>();
  const visit = (node: Node, inherited: string): void => {
    const count = hits.get(node.id) ?? 0;
    const owner = ownerOf(node) ?? inherited;
    owners.set(owner, (owners.get(owner) ?? 0) + count);
    functions.set(nameOf(node), (functions.get(nameOf(node)) ?? 0) + count);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) visit(child, owner);
    }
  };
  const [root] = nodes;
  if (root !== undefined) visit(root, 'node');
  const top = (counts: ReadonlyMap<string, number>, most: number): string[] =>
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, count]) => `${((100 * count) / samples.length).toFixed(1).padStart(5)} %  ${name}`);
  return [
    'by who asked for it:',
    ...top(owners, NAMED.owners),
    'by function:',
    ...top(functions, NAMED.functions),
  ];
}

/** The package or room whose code this is; `undefined` for node's own and native code. */
function ownerOf({ callFrame: { url, functionName } }: Node): string | undefined {
  if (functionName.startsWith('(') && url === '') return functionName;
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(url)?.[1];
  return installed ?? /\/([^/]+)\/src\/[^/]+$/.exec(url)?.[1];
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const place = url === '' ? '' : ` ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
  return `${functionName || '(anonymous)'}${place}`;
}

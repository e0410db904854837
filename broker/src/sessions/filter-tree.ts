/** A subscription that a topic meets. */
export interface Match {
  readonly clientId: string;
  /** The filter, as subscribed. */
  readonly topic: string;
  readonly qos: number;
}

interface Node {
  readonly below: Map<string, Node>;
  readonly here: Map<string, Match>;
}
const newNode = (): Node => ({ below: new Map(), here: new Map() });

/** Subscriptions by the levels of their filters: finding those of a topic costs its depth, not their number. */
export interface FilterTree {
  add(match: Match): void;
  remove(filter: string, clientId: string): void;
  /** One for each client: of overlapping filters the one with the highest QoS [MQTT-3.3.5-1]. */
  match(topic: string): Match[];
}

export function createFilterTree(): FilterTree {
  const root = newNode();

  return {
    add(match) {
      let node = root;
      for (const level of match.topic.split('/')) {
        let next = node.below.get(level);
        if (next === undefined) {
          next = newNode();
          node.below.set(level, next);
        }
        node = next;
      }
      node.here.set(match.clientId, match);
    },
    remove(filter, clientId) {
      const path: { node: Node; level: string }[] = [];
      let node: Node | undefined = root;
      for (const level of filter.split('/')) {
        path.push({ node, level });
        node = node.below.get(level);
        if (node === undefined) return;
      }
      node.here.delete(clientId);
      for (const { node: parent, level } of path.reverse()) {
        const child = parent.below.get(level);
        if (child === undefined || child.here.size > 0 || child.below.size > 0) return;
        parent.below.delete(level);
      }
    },
    match(topic) {
      const levels = topic.split('/');
      const found = new Map<string, Match>();
      const collect = (node: Node | undefined): void => {
        for (const match of node?.here.values() ?? []) {
          const known = found.get(match.clientId);
          if (known === undefined || known.qos < match.qos) found.set(match.clientId, match);
        }
      };
      const walk = (node: Node, depth: number): void => {
        const wild = depth > 0 || !topic.startsWith('$');
        if (wild) collect(node.below.get('#'));
        const level = levels[depth];
        if (level === undefined) {
          collect(node);
          return;
        }
        for (const name of wild && level !== '+' ? [level, '+'] : [level]) {
          const next = node.below.get(name);
          if (next !== undefined) walk(next, depth + 1);
        }
      };
      walk(root, 0);
      return [...found.values()];
    },
  };
}

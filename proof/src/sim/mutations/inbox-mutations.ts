import type { Mutation } from './mutation.ts';

const ACCEPT = 'ingest/src/accept.ts';
const PIPELINE = 'ingest/src/pipeline.ts';
const COMMIT = 'ingest/src/to-commit.ts';
const JUDGE = 'ingest/src/judge.ts';
const DRAFT = 'ingest/src/draft.ts';
const BODY = 'ingest/src/read-body.ts';
const STATE = 'ingest/src/inbox-state.ts';
const CLOCK = 'ingest/src/server-clock.ts';

const TAKEN = '  draft.setLane(name, { ...lane, accepted: { seq, chain }, suspect: null });';

/** Bugs on the school's side. */
export const INBOX_MUTATIONS: readonly Mutation[] = [
  {
    name: 'inbox: acknowledges what it has accepted, before it is stored',
    file: ACCEPT,
    find: TAKEN,
    replace: `${TAKEN}\n  draft.acknowledge(key, { seq, chain });`,
  },
  {
    name: 'inbox: acknowledges when telemetry is stored, before the mark has moved',
    file: PIPELINE,
    find: "  draft.counters.rowsStored += sum(items, 'rows');",
    replace:
      "  draft.counters.rowsStored += sum(items, 'rows');\n  for (const { key, to, chain } of placesByLane(items).values()) draft.acknowledge(key, { seq: to, chain });",
  },
  {
    name: 'inbox: commits marks before telemetry is stored',
    file: PIPELINE,
    find: "    if (items.some(({ content }) => content.kind === 'telemetry')) startStoring(draft, lane, batch);",
    replace: '',
  },
  {
    name: 'inbox: a failed write counts as done',
    file: PIPELINE,
    find: "const next = batch.stage.kind === 'storing' ? 'store' : 'check';",
    replace: "const next = 'check' as const;",
  },
  {
    name: 'inbox: any batch may commit, not only the first',
    file: PIPELINE,
    find: '    const [first] = draft.pipeline(lane).batches;',
    replace:
      "    const { batches } = draft.pipeline(lane);\n    const first = batches.find(({ stage }) => stage.kind === 'stored') ?? batches[0];",
  },
  {
    name: 'inbox: the committed batch is not the one that is taken off',
    file: PIPELINE,
    find: "if (batch?.stage.kind !== 'committing') return;",
    replace:
      'if (batch === undefined) return;\n  if (draft.pipeline(lane).batches.length > 1) removeFirst(draft, lane);',
  },
  {
    name: 'inbox: acknowledges one more than it stored',
    file: PIPELINE,
    find: '    const stored = known.stored.seq < to ? { seq: to, chain } : known.stored;',
    replace: '    const stored = { seq: to + 1, chain };',
  },
  {
    name: 'inbox: a failed commit counts as done',
    file: PIPELINE,
    find: "if (batch === undefined || batch.stage.kind === 'stored' || batch.stage.kind === 'waiting') return;",
    replace:
      "if (batch === undefined || batch.stage.kind === 'stored' || batch.stage.kind === 'waiting') return;\n  if (batch.stage.kind === 'committing') return noteCommitted(draft, lane, id);",
  },
  {
    name: 'inbox: after a failed commit the lane keeps what the store has already',
    file: PIPELINE,
    find: 'return fits && place.to > seq ? [beyond(item, mark)] : [];',
    replace: 'return [item];',
  },
  {
    name: 'inbox: a gap covers what another worker stored after all',
    file: PIPELINE,
    find: 'return fits && place.to > seq ? [beyond(item, mark)] : [];',
    replace: 'return fits && place.to > seq ? [item] : [];',
  },
  {
    name: 'inbox: does not see that it has a message already',
    file: ACCEPT,
    find: '  if (seq <= lane.accepted.seq) {',
    replace: '  if (seq < lane.accepted.seq) {',
  },
  {
    name: 'inbox: says nothing to who sends again what it has',
    file: ACCEPT,
    find: '    if (seq <= lane.stored.seq) answer(draft, name, lane);\n    return;',
    replace: '    return;',
  },
  {
    name: 'inbox: passes over missing messages without a gap',
    file: ACCEPT,
    find: '  if (seq > accepted.seq + 1) {',
    replace: '  if (seq > accepted.seq + 1_000_000) {',
  },
  {
    name: 'inbox: a gap one too large',
    file: ACCEPT,
    find: 'fromSeq: accepted.seq + 1, toSeq: seq - 1, at',
    replace: 'fromSeq: accepted.seq + 1, toSeq: seq, at',
  },
  {
    name: 'inbox: starts a lane at the first message that comes',
    file: ACCEPT,
    find: '  for (const message of loading.waiting) {',
    replace:
      '  const [early] = loading.waiting;\n  if (early !== undefined && mark.seq > 0) draft.setLane(name, { ...lane, accepted: { ...mark, seq: early.seq - 1 } });\n  for (const message of loading.waiting) {',
  },
  {
    name: 'inbox: takes a full store for a full queue of every lane',
    file: ACCEPT,
    find: '  const { queue, rows, bytes } = draft.pipeline(lane);\n  const { queuedMessages',
    replace:
      "  const { queue, rows, bytes } = draft.pipeline(draft.pipeline('telemetry').queue.length > 10 ? 'telemetry' : lane);\n  if (draft.pipeline('telemetry').queue.length > 10) return false;\n  const { queuedMessages",
  },
  {
    name: 'inbox: a queue without bound',
    file: ACCEPT,
    find: '  if (!hasRoom(draft, key.lane)) return;\n  const judgement',
    replace: '  const judgement',
  },
  {
    name: 'inbox: lanes without bound',
    file: ACCEPT,
    find: 'ofItsKind(draft.lanes, key, lanes) >= lanes && !forgetOneIdleLane(draft, key)',
    replace: 'ofItsKind(draft.lanes, key, lanes) >= lanes && lanes < 0',
  },
  {
    name: 'inbox: lanes of every kind share one bound',
    file: ACCEPT,
    find: '  if (lanes.size < most) return lanes.size;',
    replace: '  if (most > 0) return lanes.size;',
  },
  {
    name: 'inbox: forgets a lane whose messages are on their way',
    file: ACCEPT,
    find: ' || lane.accepted.seq !== lane.stored.seq',
    replace: '',
  },
  {
    name: 'inbox: one mark for all epochs of a gateway',
    file: STATE,
    find: 'laneName = ({ school, gateway, epoch, lane }: LaneKey)',
    replace: "laneName = ({ school, gateway, epoch, lane }: LaneKey, _ = (epoch = '' as never))",
  },
  {
    name: 'inbox: does not check the chain',
    file: JUDGE,
    find: 'const fits = message.chain !== null && message.chain === expected;',
    replace: 'const fits = message.chain !== null || expected === null;',
  },
  {
    name: 'inbox: loses patience at the first sight of a wrong link',
    file: JUDGE,
    find: "  if (!isPatienceOver(draft, lane, message)) return { kind: 'wait' };\n",
    replace: '',
  },
  {
    name: 'inbox: a wrong envelope is a dead letter at first sight',
    file: JUDGE,
    find: 'const isAsSent = fault === null || isDamaged;',
    replace: 'const isAsSent = fault !== undefined || isDamaged;',
  },
  {
    name: 'inbox: never loses patience with what its gateway calls damaged',
    file: JUDGE,
    find: 'const isAsSent = fault === null || isDamaged;',
    replace: "const isAsSent = fault === null;\n  if (isDamaged) return { kind: 'wait' };",
  },
  {
    name: 'inbox: one bad body stops its lane',
    file: ACCEPT,
    find: "  if (content.kind === 'dead_letter') draft.counters.deadLetters += 1;\n  draft.counters.accepted += 1;",
    replace: "  if (content.kind === 'dead_letter') return;\n  draft.counters.accepted += 1;",
  },
  {
    name: 'inbox: what a store refuses is tried for ever',
    file: PIPELINE,
    find: 'const items = batch.items.map((item) => withoutRefused(draft, item, reasons));',
    replace:
      'if (refused.length > 0) return noteFailed(draft, { lane, batch: id, chance: 0 });\n  const items = batch.items.map((item) => withoutRefused(draft, item, reasons));',
  },
  {
    name: 'inbox: what a store refuses is forgotten',
    file: PIPELINE,
    find: "const reason = content.kind === 'telemetry' ? reasons.get(content.message) : undefined;",
    replace: "const reason = content.kind === 'alert' ? reasons.get(content.body) : undefined;",
  },
  {
    name: 'inbox: a commit without its alerts',
    file: COMMIT,
    find: 'else commit.alerts.push(',
    replace: 'else if (items.length > 1) commit.alerts.push(',
  },
  {
    name: 'inbox: a segment that hides a gap',
    file: COMMIT,
    find: 'if (place.bodyHash === null || (run !== undefined && run.chain !== place.prev)) end(place.lane);',
    replace: 'if (place.bodyHash === undefined) end(place.lane);',
  },
  {
    name: 'inbox: the mark takes the chain of the first message of a batch',
    file: COMMIT,
    find: 'if (place !== null) places.set(place.lane, place);',
    replace:
      'if (place !== null) places.set(place.lane, { ...place, chain: places.get(place.lane)?.chain ?? place.chain });',
  },
  {
    name: 'inbox: acknowledges the first of several marks of a step',
    file: DRAFT,
    find: '    this.#answers.set(laneName(key), { key, mark });',
    replace:
      '    this.#answers.set(laneName(key), { key, mark: { ...mark, seq: mark.seq + (this.#answers.size > 0 ? 1 : 0) } });',
  },
  {
    name: 'inbox: ignores what the gateway learned of its clock',
    file: BODY,
    find: 'message: { school, gateway, clock, body }',
    replace: 'message: { school, gateway, clock: { ...clock, shiftMs: 0 }, body }',
  },
  {
    name: 'inbox: writes the future',
    file: BODY,
    find: 'clockTrusted ? receivedAt + draft.limits.aheadMs : Number.POSITIVE_INFINITY;',
    replace: 'clockTrusted ? Number.POSITIVE_INFINITY : receivedAt + draft.limits.aheadMs;',
  },
  {
    name: 'server clock: tells the time though it was set back',
    file: CLOCK,
    find: 'trusted: at >= latest - STEP_MS',
    replace: 'trusted: at >= 0',
  },
];

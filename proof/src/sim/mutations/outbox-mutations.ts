import type { Mutation } from './mutation.ts';

const MACHINE = 'edge-agent/src/outbox/outbox-machine.ts';
const OUTBOX = 'edge-agent/src/outbox/outbox.ts';
const KEEPER = 'edge-agent/src/outbox/file-keeper.ts';
const OPENING = 'edge-agent/src/outbox/outbox-opening.ts';
const ENVELOPES = 'edge-agent/src/outbox/envelopes.ts';
const LETTER = 'edge-agent/src/outbox/letter.ts';
const CHAIN = 'edge-agent/src/outbox/lane-chain.ts';
const ROOM = 'edge-agent/src/outbox/make-room.ts';
const CLOCKS = 'edge-agent/src/outbox/outbox-clocks.ts';
const BOOT_CLOCK = 'edge-agent/src/clock/boot-clock.ts';
const CLOCK = 'edge-agent/src/clock/clock-machine.ts';

/** Bugs on the gateway's side. */
export const OUTBOX_MUTATIONS: readonly Mutation[] = [
  {
    name: 'outbox: deletes one more than was acknowledged',
    file: OUTBOX,
    find: 'this.#chains[effect.lane].moveTo(effect.upTo)',
    replace: 'this.#chains[effect.lane].moveTo(effect.upTo + 1)',
  },
  {
    name: 'outbox: deletes what it sends, without an acknowledgement',
    file: OUTBOX,
    find: 'if (envelope !== undefined) this.#transmit(lane, envelope);',
    replace:
      'if (envelope !== undefined) { this.#transmit(lane, envelope); this.#keeper.deleteLater(lane, { seq, chain: envelope.slice(-64) as never }); }',
  },
  {
    name: 'outbox: obeys any acknowledgement, of whatever epoch and chain',
    file: OUTBOX,
    find: "this.#do({ kind: 'ack', lane, epoch, seq, agrees: own === undefined ? null : own === chain });",
    replace:
      "this.#do({ kind: 'ack', lane, epoch: this.epoch, seq, agrees: own !== chain || own === chain });",
  },
  {
    name: 'outbox: does not see that it is an old copy',
    file: MACHINE,
    find: "if (seq > stored || agrees === false) return { state, effects: [{ kind: 'begin_epoch', lane, seq }] };",
    replace: 'if (seq > stored) return { state, effects: [] };',
  },
  {
    name: 'outbox: looks at numbers only, not at the chain, to see that it is an old copy',
    file: MACHINE,
    find: 'seq > stored || agrees === false',
    replace: 'seq > stored',
  },
  {
    name: 'outbox: does not send again',
    file: MACHINE,
    find: 'return resend(state, now);',
    replace: 'return { state, effects: [] };',
  },
  {
    name: 'outbox: a window without bound',
    file: MACHINE,
    find: 'const window = silences > 0 ? 1 : OUTBOX_LIMITS.window[lane];',
    replace: 'const window = silences > 0 ? 1 : 1_000_000;',
  },
  {
    name: 'outbox: waits for ever longer after silences',
    file: MACHINE,
    find: 'Math.min(OUTBOX_LIMITS.resendMs.max, OUTBOX_LIMITS.resendMs.first * 2 ** Math.min(silences, 16));',
    replace: 'OUTBOX_LIMITS.resendMs.first * 8 ** Math.min(silences, 16);',
  },
  {
    name: 'outbox: alerts wait for the clock as long as telemetry does',
    file: MACHINE,
    find: "if (!state.clockKnown && (lane === 'telemetry' || !waited)) continue;",
    replace: 'if (!state.clockKnown) continue;',
  },
  {
    name: 'outbox: telemetry does not wait for the clock',
    file: MACHINE,
    find: "if (!state.clockKnown && (lane === 'telemetry' || !waited)) continue;",
    replace: 'if (!state.clockKnown && !waited) continue;',
  },
  {
    name: 'outbox: telemetry goes while alerts wait behind it',
    file: MACHINE,
    find: "if (!state.clockKnown && (lane === 'telemetry' || !waited)) continue;",
    replace:
      "if (!state.clockKnown && (lane === 'telemetry' || !waited)) continue;\n    if (lane === 'alert' && queued(state.lanes.telemetry) > 20) continue;",
  },
  {
    name: 'outbox: a full disk drops a result instead of giving it back',
    file: OUTBOX,
    find: "if (lane === 'telemetry') return;",
    replace: 'if (lane !== undefined) return;',
  },
  {
    name: 'outbox: does not count what a full disk refuses',
    file: MACHINE,
    find: "const dropped = state.lanes[lane].dropped + (lane === 'telemetry' ? 1 : 0);",
    replace: 'const dropped = state.lanes[lane].dropped;',
  },
  {
    name: 'outbox: gives up one message more than it drops',
    file: MACHINE,
    find: '    first: below,\n',
    replace: '    first: below + 1,\n',
  },
  {
    name: 'outbox: takes the number on before the message is on the disk',
    file: MACHINE,
    find: "return { state, effects: [{ kind: 'append', lane, seq: state.lanes[lane].stored + 1, letter }] };",
    replace:
      "return { state: put(state, lane, { stored: state.lanes[lane].stored + 1 }), effects: [{ kind: 'append', lane, seq: state.lanes[lane].stored + 1, letter }] };",
  },
  {
    name: 'outbox: a failed delete counts as done',
    file: KEEPER,
    find: '    this.#file.deleteUpTo(this.#deletes);\n    this.#deletes = {};',
    replace: '    const marks = this.#deletes;\n    this.#deletes = {};\n    this.#file.deleteUpTo(marks);',
  },
  {
    name: 'outbox: keeps old deletes for the file that replaces a damaged one',
    file: KEEPER,
    find: '    this.#file = opened.file;\n    this.#deletes = {};',
    replace: '    this.#file = opened.file;',
  },
  {
    name: 'outbox: saves nothing of a damaged file',
    file: OPENING,
    find: '    saved = refill(begun, salvage.messages);',
    replace: '    saved = refill(begun, []);',
  },
  {
    name: 'outbox: saves only the first message of each lane of a damaged file',
    file: OPENING,
    find: 'if (full.has(lane)) continue;',
    replace: 'if (full.has(lane) || saved[lane] > 0) continue;',
  },
  {
    name: 'outbox: reading numbers begin anew after a restart',
    file: OPENING,
    find: '  context.notebook.add(file.notes);\n  countOn(context.counts, file.counts);',
    replace: '  context.notebook.add(file.notes);',
  },
  {
    name: 'outbox: does not look whether a message is damaged',
    file: LETTER,
    find: '    sha256(letter.body) === letter.hash &&\n',
    replace: '',
  },
  {
    name: 'outbox: a damaged message is left out in silence',
    file: ENVELOPES,
    find: '    if (!letter.sound) chain.forget();',
    replace: '    if (!letter.sound) return undefined;',
  },
  {
    name: 'outbox: a link over the wrong number',
    file: CHAIN,
    find: 'prev: chain, seq: known, bodyHash',
    replace: 'prev: chain, seq: known - 1, bodyHash',
  },
  {
    name: 'outbox: lets telemetry past the bound',
    file: ROOM,
    find: "if (message.lane !== 'telemetry' && !telemetryHeld) {",
    replace: 'if (!telemetryHeld || message.lane === "telemetry") {',
  },
  {
    name: 'clock: forgets the clocks of earlier boots',
    file: CLOCKS,
    find: 'const clocks = new Map([...kept, ...placed, heard]',
    replace: 'const clocks = new Map([heard]',
  },
  {
    name: 'clock: the correction has the wrong sign',
    file: BOOT_CLOCK,
    find: 'const difference = clock.offset - base;',
    replace: 'const difference = base - clock.offset;',
  },
  {
    name: 'clock: an earlier boot keeps its own word, whatever that is',
    file: BOOT_CLOCK,
    find: 'offset: fits ? lastBase : presentStart - lastMono,',
    replace: 'offset: lastBase,',
  },
  {
    name: 'clock: takes the server at its word as if answers took no time',
    file: CLOCK,
    find: 'const offset = answer.at - (answer.mono + mono) / 2;\n',
    replace: 'const offset = answer.at - mono - 400;\n',
  },
  {
    name: 'clock: follows its own wall clock after the school was heard',
    file: CLOCK,
    find: 'if (state.best === null) return { ...state, wallOffset, offset: wallOffset };',
    replace: 'if (state !== null) return { ...state, wallOffset, offset: wallOffset };',
  },
];

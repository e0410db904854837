import type { AlertBody, AttemptBody, ClockStamp, DeviceId, Lane, TelemetryBody } from '@tizhi/contracts';
import { type BootClock, clockStampOf, Stamp } from '../clock/boot-clock.ts';
import { parseJson } from '../link/parse-json.ts';
import { sha256 } from './lane-chain.ts';
import type { CountedLetter, Counts, Letter } from './outbox-file.ts';

/** The body each lane carries. */
export interface LaneBodies {
  readonly alert: AlertBody;
  readonly result: AttemptBody;
  readonly telemetry: TelemetryBody;
}

/** A body on its way into its lane, with the clock that stamped its times. */
export type Outgoing = {
  [L in Lane]: { readonly lane: L; readonly body: LaneBodies[L]; readonly stamp: Stamp };
}[Lane];

/** Characters of a damaged message that still travel: a broker's packets are bounded. */
export const DAMAGED_TEXT_CHARS = 100_000;

export function letterOf({ lane, body, stamp }: Outgoing): CountedLetter {
  const [text, stampText] = [JSON.stringify(body), JSON.stringify(stamp)];
  const hash = sha256(text);
  const counts = lane === 'telemetry' ? countsOf(body) : new Map();
  return { body: text, hash, stamp: stampText, seal: sealOf(hash, stampText), counts };
}

const sealOf = (hash: string, stamp: string): string => sha256(`${hash} ${stamp}`);

/** The last reading number of each device in a body. */
function countsOf(body: TelemetryBody): Counts {
  const counts = new Map<DeviceId, number>();
  for (const block of body.blocks) {
    for (const [row, index] of block.device.entries()) {
      const device = block.devices[index];
      if (device !== undefined) counts.set(device, Math.max(counts.get(device) ?? 0, block.n[row] ?? 0));
    }
  }
  return counts;
}

/** What of a held letter may travel: the body as it was given to the disk, or what is left of it. */
export type Checked =
  | { readonly sound: true; readonly body: string; readonly stamp: Stamp }
  | { readonly sound: false; readonly body: string };

export function check(letter: Letter | undefined): Checked {
  const stamp = letter === undefined ? undefined : stampIn(letter.stamp);
  const sound =
    letter !== undefined &&
    stamp !== undefined &&
    sha256(letter.body) === letter.hash &&
    sealOf(letter.hash, letter.stamp) === letter.seal;
  if (sound) return { sound, body: letter.body, stamp };
  const text = (letter?.body ?? '').slice(0, DAMAGED_TEXT_CHARS);
  return { sound: false, body: JSON.stringify({ kind: 'damaged', text }) };
}

/** `undefined` where the disk damaged it. */
export function stampIn(text: string): Stamp | undefined {
  return Stamp.safeParse(parseJson(text)).data;
}

/** What the envelope says of a letter's times. */
export const clockOf = (letter: Checked, clocks: ReadonlyMap<string, BootClock>): ClockStamp =>
  letter.sound
    ? clockStampOf(letter.stamp, clocks.get(letter.stamp.boot))
    : { skewMs: 0, shiftMs: 0, errorMs: null };

import { fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type Result, TizhiError } from '@tizhi/contracts';
import { readYaml } from '@tizhi/edge-agent';
import {
  createAdapter,
  type Decoded,
  declareStation,
  explainFrames,
  type Mark,
  StationSpec,
  toHex,
} from '@tizhi/firmware-adapters';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { decodedLines, deviceLine } from './decode-text.ts';

/** Bytes of noise that are shown; the rest of a run is counted. */
const SHOWN_NOISE = 32;

/**
 * `tizhi devices try FILE.yaml < CAPTURE`: what a declared station reads of these bytes, frame by frame, with the bytes
 * that each field took, and why a frame was rejected. Reads on until the end of the input: a port may be put there.
 * Ends with `TIZHI_NOTHING_DECODED` where no frame could be read.
 */
export function addDevicesTry(devices: Command, output: Output): void {
  devices
    .command('try')
    .description('Read a capture on standard input as a declared station. 用站点描述文件试读数据。')
    .argument('<file>', 'the YAML file that declares the station 站点描述文件')
    .action(async (file: string) => {
      if (isKeyboard()) {
        throw new TizhiError('TIZHI_USAGE', {
          problem: 'no bytes: put a capture or a port behind "<", as in: tizhi devices try FILE < CAPTURE',
          command: 'tizhi devices try',
        });
      }
      // A port comes as the system's terminals do, which would turn CR into LF.
      if (process.stdin.isTTY) process.stdin.setRawMode(true);
      await tryDevice(file, process.stdin, output);
    });
}

/** Whether the input is the terminal that a person sits at, and no file, pipe or serial port. */
function isKeyboard(): boolean {
  if (!process.stdin.isTTY) return false;
  const [input, ...screens] = [0, 1, 2].map((stream) => fstatSync(stream).rdev);
  return screens.includes(input ?? 0);
}

/** Reads the input to its end and prints what it holds. */
export async function tryDevice(file: string, input: Readable, output: Output): Promise<void> {
  const spec = orThrow(readYaml(file, StationSpec));
  const device = orThrow(declareStation(spec));
  const explain = explainFrames(spec);
  const adapter = createAdapter(device);
  const reasons = new Set<string>();
  let readings = 0;
  output.out(deviceLine(device));

  const print = async (found: readonly Decoded[]): Promise<void> => {
    for (const decoded of found) {
      const frame = decoded.kind === 'frame' ? decoded.frame : decoded.bytes;
      const { marks, why } = explain(frame, decoded.kind === 'rejected' ? decoded.reason : null);
      output.out(`\n${marked(frame, marks)}`);
      if (decoded.kind === 'rejected') reasons.add(decoded.reason);
      else readings += decoded.readings.length;
      const lines =
        decoded.kind === 'frame' && decoded.readings.length === 0 ? [NOTHING_YET] : decodedLines(decoded);
      for (const line of lines) output.out(`  ${line}`);
      if (why !== null) output.out(`  ${why.en} ${why.zh}`);
    }
    await output.drained?.();
  };
  for await (const chunk of input as AsyncIterable<Uint8Array>) await print(adapter.push(chunk));
  await print(adapter.flush());

  const { bytes, frames, rejected, discardedBytes } = adapter.counters;
  output.out(
    `\n${bytes} bytes 字节: ${frames} frames read 帧可读, ${rejected} rejected 被拒绝 (${discardedBytes} bytes 字节)`,
  );
  if (readings > 0) return;
  throw new TizhiError('TIZHI_NOTHING_DECODED', {
    id: device.id,
    reasons: [...reasons].join(', ') || 'no bytes',
  });
}

const NOTHING_YET = 'nothing yet: more frames belong to this reading 等待同一测量的后续数据';

/** The frame with its fields in brackets: as text where all of it can be printed, in hexadecimal otherwise. */
function marked(frame: Uint8Array, marks: readonly Mark[]): string {
  const asText = frame.every((byte) => byte >= 0x20 && byte < 0x7f);
  const shown = (from: number, to: number): string => {
    const part = frame.subarray(from, Math.min(to, from + (marks.length === 0 ? SHOWN_NOISE : to)));
    const rest = to - from - part.length;
    const said = asText ? String.fromCharCode(...part) : toHex(part);
    return rest > 0 ? `${said}... (+${rest})` : said;
  };
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, what, text } of marks) {
    // Flags may share a byte: it is shown with each of them.
    if (from > at) parts.push(shown(at, from));
    parts.push(asText ? `[${what} ${shown(from, to)}]` : `[${what} ${shown(from, to)} = ${text}]`);
    at = Math.max(at, to);
  }
  if (at < frame.length) parts.push(shown(at, frame.length));
  return asText ? parts.join('') : parts.join(' ');
}

function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new TizhiError(result.failure.code, result.failure.params);
}

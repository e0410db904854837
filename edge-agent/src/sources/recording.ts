import { Buffer } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { type DefinitionId, TizhiError } from '@tizhi/contracts';
import type { HeartRateValues } from '@tizhi/firmware-adapters';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ReplayConfig } from '../config/source-config.ts';

/** A recording is read whole; past this it should be cut into pieces. */
const MAX_RECORDING_BYTES = 256 * 1024 * 1024;
/** RR intervals that fit a notification of 512 bytes beside the rate, rounded down. */
const MAX_RR_PER_ROW = 250;
/** The format's bound: 16 bits of 1/1024 s. */
const MAX_RR_MS = 63_999;
const MAX_BPM = 65_535;
const HEART_RATE: DefinitionId = 'gatt/2a37' as DefinitionId;

export interface RecordedFrame {
  /** Since the start of the recording. */
  readonly tMs: number;
  readonly bytes: Uint8Array;
}

export interface Recording {
  /** In the file's order; two may share an instant. */
  readonly frames: readonly RecordedFrame[];
  /** Rows without a heart rate, and RR intervals that no row could carry. */
  readonly skipped: number;
}

/** Makes the bytes a sensor would have sent for these values. */
export type EncodeHeartRate = (values: HeartRateValues) => Uint8Array;

/** Reads a recording. Throws `TIZHI_FILE_UNREADABLE` or `TIZHI_FILE_FORMAT`. */
export function readRecording(config: ReplayConfig, encode: EncodeHeartRate): Recording {
  const { file, rrFile, definition } = config;
  const format = config.format ?? (/\.jsonl?$/i.test(file) ? 'jsonl' : 'csv');
  if (format === 'jsonl') return capturedBytes(file);
  if (definition !== HEART_RATE) {
    throw notUsable(file, `a csv of heart rates plays as ${HEART_RATE}; record ${definition} as jsonl`);
  }
  return heartRates({ file, rrFile, encode });
}

const CapturedLine = z.object({ t_ms: z.number().min(0), hex: z.string().regex(/^(?:[0-9a-fA-F]{2})+$/) });

function capturedBytes(file: string): Recording {
  const frames = readText(file)
    .split('\n')
    .flatMap((line, i): RecordedFrame[] => {
      if (line.trim() === '') return [];
      const parsed = CapturedLine.safeParse(tryJson(line));
      if (!parsed.success) throw notUsable(file, `line ${i + 1} is not {"t_ms": ..., "hex": "..."}`);
      const { t_ms, hex } = parsed.data;
      return [{ tMs: Math.round(t_ms), bytes: Buffer.from(hex, 'hex') }];
    });
  return { frames, skipped: 0 };
}

interface Row {
  readonly tMs: number;
  readonly bpm: number;
  readonly rrMs: number[];
}

function heartRates(options: {
  readonly file: string;
  readonly rrFile: string | undefined;
  readonly encode: EncodeHeartRate;
}): Recording {
  const { file, rrFile, encode } = options;
  let skipped = 0;
  const rows = readTable(file, ['t_s', 'hr_bpm']).flatMap((row): Row[] => {
    const [t, bpm] = [numberIn(row.t_s), numberIn(row.hr_bpm)];
    const playable = bpm !== undefined && Number.isInteger(bpm) && bpm <= MAX_BPM;
    if (t !== undefined && playable) return [{ tMs: Math.round(t * 1000), bpm, rrMs: [] }];
    skipped += 1;
    return [];
  });
  if (rrFile !== undefined) skipped += spreadIntervals(rows, readIntervals(rrFile));
  const frames = rows.map(({ tMs, bpm, rrMs }) => ({
    tMs,
    bytes: encode({ bpm, rrMs, contact: 'detected' }),
  }));
  return { frames, skipped };
}

const readIntervals = (file: string): number[] =>
  readTable(file, ['rr_s']).flatMap((row) => {
    const seconds = numberIn(row.rr_s);
    return seconds === undefined ? [] : [seconds * 1000];
  });

/**
 * An interval is sent when its second beat has been heard: with the first row at or after that instant
 * (the first interval begins at t = 0). What ends after the last row goes with the last row, as far as one
 * notification holds it. Returns how many found no place.
 */
function spreadIntervals(rows: readonly Row[], intervalsMs: readonly number[]): number {
  let row = 0;
  let beatAt = 0;
  let homeless = 0;
  for (const rrMs of intervalsMs) {
    beatAt += rrMs;
    while (row < rows.length - 1 && (rows[row]?.tMs ?? 0) < beatAt) row += 1;
    const target = rows[row];
    if (target === undefined || target.rrMs.length >= MAX_RR_PER_ROW || rrMs > MAX_RR_MS) homeless += 1;
    else target.rrMs.push(rrMs);
  }
  return homeless;
}

function readTable(file: string, headings: readonly string[]): Record<string, string>[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(readText(file), { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (error instanceof TizhiError) throw error;
    throw notUsable(file, (error as Error).message);
  }
  const missing = headings.filter((heading) => rows[0] !== undefined && !(heading in rows[0]));
  if (rows.length === 0 || missing.length > 0) {
    throw notUsable(file, rows.length === 0 ? 'it has no rows' : `it has no column ${missing.join(', ')}`);
  }
  return rows;
}

function readText(file: string): string {
  try {
    if (statSync(file).size > MAX_RECORDING_BYTES) {
      throw notUsable(file, `it is longer than ${MAX_RECORDING_BYTES} bytes; cut it into pieces`);
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof TizhiError) throw error;
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem: (error as Error).message });
  }
}

const notUsable = (file: string, problem: string): TizhiError =>
  new TizhiError('TIZHI_FILE_FORMAT', { file, expected: 'recording', problem });

function numberIn(cell: string | undefined): number | undefined {
  if (cell === undefined || cell === '') return undefined;
  const value = Number(cell);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

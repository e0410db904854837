import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CertifiedReading } from '@tizhi/analytics';
import { DeviceId, GatewayId, TizhiError } from '@tizhi/contracts';
import { z } from 'zod';

/** What is read of a line of `tizhi export telemetry` or `readings` with `--format json`. */
const ExportedReading = z.object({
  at: z.iso.datetime(),
  gateway: GatewayId,
  device: DeviceId,
  n: z.int().min(1),
  doubt: z.string().nullable(),
  errorMs: z.int().min(0).nullable(),
});

/** The readings of an export that somebody wants: an export may hold years. Throws `TIZHI_FILE_UNREADABLE`, or `TIZHI_FILE_FORMAT` naming the line. */
export async function readExport(
  file: string,
  isWanted: (reading: CertifiedReading) => boolean,
): Promise<CertifiedReading[]> {
  const readings: CertifiedReading[] = [];
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
      line += 1;
      if (text.trim() === '') continue;
      const { at, doubt, ...row } = ExportedReading.parse(JSON.parse(text));
      const reading = { ...row, at: Date.parse(at), doubtful: doubt !== null };
      if (isWanted(reading)) readings.push(reading);
    }
  } catch (error) {
    if (line === 0)
      throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem: (error as Error).message });
    const problem = error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : 'no JSON';
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file,
      expected: 'export (tizhi export telemetry or readings, --format json)',
      problem: `line ${line}: ${problem ?? ''}`,
    });
  }
  return readings;
}

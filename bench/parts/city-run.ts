import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type Figure, type Part, whole } from '../report.ts';

/** Of the issue: a city of 1.9 million pupils fits in it. */
const MOST_MB = 2_000;
const PUPILS = 50_000;

/** What `tizhi city run --out` writes, as far as it is looked at here. */
interface Summary {
  readonly pupils: number;
  readonly tests: number;
  readonly workers: number;
  readonly seconds: number;
  readonly pupilsPerSecond: number;
  readonly generationSeconds: number;
  readonly analysisSeconds: number;
  readonly memoryMb: number;
  readonly findings: Readonly<Record<string, { readonly count: number }>>;
  readonly forecasts: Readonly<Record<string, { readonly made: number; readonly heldPercent: number }>>;
}

/** A synthetic city through `tizhi city run`, the very command that people type. */
export async function measureCity(
  { folder, say }: Pick<Bench, 'folder' | 'say'>,
  pupils: number,
): Promise<readonly Figure[]> {
  const file = join(folder, 'summary.json');
  const tizhi = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '../../cli/bin/tizhi.js'),
      'city',
      'run',
      '--pupils',
      String(pupils),
      '--out',
      file,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  tizhi.stdout.resume();
  tizhi.stderr.setEncoding('utf8').on('data', (text: string) => say(text.trimEnd()));
  const [code] = await once(tizhi, 'exit');
  if (code !== 0) throw new Error(`tizhi city run ended with ${code}`);
  return figuresOf(JSON.parse(readFileSync(file, 'utf8')) as Summary);
}

function figuresOf(run: Summary): readonly Figure[] {
  const findings = Object.values(run.findings).reduce((sum, { count }) => sum + count, 0);
  const { total } = run.forecasts;
  return [
    {
      what: `a city of ${whole(run.pupils)} pupils: scores, screening, trajectories and warnings after each test`,
      seen: `${whole(run.pupilsPerSecond)} pupils/s, ${run.seconds.toFixed(0)} s`,
      note: `${whole(run.tests)} tests, ${whole(findings)} findings, ${run.workers} workers; generation ${run.generationSeconds.toFixed(0)} s and analysis ${run.analysisSeconds.toFixed(0)} s, added over workers`,
    },
    {
      what: 'memory of that command, at most',
      seen: `${whole(run.memoryMb)} MB`,
      aim: `<= ${whole(MOST_MB)} MB`,
      met: run.memoryMb <= MOST_MB,
    },
    ...(total === undefined
      ? []
      : [
          {
            what: 'grade-8 totals of that city inside the 90 % interval forecast from grades 4 and 6',
            seen: `${total.heldPercent.toFixed(1)} %`,
            aim: '88-92 %',
            met: total.heldPercent >= 88 && total.heldPercent <= 92,
            note: `${whole(total.made)} forecasts`,
          },
        ]),
  ];
}

export const cityRun: Part = {
  about: 'a synthetic city through everything, in one streamed command',
  run: (bench) => measureCity(bench, PUPILS),
};

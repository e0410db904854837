import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { openRecords } from '@tizhi/storage';
import {
  admitGateway,
  describeWith,
  eventually,
  exportText,
  type Influxd,
  newPlace,
  type Place,
  type PtyPair,
  ptyPair,
  startInfluxd,
  temporaryFolder,
} from '@tizhi/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SchoolProcess, startSchoolProcess } from './school-process.ts';

/** Real runs and rides; they are not part of the repository. */
const RECORDINGS = join(import.meta.dirname, '../../../../shared/data/fit');
const FIRST_START = Date.UTC(2026, 8, 1, 1);
const DAY = 86_400_000;

interface Recording {
  readonly device: string;
  readonly file: string;
  readonly rrFile: string | undefined;
  readonly startAt: number;
  /** `at bpm` of every row with a rate, in the file's order. */
  readonly samples: readonly string[];
  readonly rrMs: readonly number[];
}

function recordings(): Recording[] {
  if (!existsSync(RECORDINGS)) return [syntheticRecording()];
  const files = readdirSync(RECORDINGS).filter((file) => file.endsWith('.csv') && !file.endsWith('_rr.csv'));
  return files.sort().map((file, n) => {
    const rrFile = join(RECORDINGS, file.replace('.csv', '_rr.csv'));
    return recordingOf(join(RECORDINGS, file), n, existsSync(rrFile) ? rrFile : undefined);
  });
}

/** Read here by hand, on purpose not with the agent's own reader: the test must not share its mistakes. */
function recordingOf(file: string, n: number, rrFile: string | undefined): Recording {
  const [heading = '', ...rows] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const [time, rate] = ['t_s', 'hr_bpm'].map((name) => heading.split(',').indexOf(name));
  const startAt = FIRST_START + n * DAY;
  const samples = rows
    .map((row) => row.split(','))
    .filter((cells) => (cells[rate ?? -1] ?? '') !== '')
    .map((cells) => `${startAt + Math.round(Number(cells[time ?? -1]) * 1000)} ${Number(cells[rate ?? -1])}`);
  const rr = rrFile === undefined ? [] : readFileSync(rrFile, 'utf8').trim().split(/\r?\n/).slice(1);
  // 0x2A37 says RR intervals in 1/1024 s.
  const rrMs = rr.map((seconds) => (Math.round(Number(seconds) * 1024) * 125) / 128);
  return { device: `strap-${n + 1}`, file, rrFile, startAt, samples, rrMs };
}

function syntheticRecording(): Recording {
  const file = join(temporaryFolder().path, 'synthetic.csv');
  const rows = Array.from({ length: 2000 }, (_, t) => `${t},${60 + (t % 140)}`);
  writeFileSync(file, ['t_s,hr_bpm', ...rows].join('\n'));
  return recordingOf(file, 0, undefined);
}

/** `$J,bib,cm*xx`: what the declared station below prints. */
function line(bib: number, cm: number): string {
  const text = `J,${bib},${cm}`;
  const sum = [...text].reduce((xor, char) => xor ^ char.charCodeAt(0), 0);
  return `$${text}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
}

const LINES = 400;
const real = existsSync(RECORDINGS);

describeWith(
  ['influxd', 'socat'],
  `real input${real ? '' : ' (NOT TESTED: shared recordings are absent; a synthetic one stands in)'}`,
  () => {
    const folder = temporaryFolder();
    const played = recordings();
    let influxd: Influxd;
    let cable: PtyPair;
    let place: Place;
    let school: SchoolProcess;

    beforeAll(async () => {
      [influxd, cable] = await Promise.all([startInfluxd(), ptyPair()]);
      place = await newPlace(join(folder.path, 'data'), await influxd.database('tizhi'));
      mkdirSync(join(folder.path, 'edge'));
      const secret = await admitGateway('gym', place);
      const edgeConfig = join(folder.path, 'edge.yaml');
      writeFileSync(
        edgeConfig,
        `school: school
gateway: gym
dataDir: edge
broker: { url: "mqtt://127.0.0.1:${place.mqttPort}", username: school.gym, password: "${secret}" }
stations:
  - id: station/hall-mat
    name: { zh: 体育馆跳远垫, en: Hall jump mat }
    framing: { kind: delimiter, delimiter: "\\r\\n", maxLength: 64 }
    format:
      kind: pattern
      pattern: "$J,{tag},{value}*{checksum}"
      fields: { value: { is: value, item: standing_long_jump, unit: cm } }
    checksum: { kind: xor8, from: 1, to: -4, at: -2, as: hex }
    examples: [{ sends: "${line(7, 205).trim()}\\r\\n", tag: "7", values: { standing_long_jump: 205 } }]
sources:
  - { kind: serial, device: hall-mat, definition: station/hall-mat, path: ${cable.host} }
${played
  .map(
    ({ device, file, rrFile, startAt }) =>
      `  - { kind: replay, device: ${device}, file: "${file}", ${rrFile === undefined ? '' : `rrFile: "${rrFile}", `}speed: max, startAt: ${startAt} }`,
  )
  .join('\n')}
`,
      );
      school = await startSchoolProcess([], { ...place, edgeConfig, logLevel: 'info' });
      // What a station prints while nobody is plugged in is not heard by anybody.
      await eventually('the agent has opened the port', () =>
        /hall-mat.*device connected/.test(school.process.output()),
      );
    });
    afterAll(async () => {
      await school?.process.stop('SIGKILL');
      await Promise.all([influxd?.remove(), cable?.remove()]);
      folder.remove();
    });

    const printed = new Map<string, number>();

    it('stores every good line of a noisy serial station once, while recordings play', async () => {
      const port = await open(cable.device, 'r+');
      for (let n = 1; n <= LINES; n += 1) {
        const [bib, cm] = [1000 + n, 100 + (n % 200)];
        printed.set(String(bib), cm);
        const good = line(bib, cm);
        if (n % 5 === 0) await port.write(good.slice(0, 4 + (n % 7))); // half a line, then the whole
        if (n % 7 === 0) await port.write(Buffer.from([0x00, 0xff, n & 0xff, 0x24, 0x4a, 0x80])); // line noise
        if (n % 11 === 0) await port.write(good.replace('*', '0*')); // a digit too many: wrong checksum
        const cut = n % good.length;
        await port.write(good.slice(0, cut)); // any cut between two writes
        await port.write(good.slice(cut));
        if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const stored = async (): Promise<(readonly [string | null, number | null])[]> => {
        const records = await openRecords({ dataDir: place.dataDir, readOnly: true });
        const found = [];
        for await (const { body } of records.results.between({ from: 0, to: Date.now() + DAY }))
          found.push([body.tag, body.value] as const);
        await records.close();
        return found;
      };
      await eventually('all good lines are stored', async () => (await stored()).length >= LINES);
      await port.close();
      expect([...(await stored())].sort()).toEqual([...printed].sort());
    }, 60_000);

    it('exports every recording sample for sample from InfluxDB', async () => {
      const total = played.reduce((sum, { samples }) => sum + samples.length, 0);
      await eventually(
        `${total} samples are in InfluxDB`,
        async () =>
          JSON.stringify(await influxd.query('tizhi', 'SELECT count(bpm) FROM heart_rate')).includes(
            `,${total}]`,
          ),
        60_000,
      );
      const csv = await exportText('telemetry', 'csv', place);
      const [heading = '', ...rows] = csv.trim().split('\n');
      const column = (cells: readonly string[], name: string): string =>
        cells[heading.split(',').indexOf(name)] ?? '';
      const exported = rows.map((row) => row.split(','));
      expect(exported).toHaveLength(total);
      for (const { device, samples, rrMs } of played) {
        const own = exported.filter((cells) => column(cells, 'device') === device);
        expect(own.map((cells) => `${Date.parse(column(cells, 'at'))} ${column(cells, 'bpm')}`)).toEqual(
          samples,
        );
        const rr = own.flatMap((cells) =>
          column(cells, 'rrMs')
            .split(' ')
            .filter((text) => text !== ''),
        );
        expect(rr.map(Number)).toEqual(rrMs.slice(0, rr.length));
        if (rrMs.length > 0) expect(rr.length).toBeGreaterThan(0);
      }
    }, 90_000);
  },
);

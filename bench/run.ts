/**
 * `npm run bench`: everything in one run on one machine, one table. `-- analytics` runs a group of parts,
 * `-- --only sqlite,influx` some parts, `-- --profile` also says where the processor time goes. Starts a real influxd (Debian package `influxdb`).
 */
import { findPart, readOptions, temporaryFolder } from '@tizhi/testing';
import { acute } from './parts/acute.ts';
import { byteToAlert } from './parts/byte-to-alert.ts';
import { byteToStore } from './parts/byte-to-store.ts';
import { cityRun } from './parts/city-run.ts';
import { codecs } from './parts/codecs.ts';
import { coldStart } from './parts/cold-start.ts';
import { earlyWarning } from './parts/early-warning.ts';
import { edgeMemory } from './parts/edge-memory.ts';
import { evidence } from './parts/evidence.ts';
import { eyes } from './parts/eyes.ts';
import { eyesSpeed } from './parts/eyes-speed.ts';
import { form } from './parts/form.ts';
import { heart } from './parts/heart.ts';
import { heartDynamics } from './parts/heart-dynamics.ts';
import { lineNoise } from './parts/line-noise.ts';
import { linkage } from './parts/linkage.ts';
import { oneSample } from './parts/one-sample.ts';
import { scoring } from './parts/scoring.ts';
import { influx, sqlite } from './parts/throughput.ts';
import { type Figure, machineLine, type Part, tableOf } from './report.ts';

const PARTS: Readonly<Record<string, Part & { readonly needs?: 'influxd' }>> = {
  scoring,
  linkage,
  'city-run': cityRun,
  evidence,
  'early-warning': earlyWarning,
  heart,
  acute,
  'heart-dynamics': heartDynamics,
  sqlite,
  influx: { ...influx, needs: 'influxd' },
  'one-sample': oneSample,
  'byte-to-store': byteToStore,
  'byte-to-alert': byteToAlert,
  'cold-start': coldStart,
  'edge-memory': edgeMemory,
  codecs,
  eyes,
  'eyes-speed': eyesSpeed,
  form,
  'line-noise': lineNoise,
};

/** Parts that belong together, by the word that asks for them. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  analytics: ['scoring', 'linkage', 'early-warning', 'city-run', 'evidence'],
  codecs: ['codecs', 'line-noise'],
  models: ['eyes', 'eyes-speed', 'heart', 'acute', 'heart-dynamics', 'form'],
};

const USAGE = `npm run bench -- [GROUP...] [options]
  GROUP          ${Object.keys(GROUPS).join(', ')}
  --only PARTS   ${Object.keys(PARTS).join(', ')}, with commas between
  --profile      also say where the processor time goes`;

const { values, positionals } = readOptions(USAGE, {
  allowPositionals: true,
  options: { only: { type: 'string' }, profile: { type: 'boolean' } },
});
const asked = [
  ...positionals.flatMap((group) => GROUPS[group] ?? [group]),
  ...(values.only?.split(',') ?? []),
];
const wanted = asked.length > 0 ? asked : Object.keys(PARTS);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const name of wanted) {
  const part = PARTS[name];
  if (part === undefined) continue;
  console.log(`${name}: ${part.about}`);
  figures.push(...(await measured(name, part)));
}
console.log(`\n${machineLine()}\n\n${tableOf(figures)}`);

async function measured(name: string, part: Part & { needs?: 'influxd' }): Promise<readonly Figure[]> {
  if (part.needs !== undefined && findPart(part.needs) === undefined)
    return [{ what: `${name}: ${part.about}`, seen: `NOT MEASURED: ${part.needs} is not installed` }];
  const folder = temporaryFolder();
  try {
    return await part.run({
      folder: folder.path,
      profile: values.profile === true,
      say: (line) => console.log(`  ${line}`),
    });
  } catch (error) {
    process.exitCode = 1;
    return [{ what: `${name}: ${part.about}`, seen: 'FAILED', note: (error as Error).message }];
  } finally {
    folder.remove();
  }
}

import { definitions, goldenFrames, numbersFrom, throwFrames } from '@tizhi/firmware-adapters';
import { type Bench, type Figure, type Part, whole } from '../report.ts';

/** Random and damaged frames, over all decoders together. */
const NOISE_FRAMES = 10_000_000;
/** Good frames of a family for its speed. */
const SPEED_FRAMES = 200_000;

/** How fast every device's frames are read, and what ten million wrong ones do; noise on lines is a part of its own. */
export const codecs: Part = {
  about: 'every device: frames a second, and what random and damaged frames do',
  run: async (bench) => [...speeds(bench), ...noise(bench)],
};

/** Frames a second of one core, by family: its devices' golden frames in turn. */
function speeds({ say }: Bench): Figure[] {
  const families = Map.groupBy(definitions, ({ id }) => id.split('/')[0] ?? id);
  return [...families].map(([family, members]) => {
    const frames = members.flatMap((definition) =>
      goldenFrames(definition).map((sample) => ({ decode: definition.decode, sample })),
    );
    const rounds = Math.ceil(SPEED_FRAMES / Math.max(1, frames.length));
    let readings = 0;
    const start = process.cpuUsage();
    for (let i = 0; i < rounds; i++) {
      for (const { decode, sample } of frames) {
        const decoding = decode(sample);
        if (!('kind' in decoding)) readings += decoding.length;
      }
    }
    const perSecond = (rounds * frames.length) / coreSeconds(start);
    say(`${family}: ${members.length} devices, ${whole(perSecond)} frames/s, ${whole(readings)} readings`);
    return {
      what: `codecs: ${family}, frames decoded per second of a core`,
      seen: whole(perSecond),
      note: `${members.length} devices, ${frames.length} golden frames in turn`,
    };
  });
}

function noise({ say }: Bench): Figure[] {
  const random = numbersFrom(20_261_128);
  const each = Math.ceil(NOISE_FRAMES / definitions.length);
  const start = process.cpuUsage();
  const borne = definitions.map((definition) => {
    const found = throwFrames(definition, { frames: each, random });
    say(`${definition.id}: ${whole(each)} wrong frames, ${whole(found.rejected)} rejected`);
    return { id: definition.id, ...found };
  });
  const seconds = coreSeconds(start);
  const sum = (of: (one: (typeof borne)[number]) => number): number =>
    borne.reduce((all, one) => all + of(one), 0);
  const [threw, unbelievable] = [sum((one) => one.threw), sum((one) => one.unbelievable)];
  const wrong = borne.filter((one) => one.threw + one.unbelievable > 0).map(({ id }) => id);
  return [
    {
      what: `codecs: wrong frames at which one of ${definitions.length} decoders threw, or gave an impossible value as good`,
      seen: [`${threw} and ${unbelievable} of ${whole(sum(({ frames }) => frames))}`, ...wrong].join(' '),
      aim: '0 and 0',
      met: threw + unbelievable === 0,
      note: `${whole(sum(({ rejected }) => rejected))} rejected, ${whole(sum(({ readings }) => readings))} readings`,
    },
    {
      what: 'codecs: wrong frames made and read per second of a core',
      seen: whole(sum(({ frames }) => frames) / seconds),
    },
  ];
}

/** Seconds of one core since then: the figures hold on a machine that has other work. */
function coreSeconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

import { seededRandom } from '@tizhi/edge-agent';
import { pourNoise, serialDevices } from '@tizhi/firmware-adapters';
import { type Figure, type Part, whole } from '../report.ts';

const BYTES = 1_000_000_000;
const MEGABYTE = 1_000_000;
/** Lines that stand for their kind of framing: a delimiter, a fixed length, a computed length. */
const LINES = ['scale/st-gs', 'scale/toledo-checksum', 'modbus/spirometer'] as const;
/** The first and the last tenth of the noise may differ by this much on a shared machine. */
const STEADY = 1.5;
const MOST_GROWN_MB = 64;

/** Noise on a line, `TIZHI_BENCH_NOISE` bytes of it in all (default 1 GB), shared among three kinds of framing. */
export const lineNoise: Part = {
  about: 'noise on serial lines: time, memory and the next good frame',
  async run({ say }) {
    const all = Number(process.env.TIZHI_BENCH_NOISE ?? BYTES);
    const bytes = Math.ceil(all / LINES.length);
    const figures: Figure[] = [];
    for (const id of LINES) {
      const definition = serialDevices.find((device) => device.id === id);
      if (definition === undefined) throw new Error(`no ${id}`);
      say(`${whole(bytes / MEGABYTE)} MB on ${id}`);
      const marks: { readonly bytes: number; readonly ms: number }[] = [{ bytes: 0, ms: processorMs() }];
      // From the first tenth on: by then what is kept is kept, and the rest is how the collector likes it.
      let memoryAtFirst = 0;
      let memoryMost = 0;
      const tenth = Math.floor(bytes / 10);
      const borne = pourNoise(definition, {
        bytes,
        random: seededRandom(1),
        pushed(poured) {
          if (poured < tenth * marks.length) return;
          marks.push({ bytes: poured, ms: processorMs() });
          const { rss } = process.memoryUsage();
          if (marks.length === 2) memoryAtFirst = rss;
          memoryMost = Math.max(memoryMost, rss);
        },
      });
      const [start, first] = [marks[0], marks[1]];
      const [before, last] = [marks.at(-2), marks.at(-1)];
      const ratio = rateOf(start, first) / rateOf(before, last);
      const grownMb = (memoryMost - memoryAtFirst) / MEGABYTE;
      const good = borne.goodRead >= borne.goodSent - 1;
      figures.push(
        {
          what: `${id}: noise a second of processor time`,
          seen: `${(rateOf(start, last) / MEGABYTE).toFixed(1)} MB/s, last tenth ${ratio.toFixed(2)} x as long as the first`,
          aim: `linear (<= ${STEADY})`,
          met: ratio <= STEADY,
        },
        {
          what: `${id}: memory after the first tenth, held back, next good frame`,
          seen: `+${grownMb.toFixed(0)} MB, ${borne.mostPending} bytes, ${good ? 'read' : 'LOST'}`,
          aim: `<= ${MOST_GROWN_MB} MB, read`,
          met: grownMb <= MOST_GROWN_MB && good,
          note: `${whole(borne.framesInNoise)} frames by chance and from pieces`,
        },
      );
    }
    return figures;
  },
};

/** Processor time, not the clock's: others work on this machine too. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

type Mark = { readonly bytes: number; readonly ms: number } | undefined;

/** Bytes a second between two marks. */
const rateOf = (from: Mark, to: Mark): number =>
  ((to?.bytes ?? 0) - (from?.bytes ?? 0)) / (((to?.ms ?? 1) - (from?.ms ?? 0)) / 1000);

import { ITEMS, QUANTITIES, type Reading } from '@tizhi/contracts';
import { type DeviceDefinition, definitions, fromHex } from '@tizhi/firmware-adapters';
import { type Bench, type Figure, type Part, whole } from '../report.ts';

/** Random and damaged frames, over all decoders together. */
const NOISE_FRAMES = 10_000_000;
/** Good frames of a device for its speed. */
const SPEED_FRAMES = 100_000;

/** A measure of the codecs; the framers of serial lines add theirs here. */
type Measure = (bench: Bench) => readonly Figure[];
const MEASURES: readonly Measure[] = [speeds, noise];

/** `npm run bench -- codecs`: how fast every device's frames are read, and what ten million wrong ones do. */
export const codecs: Part = {
  about: 'every device: frames a second, and what random and damaged frames do',
  run: async (bench) => MEASURES.flatMap((measure) => measure(bench)),
};

/** Frames a second of one core, by family; a family is as fast as its devices together. */
function speeds({ say }: Bench): Figure[] {
  const families = Map.groupBy(definitions, ({ id }) => id.split('/')[0] ?? id);
  return [...families].map(([family, members]) => {
    const frames = members.flatMap((definition) => {
      const sample = goodFrame(definition);
      return sample === undefined ? [] : [{ decode: definition.decode, sample }];
    });
    const rounds = Math.ceil(SPEED_FRAMES / Math.max(1, frames.length));
    let readings = 0;
    const start = performance.now();
    for (let i = 0; i < rounds; i++) {
      for (const { decode, sample } of frames) {
        const decoding = decode(sample);
        if (!('kind' in decoding)) readings += decoding.length;
      }
    }
    const seconds = (performance.now() - start) / 1000;
    say(`${family}: ${frames.length} devices, ${readings} readings`);
    return {
      what: `codecs: ${family}, frames decoded per second (${frames.length} devices)`,
      seen: whole((rounds * frames.length) / seconds),
    };
  });
}

/** A golden frame as its framing would cut it. */
function goodFrame(definition: DeviceDefinition): Uint8Array | undefined {
  const { framing, golden } = definition;
  const good = golden.find((each) => 'readings' in each && each.readings.length > 0);
  const bytes = fromHex(good?.hex ?? '');
  if (!bytes.ok || bytes.value.length === 0) return undefined;
  return framing.kind === 'delimiter' ? bytes.value.subarray(0, -framing.delimiter.length) : bytes.value;
}

/** Ten million wrong frames: half random, half good ones with bytes changed, cut off or put in. */
function noise({ say }: Bench): Figure[] {
  const random = seeded(20_261_128);
  const damage = { threw: 0, impossible: 0, good: 0, rejected: 0 };
  const wrong = new Set<string>();
  const each = Math.ceil(NOISE_FRAMES / definitions.length);
  const start = performance.now();
  let longest = 0;
  for (const definition of definitions) {
    // A stream's decoder holds state: wrong frames must not wear it out.
    const decoders = [definition.decode, definition.streamDecoder?.() ?? definition.decode];
    const sample = goodFrame(definition) ?? new Uint8Array();
    for (let n = 0; n < each; n++) {
      const frame = n % 2 === 0 ? randomFrame(random) : damaged(sample, random);
      const before = performance.now();
      try {
        const decoding = decoders[n % 4 < 2 ? 0 : 1]?.(frame) ?? [];
        if ('kind' in decoding) damage.rejected += 1;
        else {
          damage.good += decoding.length;
          if (!decoding.every(isPossible)) {
            damage.impossible += 1;
            wrong.add(definition.id);
          }
        }
      } catch {
        damage.threw += 1;
        wrong.add(definition.id);
      }
      longest = Math.max(longest, performance.now() - before);
    }
    say(`${definition.id}: ${whole(each)} wrong frames read`);
  }
  const seconds = (performance.now() - start) / 1000;
  const { threw, impossible, rejected, good } = damage;
  return [
    {
      what: `codecs: random and damaged frames over ${definitions.length} decoders that threw, or gave an impossible value as good`,
      seen: `${threw} and ${impossible} of ${whole(each * definitions.length)}${[...wrong].map((id) => ` ${id}`).join()}`,
      aim: '0 and 0',
      met: threw + impossible === 0,
      note: `${whole(rejected)} rejected, ${whole(good)} readings; longest ${longest.toFixed(1)} ms`,
    },
    {
      what: 'codecs: wrong frames read per second',
      seen: whole((each * definitions.length) / seconds),
    },
  ];
}

/** A value that carries no doubt must be one that its quantity, item or heart can have. */
function isPossible(reading: Reading): boolean {
  if (!('doubt' in reading) || reading.doubt !== null) return true;
  switch (reading.kind) {
    case 'heart_rate':
      return within(reading.bpm, { min: 25, max: 250 });
    case 'quantity':
      return within(reading.value, QUANTITIES[reading.quantity]);
    case 'measurement':
      return within(reading.value, ITEMS[reading.item]);
    case 'waveform':
      return reading.channels.every((channel) => channel.every(Number.isFinite));
    case 'timing':
      return reading.timeMs !== null && Number.isFinite(reading.timeMs);
    default:
      return reading satisfies never;
  }
}
const within = (value: number | null, range: { readonly min: number; readonly max: number }): boolean =>
  value !== null && value >= range.min && value <= range.max;

function randomFrame(random: () => number): Uint8Array {
  return Uint8Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256));
}

/** A good frame with up to three bytes changed, and sometimes cut short or longer. */
function damaged(sample: Uint8Array, random: () => number): Uint8Array {
  const length = random() < 0.25 ? Math.floor(random() * (sample.length + 4)) : sample.length;
  const frame = Uint8Array.from({ length }, (_, i) => sample[i] ?? Math.floor(random() * 256));
  const changes = 1 + Math.floor(random() * 3);
  for (let i = 0; i < changes && length > 0; i++) {
    frame[Math.floor(random() * length)] = Math.floor(random() * 256);
  }
  return frame;
}

/** Numerical Recipes' generator: the same frames in every run. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

import { ITEMS, type ItemKey, type TimingReading } from '@tizhi/contracts';
import { type Decoding, type DeviceDefinition, isRejected, rejected } from '../../device.ts';
import { allOf, isReason, measured } from '../say.ts';
import { createRunTimer, TDC8001_RULE } from './run-times.ts';

/** Items of the test that a timing system can time. */
export const TIMED_ITEMS = [
  'run_50m',
  'shuttle_50m_x8',
  'run_800m',
  'run_1000m',
] as const satisfies readonly ItemKey[];
export type TimedItem = (typeof TIMED_ITEMS)[number];

/**
 * The same timing system, timing an item of the fitness test: each pair of start and finish of one number becomes the
 * item's time, cut to 0.01 s as the devices do, with the number as the pupil's tag. Times are computed from the impulses
 * even where the device prints them too, so that none counts twice; what was triggered by hand is doubted. All other
 * frames say nothing. A `RangeError` for a device that is no timing system.
 */
export function timedItem(definition: DeviceDefinition, item: TimedItem): DeviceDefinition {
  if (!definition.measures.includes('timing')) throw new RangeError(`${definition.id} times nothing`);
  const streamDecoder = (): ((frame: Uint8Array) => Decoding) => {
    const decode = definition.streamDecoder?.() ?? definition.decode;
    const timer = createRunTimer(TDC8001_RULE);
    const timesOf = (reading: TimingReading) => {
      const run = timer(reading);
      if (run === undefined) return [];
      const tag = run.number === null ? null : String(run.number);
      const doubt = run.trigger === 'manual' ? 'manual' : null;
      return [measured(item, { value: run.ms / 1000, tag, doubt })];
    };
    return (frame) => {
      const decoding = decode(frame);
      if (isRejected(decoding)) return decoding;
      const timings = decoding.filter((reading) => reading.kind === 'timing');
      const said = allOf(...timings.flatMap(timesOf));
      return isReason(said) ? rejected(said, frame) : said;
    };
  };
  const { simulate: _, sample: __, golden: ___, ...rest } = definition;
  return {
    ...rest,
    name: {
      zh: `${definition.name.zh}（${ITEMS[item].zh}）`,
      en: `${definition.name.en}, ${ITEMS[item].en}`,
    },
    measures: [item],
    decode: (frame) => streamDecoder()(frame),
    streamDecoder,
    golden: [],
  };
}

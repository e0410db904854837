import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { TestDayView } from '@tizhi/contracts';

/** Pupils written in one piece. */
const PUPILS_AT_ONCE = 20;

/**
 * The JSON of a view as a stream of pieces: 2,000 pupils with all their attempts are some 20 MB, and writing them in
 * one go would keep everybody else waiting.
 */
export const viewStream = (view: TestDayView): Readable => Readable.from(pieces(view), { objectMode: false });

async function* pieces({ pupils, ...rest }: TestDayView): AsyncGenerator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"pupils":[`;
  for (let at = 0; at < pupils.length; at += PUPILS_AT_ONCE) {
    const some = pupils.slice(at, at + PUPILS_AT_ONCE).map((pupil) => JSON.stringify(pupil));
    yield `${at === 0 ? '' : ','}${some.join(',')}`;
    await setImmediate();
  }
  yield ']}';
}

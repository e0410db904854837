import { spawn } from 'node:child_process';
import { type CameraInput, inputArgs } from './camera-input.ts';
import type { RgbImage } from './pose.ts';
import type { FilmFacts } from './probe.ts';

/** The longer side that frames are decoded to: a person who fills a third of it still covers the model's input. */
const LONG_SIDE = 576;
/** So much of what ffmpeg says of itself is kept. */
const MOST_SAID = 500;

/** A running ffmpeg. */
export interface Decoder {
  /**
   * Frames in the order of the film, at an even pace: number n is at n / fps seconds. One frame is in memory at a
   * time and the same bytes are used again: whoever wants to keep a frame must copy it. ffmpeg waits for the reader.
   */
  frames(): AsyncGenerator<RgbImage>;
  /** Settles when ffmpeg is gone, with its exit code and its last words. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
  /** Ends ffmpeg; settles when it is gone. */
  stop(): Promise<void>;
}

/** Starts ffmpeg. Frames are made smaller where they are large; rows from the top, three bytes a pixel. */
export function startDecoder(input: CameraInput, film: FilmFacts): Decoder {
  const scale = Math.min(1, LONG_SIDE / Math.max(film.width, film.height));
  const even = (length: number): number => Math.max(2, 2 * Math.round((length * scale) / 2));
  const [width, height] = [even(film.width), even(film.height)];
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-nostdin', '-threads', '1'],
      ...inputArgs(input),
      ...[
        '-map',
        '0:v:0',
        '-vf',
        `scale=${width}:${height}:flags=area`,
        '-fps_mode',
        'cfr',
        '-r',
        String(film.fps),
      ],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  ffmpeg.stderr.on('data', (text: Buffer) => {
    said = `${said}${text.toString()}`.slice(-MOST_SAID);
  });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
    ffmpeg.once('error', (error) => resolve({ code: null, said: error.message }));
    ffmpeg.once('close', (code) => resolve({ code, said: said.trim().split('\n').at(-1) ?? '' }));
  });
  return {
    ended,
    frames: () => framesOf(ffmpeg.stdout, { width, height }),
    stop: async () => {
      ffmpeg.kill('SIGKILL');
      // Unread bytes in the pipe would keep it from closing.
      ffmpeg.stdout.destroy();
      await ended;
    },
  };
}

async function* framesOf(
  bytes: AsyncIterable<Buffer>,
  { width, height }: { readonly width: number; readonly height: number },
): AsyncGenerator<RgbImage> {
  const size = width * height * 3;
  const data = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; ) {
      const take = Math.min(size - filled, chunk.length - from);
      data.set(chunk.subarray(from, from + take), filled);
      filled += take;
      from += take;
      if (filled < size) continue;
      filled = 0;
      yield { width, height, data };
    }
  }
}

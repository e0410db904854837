import type { CameraInput } from './camera-input.ts';
import { type Decoder, startDecoder } from './decode.ts';
import type { TimedImage } from './newest-frames.ts';
import { type FilmFacts, probeFilm } from './probe.ts';
import { unreachable } from './unreachable.ts';

/** Frames of a film or of a live camera. */
export interface FrameSource {
  /** Size and pace; of a live camera, when it first came. */
  readonly film: FilmFacts;
  /** The next frame, good until the one after is taken; `null`: there are no more. */
  next(): Promise<TimedImage | null>;
  /** Frames of a live camera that nobody took in time. */
  readonly dropped: number;
  /** Ends ffmpeg; settles when it is gone. */
  stop(): Promise<void>;
}

/** Opens a film, which waits for its reader. Throws where there is none, or where its first frame cannot be read. */
export async function openFilm(input: CameraInput): Promise<FrameSource> {
  const film = await probeFilm(input);
  const decoder: Decoder = startDecoder(input, film);
  const frames = decoder.frames();
  let count = 0;
  let stopped = false;
  return {
    film,
    dropped: 0,
    async next() {
      const { value, done } = await frames.next().catch((error: Error) => {
        if (stopped) return { value: undefined, done: true };
        throw error;
      });
      if (value !== undefined && done !== true)
        return { at: (count++ * 1000) / film.fps, cameAt: performance.now(), image: value };
      const { code, said } = await decoder.ended;
      if (!stopped && code !== 0 && count === 0) throw unreachable(input, said || 'ffmpeg gave up');
      return null;
    },
    async stop() {
      stopped = true;
      await decoder.stop();
    },
  };
}

import type { DeviceDefinition } from '@tizhi/firmware-adapters';
import type { ReplayConfig } from '../config/source-config.ts';
import { type LinkState, pause } from '../retry.ts';
import { type Recording, readRecording } from './recording.ts';
import type { Source, SourceContext } from './source.ts';

/** Frames handed on between two questions whether there is room. */
const FRAMES_AT_ONCE = 250;

/**
 * Plays a recording as if the device were there: each frame at `startAt + t`, in the file's order, none
 * merged, dropped or re-timed. At full speed it waits whenever the outbox has a backlog.
 * Throws `TIZHI_FILE_UNREADABLE` or `TIZHI_FILE_FORMAT`.
 */
export function startReplaySource(config: ReplayConfig, context: SourceContext): Source {
  const { device, file } = config;
  const recording = readRecording(config, encoderOf(context.definitionOf(config.definition)));
  const startAt = config.startAt ?? context.clock();
  const stopping = new AbortController();
  const link: LinkState = { up: true, connects: 1, failures: 0, problem: undefined };
  const progress = { frames: 0, bytes: 0, finished: false };
  const log = context.log.child({ source: 'replay', device });

  const emit = (frame: Recording['frames'][number]): void => {
    progress.frames += 1;
    progress.bytes += frame.bytes.length;
    const at = startAt + frame.tMs;
    // The recording's own clock is known where somebody said when it began.
    context.sink.frame({
      device,
      at,
      deviceAt: config.startAt === undefined ? null : at,
      bytes: frame.bytes,
    });
  };
  const play = async (): Promise<void> => {
    const speed = config.speed === 'max' ? 0 : config.speed;
    const startedAt = performance.now();
    for (const [i, frame] of recording.frames.entries()) {
      if (speed === 0 && i % FRAMES_AT_ONCE === 0) await context.sink.room(stopping.signal);
      if (speed > 0) {
        const waitMs = startedAt + frame.tMs / speed - performance.now();
        if (waitMs > 0) await pause(waitMs, stopping.signal);
      }
      if (stopping.signal.aborted) return;
      emit(frame);
    }
    progress.finished = true;
    const { frames } = progress;
    log.info({ frames, skipped: recording.skipped }, 'recording played to its end');
  };
  const playing = play().finally(() => {
    link.up = false;
  });
  // An error here is a bug or a dead disk; it must be seen and must not end the other sources.
  playing.catch((error: unknown) => {
    link.problem = (error as Error).message;
    log.error({ err: error }, 'replay stopped');
  });
  return {
    report: () => ({ name: `replay ${file}`, link, skipped: recording.skipped, ...progress }),
    async stop() {
      stopping.abort();
      await playing.catch(() => undefined);
    },
  };
}

function encoderOf(definition: DeviceDefinition): NonNullable<DeviceDefinition['simulate']> {
  const { simulate } = definition;
  if (simulate !== undefined) return simulate;
  return () => {
    throw new RangeError(`${definition.id} has no simulator`);
  };
}

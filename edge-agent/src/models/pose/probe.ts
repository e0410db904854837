import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TizhiError } from '@tizhi/contracts';
import { type CameraInput, inputArgs, isLive } from './camera-input.ts';
import { unreachable } from './unreachable.ts';

/** A film's own size and pace. */
export interface FilmFacts {
  readonly width: number;
  readonly height: number;
  /** Frames a second, as an average. */
  readonly fps: number;
  /** Seconds; `null`: not stated (a camera). */
  readonly seconds: number | null;
}

/** A live camera that states a pace beyond this states the clock of its packets; it is read at the usual pace. */
const LIVE_FPS = { most: 120, usual: 30 };
/** ffprobe may look for so long. */
const PATIENCE_MS = { file: 120_000, live: 20_000 };

const run = promisify(execFile);

/**
 * Asks ffprobe. Throws `TIZHI_FILE_UNREADABLE` or `TIZHI_FILE_FORMAT` of a film, `TIZHI_CAMERA_UNREACHABLE` of a live
 * camera.
 */
export async function probeFilm(input: CameraInput, signal?: AbortSignal): Promise<FilmFacts> {
  const fields = 'stream=width,height,avg_frame_rate,r_frame_rate:stream_side_data=rotation:format=duration';
  const show = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', fields, '-of', 'json'];
  const { stdout } = await run('ffprobe', [...show, ...inputArgs(input)], {
    timeout: isLive(input) ? PATIENCE_MS.live : PATIENCE_MS.file,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: NodeJS.ErrnoException & { stderr?: string; killed?: boolean }) => {
    throw unreachable(input, problemOf(error));
  });
  const { streams, format } = JSON.parse(stdout) as {
    streams?: {
      width?: number;
      height?: number;
      avg_frame_rate?: string;
      r_frame_rate?: string;
      side_data_list?: { rotation?: number }[];
    }[];
    format?: { duration?: string };
  };
  const film = streams?.[0];
  const fps = paceOf(input, ratio(film?.avg_frame_rate) ?? ratio(film?.r_frame_rate));
  if (!film?.width || !film.height || fps === undefined) throw noPicture(input);
  const turned =
    Math.abs(film.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0) % 180 === 90;
  const seconds = Number(format?.duration);
  return {
    width: turned ? film.height : film.width,
    height: turned ? film.width : film.height,
    fps,
    seconds: isLive(input) || !Number.isFinite(seconds) ? null : seconds,
  };
}

function problemOf(error: NodeJS.ErrnoException & { stderr?: string; killed?: boolean }): string {
  if (error.code === 'ENOENT') return 'ffmpeg is not installed';
  if (error.killed === true) return 'no answer';
  return error.stderr?.trim().split('\n').at(-1) || error.message;
}

function noPicture(input: CameraInput): TizhiError {
  if (isLive(input)) return unreachable(input, 'it has no moving picture');
  return new TizhiError('TIZHI_FILE_FORMAT', {
    file: input.kind === 'file' ? input.path : '',
    expected: 'video',
    expectedZh: '视频',
    problem: 'it has no moving picture',
    problemZh: '没有视频画面',
  });
}

function paceOf(input: CameraInput, fps: number | undefined): number | undefined {
  if (!isLive(input)) return fps;
  return fps === undefined || fps > LIVE_FPS.most ? LIVE_FPS.usual : fps;
}

function ratio(text: string | undefined): number | undefined {
  const [over, under = '1'] = (text ?? '').split('/');
  const value = Number(over) / Number(under);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { TizhiError } from '@tizhi/contracts';
import type { RgbImage } from './pose.ts';

/** A film's own size and pace. */
export interface FilmFacts {
  readonly width: number;
  readonly height: number;
  /** Frames a second, as an average. */
  readonly fps: number;
  /** Seconds; `null`: not stated (a camera). */
  readonly seconds: number | null;
}

/** The longer side that frames are decoded to: a person who fills a third of it still covers the model's input. */
const LONG_SIDE = 576;

const run = promisify(execFile);

/** Asks ffprobe. Throws `TIZHI_FILE_UNREADABLE` or `TIZHI_FILE_FORMAT`. */
export async function probeFilm(path: string): Promise<FilmFacts> {
  const args = ['-v', 'error', '-select_streams', 'v:0', '-show_entries'];
  const fields = 'stream=width,height,avg_frame_rate,r_frame_rate:stream_side_data=rotation:format=duration';
  const { stdout } = await run('ffprobe', [...args, fields, '-of', 'json', path]).catch(
    (error: NodeJS.ErrnoException & { stderr?: string }) => {
      if (error.code === 'ENOENT')
        throw new TizhiError('TIZHI_FILE_UNREADABLE', {
          file: path,
          problem: 'ffmpeg is not installed',
          problemZh: '未安装 ffmpeg',
        });
      throw new TizhiError('TIZHI_FILE_UNREADABLE', {
        file: path,
        problem: error.stderr?.trim().split('\n').at(-1) ?? error.message,
      });
    },
  );
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
  const fps = ratio(film?.avg_frame_rate) ?? ratio(film?.r_frame_rate);
  if (!film?.width || !film.height || fps === undefined)
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: path,
      expected: 'video',
      expectedZh: '视频',
      problem: 'it has no moving picture',
      problemZh: '没有视频画面',
    });
  const turned =
    Math.abs(film.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0) % 180 === 90;
  const seconds = Number(format?.duration);
  return {
    width: turned ? film.height : film.width,
    height: turned ? film.width : film.height,
    fps,
    seconds: Number.isFinite(seconds) ? seconds : null,
  };
}

/**
 * Decodes a film frame by frame, at its own pace of frames, made smaller where it is large. One frame is in memory
 * at a time and the same bytes are used again: whoever wants to keep a frame must copy it.
 */
export async function* framesOf(
  path: string,
  film: FilmFacts,
): AsyncGenerator<{ readonly at: number; readonly image: RgbImage }> {
  const scale = Math.min(1, LONG_SIDE / Math.max(film.width, film.height));
  const even = (length: number): number => Math.max(2, 2 * Math.round((length * scale) / 2));
  const [width, height] = [even(film.width), even(film.height)];
  const size = width * height * 3;
  const ffmpeg = spawn(
    'ffmpeg',
    [
      '-v',
      'error',
      '-nostdin',
      '-threads',
      '1',
      '-i',
      path,
      '-map',
      '0:v:0',
      '-vf',
      `scale=${width}:${height}:flags=area`,
      '-fps_mode',
      'cfr',
      '-r',
      String(film.fps),
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let problem = '';
  ffmpeg.stderr.on('data', (text: Buffer) => {
    problem = `${problem}${text.toString()}`.slice(-500);
  });
  const ended = new Promise<number | null>((resolve) => ffmpeg.on('close', resolve));
  const data = new Uint8Array(size);
  let filled = 0;
  let count = 0;
  try {
    for await (const chunk of ffmpeg.stdout as AsyncIterable<Buffer>) {
      for (let from = 0; from < chunk.length; ) {
        const take = Math.min(size - filled, chunk.length - from);
        data.set(chunk.subarray(from, from + take), filled);
        filled += take;
        from += take;
        if (filled < size) continue;
        filled = 0;
        yield { at: (count++ * 1000) / film.fps, image: { width, height, data } };
      }
    }
    if ((await ended) !== 0 && count === 0)
      throw new TizhiError('TIZHI_FILE_FORMAT', {
        file: path,
        expected: 'video',
        expectedZh: '视频',
        problem: problem.trim().split('\n').at(-1) ?? 'ffmpeg gave up',
      });
  } finally {
    ffmpeg.kill('SIGKILL');
  }
}

function ratio(text: string | undefined): number | undefined {
  const [over, under = '1'] = (text ?? '').split('/');
  const value = Number(over) / Number(under);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

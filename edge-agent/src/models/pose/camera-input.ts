import { isAbsolute, resolve } from 'node:path';
import { TizhiError } from '@tizhi/contracts';
import { z } from 'zod';

/**
 * Where a camera's pictures come from. A film waits for its reader; a live camera does not, so that its frames are
 * dropped where the reader is slower.
 */
export const CameraInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4_096) }),
  z.strictObject({
    kind: z.literal('rtsp'),
    /** May hold a user's name and password; those are never logged nor in a message of an error. */
    url: z
      .string()
      .max(1_024)
      .regex(/^rtsps?:\/\/[^\s]+$/),
    /** `tcp`: through the same connection as the commands, nothing is lost on the way. `udp`: a little earlier. */
    transport: z.enum(['tcp', 'udp']).default('tcp'),
  }),
  z.strictObject({
    kind: z.literal('usb'),
    /** `/dev/video0` on Linux, the number or name that `ffmpeg -f avfoundation -list_devices 1 -i ""` tells on macOS. */
    device: z.string().min(1).max(256),
    fps: z.number().min(1).max(120).default(30),
    width: z.int().min(16).max(7_680).default(640),
    height: z.int().min(16).max(4_320).default(480),
  }),
]);
export type CameraInput = z.infer<typeof CameraInput>;

export const isLive = ({ kind }: CameraInput): boolean => kind !== 'file';

/** What a person typed: an address, a device of Linux, or else a film. Throws `TIZHI_USAGE` on a wrong address. */
export function cameraInputOf(text: string): CameraInput {
  if (/^rtsps?:/i.test(text)) {
    const input = CameraInput.safeParse({
      kind: 'rtsp',
      url: text.replace(/^rtsps?/i, (s) => s.toLowerCase()),
    });
    if (input.success) return input.data;
    throw new TizhiError('TIZHI_USAGE', {
      problem: 'An RTSP camera is named like rtsp://HOST/PATH',
      problemZh: 'RTSP 摄像机的写法为 rtsp://主机/路径',
      command: 'tizhi reps',
    });
  }
  if (/^\/dev\/video\d+$/.test(text)) return CameraInput.parse({ kind: 'usb', device: text });
  return { kind: 'file', path: text };
}

/** How long a camera in the network may be silent before the connection counts as broken, microseconds. */
const SILENCE_US = 5_000_000;

/** What ffmpeg and ffprobe are told before everything else: where to read, and how. */
export function inputArgs(
  input: CameraInput,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  switch (input.kind) {
    case 'file': {
      // A playlist or a name that looks like an address must not make a film read from elsewhere.
      const path = isAbsolute(input.path) ? input.path : resolve(input.path);
      return ['-protocol_whitelist', 'file', '-i', `file:${path}`];
    }
    case 'rtsp':
      return [
        ...['-rtsp_transport', input.transport, '-timeout', String(SILENCE_US)],
        ...['-fflags', 'nobuffer', '-flags', 'low_delay', '-i', input.url],
      ];
    case 'usb': {
      const { format, device } = usbDevice(input.device, platform);
      const size = `${input.width}x${input.height}`;
      return ['-f', format, '-framerate', String(input.fps), '-video_size', size, '-i', device];
    }
    default:
      return input satisfies never;
  }
}

/** The part of ffmpeg that reads a USB camera on each system. */
function usbDevice(
  device: string,
  platform: NodeJS.Platform,
): { readonly format: string; readonly device: string } {
  if (platform === 'darwin') return { format: 'avfoundation', device };
  if (platform === 'win32')
    return { format: 'dshow', device: device.startsWith('video=') ? device : `video=${device}` };
  return { format: 'v4l2', device };
}

/**
 * The camera in words for people and logs. Of an address only the host is left: makers hide user and password in
 * front of it, behind a question mark, and in the path as well.
 */
export function nameOf(input: CameraInput): string {
  if (input.kind === 'file') return input.path;
  if (input.kind === 'usb') return input.device;
  const { scheme, host } = partsOf(input.url);
  return `${scheme}://${host}/...`;
}

/** A text of ffmpeg about this camera, without what may be secret in the camera's address. */
export function withoutSecrets(input: CameraInput, text: string): string {
  if (input.kind !== 'rtsp') return text;
  const { user, password, path } = partsOf(input.url);
  return [user, password, path]
    .flatMap((secret) => [secret, decoded(secret)])
    .filter((secret) => secret !== '')
    .reduce(
      (left, secret) => left.replaceAll(secret, '***'),
      text.replaceAll(/rtsps?:\/\/[^\s'"]*/gi, nameOf(input)),
    );
}

interface AddressParts {
  readonly scheme: string;
  readonly user: string;
  readonly password: string;
  readonly host: string;
  /** Without the first slash. */
  readonly path: string;
}

/** By hand: an address with an unescaped sign in its password is no URL, and ffmpeg takes it. */
function partsOf(url: string): AddressParts {
  const scheme = url.slice(0, url.indexOf(':'));
  const rest = url.slice(scheme.length + 3);
  const beforePath = rest.slice(0, rest.search(/[/?]|$/));
  // The last @ before the path; where a password holds a slash or a question mark, the last @ at all.
  const at = beforePath.includes('@') ? beforePath.lastIndexOf('@') : rest.lastIndexOf('@');
  const [user = '', ...password] = rest.slice(0, Math.max(0, at)).split(':');
  const [, host = '', path = ''] = /^([^/?]*)[/?]?(.*)$/s.exec(rest.slice(at + 1)) ?? [];
  return { scheme, user, password: password.join(':'), host, path };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

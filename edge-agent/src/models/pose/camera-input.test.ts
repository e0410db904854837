import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CameraInput, cameraInputOf, inputArgs, nameOf, withoutSecrets } from './camera-input.ts';

const usb = CameraInput.parse({ kind: 'usb', device: '/dev/video2', width: 1280, height: 720 });
const rtsp = (url: string) => CameraInput.parse({ kind: 'rtsp', url });

describe('a camera', () => {
  it('is read by the part of ffmpeg that each system has for USB', () => {
    const args = (platform: NodeJS.Platform) => inputArgs(usb, platform).join(' ');
    expect(args('linux')).toBe('-f v4l2 -framerate 30 -video_size 1280x720 -i /dev/video2');
    const numbered = CameraInput.parse({ kind: 'usb', device: '0', fps: 60 });
    expect(inputArgs(numbered, 'darwin').join(' ')).toBe(
      '-f avfoundation -framerate 60 -video_size 640x480 -i 0',
    );
    const named = CameraInput.parse({ kind: 'usb', device: 'HD Camera' });
    expect(inputArgs(named, 'win32').slice(-2)).toEqual(['-i', 'video=HD Camera']);
  });

  it('in the network is read through its own connection, and not waited for without end', () => {
    const args = inputArgs(rtsp('rtsp://hall/1')).join(' ');
    expect(args).toContain('-rtsp_transport tcp -timeout 5000000');
    expect(args).toMatch(/-i rtsp:\/\/hall\/1$/);
  });

  it('that is a film is a file, whatever its name looks like', () => {
    const args = inputArgs({ kind: 'file', path: 'http://elsewhere/film.mp4' });
    expect(args.slice(0, 3)).toEqual(['-protocol_whitelist', 'file', '-i']);
    expect(args[3]).toMatch(/^file:\/.*http:\/elsewhere\/film\.mp4$/);
  });

  it.each([
    ['rtsp://10.0.0.8/stream1', 'rtsp'],
    ['RTSPS://10.0.0.8/stream1', 'rtsp'],
    ['/dev/video0', 'usb'],
    ['film.mp4', 'file'],
    ['/dev/shm/film.mp4', 'file'],
  ])('is told by how it is written: %s', (text, kind) => {
    expect(cameraInputOf(text).kind).toBe(kind);
  });

  it.each(['rtsp:', 'rtsp://', 'rtsp://a b/'])('is refused: %s', (text) => {
    expect(() => cameraInputOf(text)).toThrow(expect.objectContaining({ code: 'TIZHI_USAGE' }));
  });
});

describe('what is said of a camera', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9!$&()*+,;=._~-]{6,16}$/);

  it('holds no user, password or path of its address', () => {
    fc.assert(
      fc.property(secret, secret, secret, (user, password, path) => {
        const input = rtsp(`rtsp://${user}:${password}@gate:554/${path}?key=${password}`);
        const said = withoutSecrets(
          input,
          `[rtsp] method DESCRIBE of ${input.kind === 'rtsp' ? input.url : ''} failed for ${user}/${password}: 401`,
        );
        for (const text of [nameOf(input), said])
          for (const hidden of [password, path, user]) expect(text.includes(hidden)).toBe(false);
        expect(nameOf(input)).toBe('rtsp://gate:554/...');
        expect(said).toContain('401');
      }),
    );
  });

  it('holds no password with signs in it, escaped or not', () => {
    for (const password of ['p@ss', 'p:a:ss', 'p%40ss', 'a/b?c'])
      for (const text of [
        `rtsp://u5er:${password}@gate/1: refused`,
        `bad password ${decodeURIComponent(password)}`,
      ]) {
        const said = withoutSecrets(rtsp(`rtsp://u5er:${password}@gate/1`), text);
        expect(said).not.toContain(password);
        expect(said).not.toContain(decodeURIComponent(password));
      }
  });
});

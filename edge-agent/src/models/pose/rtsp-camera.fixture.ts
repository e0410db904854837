import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A camera in the network, as strict as the standard (RFC 2326): one picture, RTP inside the RTSP connection. */
export interface RtspCamera {
  readonly port: number;
  /** Answers seen, such as `DESCRIBE 401`. */
  readonly log: readonly string[];
  /** Cuts all connections, as a cable does. */
  cut(): void;
  /** From now on the picture stands still: connections stay, nothing is sent. */
  stall(): void;
  close(): Promise<void>;
}

const SESSION = '2026';
const METHODS = ['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'TEARDOWN', 'GET_PARAMETER'];
const TRANSPORT = 'RTP/AVP/TCP;unicast;interleaved=0-1';
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  401: 'Unauthorized',
  404: 'Not Found',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  461: 'Unsupported transport',
  501: 'Not Implemented',
};

/**
 * Starts one: ffmpeg makes real H.264 RTP packets of `film`, again and again, at the film's pace; the camera hands
 * them to whoever asked with PLAY. `user`: as `name:password`, Basic.
 */
export async function startRtspCamera(options: {
  readonly film: string;
  readonly folder: string;
  readonly user?: string;
  readonly port?: number;
}): Promise<RtspCamera> {
  const { film, folder, user, port = 0 } = options;
  const packets = createSocket('udp4');
  await new Promise<void>((resolve) => packets.bind(0, '127.0.0.1', resolve));
  const sdpFile = `${folder}/camera-${packets.address().port}.sdp`;
  const encoder = startEncoder({ film, sdpFile, port: packets.address().port });
  while (!existsSync(sdpFile) || readFileSync(sdpFile).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const sdp = readFileSync(sdpFile, 'utf8')
    .replace(/^SDP:\r?\n/, '')
    .replace(/m=video \d+/, 'm=video 0');
  const log: string[] = [];
  const playing = new Set<Socket>();
  const open = new Set<Socket>();
  let stalled = false;
  packets.on('message', (packet) => {
    if (stalled) return;
    for (const socket of playing)
      socket.write(Buffer.concat([Buffer.from([0x24, 0, packet.length >> 8, packet.length & 255]), packet]));
  });
  const server = createServer((socket) => {
    open.add(socket);
    let text = '';
    let ready = false;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      playing.delete(socket);
    });
    socket.on('data', (chunk) => {
      // What a player sends between requests (RTCP, framed by $) is not a request.
      text += chunk.toString('latin1');
      for (;;) {
        while (text.startsWith('$') && text.length >= 4)
          text = text.slice(4 + (text.charCodeAt(2) << 8) + text.charCodeAt(3));
        const end = text.indexOf('\r\n\r\n');
        if (text.startsWith('$') || end < 0) return;
        answer(text.slice(0, end));
        text = text.slice(end + 4);
      }
    });
    function answer(request: string): void {
      const { method, cseq, status, more = [], body = '' } = answerTo(request, { sdp, user, ready });
      log.push(`${method} ${status}`);
      const head = [`RTSP/1.0 ${status} ${REASONS[status]}`, `CSeq: ${cseq}`, ...more];
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
      if (status !== 200) return;
      if (method === 'SETUP') ready = true;
      if (method === 'PLAY') playing.add(socket);
      if (method === 'TEARDOWN') playing.delete(socket);
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    log,
    cut,
    stall: () => {
      stalled = true;
    },
    async close() {
      encoder.kill('SIGKILL');
      packets.close();
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly more?: readonly string[];
  readonly body?: string;
}

/** What the camera says to one request, by the rules. */
function answerTo(
  request: string,
  camera: { readonly sdp: string; readonly user: string | undefined; readonly ready: boolean },
): Answer & { readonly method: string; readonly cseq: string } {
  const { sdp, user, ready } = camera;
  const [start = '', ...lines] = request.split('\r\n');
  const [method = '', url = ''] = start.split(' ');
  const headers = new Map(
    lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.replace(/^[^:]*: */, '')]),
  );
  const mine = headers.get('session')?.startsWith(SESSION) === true;
  const session = `Session: ${SESSION}`;
  const of = (): Answer => {
    if (method === 'OPTIONS') return { status: 200, more: [`Public: ${METHODS.join(', ')}`] };
    if (user !== undefined && headers.get('authorization') !== `Basic ${btoa(user)}`)
      return { status: 401, more: ['WWW-Authenticate: Basic realm="camera"'] };
    if (!/\/stream1(\/|\?|$)/.test(url)) return { status: 404 };
    if (method === 'DESCRIBE') {
      const more = [
        'Content-Type: application/sdp',
        `Content-Base: ${url}/`,
        `Content-Length: ${sdp.length}`,
      ];
      return { status: 200, more, body: sdp };
    }
    if (method === 'SETUP')
      return headers.get('transport')?.includes(TRANSPORT) === true
        ? { status: 200, more: [`Transport: ${TRANSPORT}`, session] }
        : { status: 461 };
    if (!METHODS.includes(method)) return { status: 501 };
    if (!ready) return { status: 455 };
    return mine ? { status: 200, more: [session] } : { status: 454 };
  };
  return { method, cseq: headers.get('cseq') ?? '', ...of() };
}

function startEncoder(options: {
  readonly film: string;
  readonly sdpFile: string;
  readonly port: number;
}): ChildProcess {
  const { film, sdpFile, port } = options;
  return spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-nostdin', '-re', '-stream_loop', '-1', '-i', film, '-an'],
      ...[
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-tune',
        'zerolatency',
        '-g',
        '10',
        '-pix_fmt',
        'yuv420p',
      ],
      ...['-threads', '1', '-f', 'rtp', '-sdp_file', sdpFile, `rtp://127.0.0.1:${port}?pkt_size=1200`],
    ],
    { stdio: 'ignore' },
  );
}

import type { DeviceId } from '@tizhi/contracts';
import type { DeviceDefinition } from '@tizhi/firmware-adapters';
import { type Backoff, type Connection, keepConnected } from '../retry.ts';
import type { Source, SourceContext } from './source.ts';

/** A cable is plugged in by hand: look often enough that nobody waits, seldom enough to cost nothing. */
const LIVE_BACKOFF: Backoff = { firstMs: 250, maxMs: 5_000 };

/** Opens the way to a device; calls `heard` for every chunk of bytes. */
export type OpenDevice = (options: {
  readonly heard: (bytes: Uint8Array) => void;
  readonly signal: AbortSignal;
}) => Promise<DeviceConnection>;

/** An open way to a device. */
export interface DeviceConnection extends Connection {
  /** Sends the question of a device that is polled. Left out: nothing can be sent this way. */
  readonly ask?: (request: Uint8Array) => void;
}

/** A source that is a byte stream which may break and come back: a serial port, a TCP device server. */
export function startLiveSource(options: {
  readonly name: string;
  readonly device: DeviceId;
  readonly open: OpenDevice;
  /** The question of a device that speaks only when asked. */
  readonly poll?: DeviceDefinition['poll'];
  readonly context: SourceContext;
}): Source {
  const { name, device, open, poll, context } = options;
  const { sink, clock, random } = context;
  const log = context.log.child({ source: name, device });
  let [frames, bytes] = [0, 0];
  let lastProblem: string | undefined;
  const link = keepConnected({
    backoff: LIVE_BACKOFF,
    random,
    connect: (signal) => {
      sink.reset(device);
      const opening = open({
        signal,
        heard(chunk) {
          frames += 1;
          bytes += chunk.length;
          sink.frame({ device, at: clock(), bytes: chunk });
        },
      });
      return poll === undefined ? opening : opening.then((connection) => asking(connection, poll));
    },
    onUp() {
      lastProblem = undefined;
      log.info('device connected');
    },
    onDown(problem) {
      // The first time only: a station that is switched off overnight must not fill the log.
      if (problem !== lastProblem) log.warn({ problem }, 'device not connected; trying again by itself');
      lastProblem = problem;
    },
  });
  return {
    report: () => ({ name, link: link.state, finished: false, frames, bytes, skipped: 0 }),
    stop: () => link.stop(),
  };
}

/** Asks as often as the device wants, for as long as the connection lasts. */
function asking(
  connection: DeviceConnection,
  { request, everyMs }: NonNullable<DeviceDefinition['poll']>,
): DeviceConnection {
  const { ask } = connection;
  if (ask === undefined) return connection;
  ask(request);
  const timer = setInterval(() => ask(request), everyMs);
  void connection.closed.then(() => clearInterval(timer));
  return connection;
}

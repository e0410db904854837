import type { DeviceId } from '@tizhi/contracts';
import { type Backoff, type Connection, keepConnected } from '../retry.ts';
import type { Source, SourceContext } from './source.ts';

/** A cable is plugged in by hand: look often enough that nobody waits, seldom enough to cost nothing. */
const LIVE_BACKOFF: Backoff = { firstMs: 250, maxMs: 5_000 };

/** Opens the way to a device; calls `heard` for every chunk of bytes. */
export type OpenDevice = (options: {
  readonly heard: (bytes: Uint8Array) => void;
  readonly signal: AbortSignal;
}) => Promise<Connection>;

/** A source that is a byte stream which may break and come back: a serial port, a TCP device server. */
export function startLiveSource(options: {
  readonly name: string;
  readonly device: DeviceId;
  readonly open: OpenDevice;
  readonly context: SourceContext;
}): Source {
  const { name, device, open, context } = options;
  const { sink, clock, random } = context;
  const log = context.log.child({ source: name, device });
  let [frames, bytes] = [0, 0];
  let lastProblem: string | undefined;
  const link = keepConnected({
    backoff: LIVE_BACKOFF,
    random,
    connect: (signal) => {
      sink.reset(device);
      return open({
        signal,
        heard(chunk) {
          frames += 1;
          bytes += chunk.length;
          sink.frame({ device, at: clock(), bytes: chunk });
        },
      });
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

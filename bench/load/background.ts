import { STRAPS } from './class-samples.ts';
import type { GatewayLink } from './plan.ts';
import { type Load, startLoad } from './start-load.ts';

/** What goes on in the house while a latency is measured: as many classes, each with a message per second. */
export const BACKGROUND = { readingsPerSecond: 20_000, gateways: 16 } as const;
/** As the outbox has it. */
const WINDOW = 32;

/** The background load, ready to go until it is told to stop; one class of readings (with RR) a message. */
export const startBackground = (url: string, links: readonly GatewayLink[]): Promise<Load> =>
  startLoad({
    url,
    links,
    samples: STRAPS,
    rr: true,
    qos: 0,
    window: WINDOW,
    messages: Number.POSITIVE_INFINITY,
    pace: { kind: 'open', perSecond: BACKGROUND.readingsPerSecond / STRAPS },
    made: 'in time',
  });

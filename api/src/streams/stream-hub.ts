import { TizhiError } from '@tizhi/contracts';
import type { FastifyBaseLogger, FastifyReply } from 'fastify';
import { type EventStream, eventStream, OPENING } from './event-stream.ts';

/** A school: some teachers with a phone, a pad and a wall each. */
export const MAX_STREAMS = 300;
/** One account may not take them all. */
export const MAX_STREAMS_PER_ACCOUNT = 30;
/** Proxies cut a silent connection after 30-60 s. Also how soon a sign-out ends the open pages. */
const HEARTBEAT_MS = 10_000;

/** What happened to streams since start. */
export interface StreamCounters {
  readonly open: number;
  readonly refused: number;
  readonly tooSlow: number;
}

export interface StreamHub {
  /**
   * Turns a reply into an event stream. Throws `TIZHI_TOO_MANY_STREAMS` before anything is written.
   * `allowed` is asked again at each heartbeat: a page does not outlive its session.
   */
  open(request: {
    readonly reply: FastifyReply;
    readonly account: string;
    readonly allowed: () => Promise<boolean>;
  }): EventStream;
  counters(): StreamCounters;
  close(): void;
}

interface Member {
  readonly stream: ReturnType<typeof eventStream>;
  readonly account: string;
  readonly allowed: () => Promise<boolean>;
}

/** Owns every open event stream: their number, their heartbeat, their end. */
export function createStreamHub(log: FastifyBaseLogger): StreamHub {
  const members = new Set<Member>();
  const counters = { refused: 0, tooSlow: 0 };

  const check = async (member: Member): Promise<void> => {
    // A store that does not answer is no reason to end a lesson's page.
    const allowed = await member.allowed().catch(() => true);
    if (allowed) member.stream.beat();
    else member.stream.end();
  };
  const heartbeat = setInterval(() => {
    for (const member of members) void check(member);
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    open({ reply, account, allowed }) {
      const ofAccount = [...members].filter((member) => member.account === account).length;
      const limit = members.size >= MAX_STREAMS ? MAX_STREAMS : MAX_STREAMS_PER_ACCOUNT;
      if (members.size >= MAX_STREAMS || ofAccount >= MAX_STREAMS_PER_ACCOUNT) {
        counters.refused += 1;
        throw new TizhiError('TIZHI_TOO_MANY_STREAMS', { limit });
      }
      reply.hijack();
      reply.raw.writeHead(200, {
        ...definedHeaders(reply),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      reply.raw.write(OPENING);
      const stream = eventStream(reply.raw, () => {
        counters.tooSlow += 1;
        log.warn({ tooSlow: counters.tooSlow }, 'a live page reads too slowly and was cut off');
      });
      const member: Member = { stream, account, allowed };
      members.add(member);
      stream.onClose(() => members.delete(member));
      return stream;
    },
    counters: () => ({ open: members.size, ...counters }),
    close() {
      clearInterval(heartbeat);
      for (const { stream } of members) stream.end();
    },
  };
}

/** The headers that plugins (helmet) have set so far: a hijacked reply must write them itself. */
const definedHeaders = (reply: FastifyReply): Record<string, string | number | string[]> =>
  Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );

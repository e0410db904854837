import { type ChainHash, chainNext } from '@tizhi/contracts';
import type { Draft } from './draft.ts';
import type { Message, OpenLane, Suspect } from './inbox-state.ts';
import { sha256 } from './sha256.ts';

/** What becomes of a message that stands where its lane goes on. */
export type Judgement =
  /** It continues what is here, or says itself that it is damaged. `fault`: it can only be a dead letter. */
  | {
      readonly kind: 'take';
      readonly prev: ChainHash;
      readonly chain: ChainHash;
      readonly fault: string | null;
    }
  /** Its link does not fit: not taken, to be seen again. */
  | { readonly kind: 'wait' };

/**
 * Holds a message's link against the lane (docs/protocol.md, "The chain"). `isGap`: the messages before it will
 * never come, so that only its own word tells the chain there.
 */
export function judge(
  draft: Draft,
  { lane, message, isGap }: { readonly lane: OpenLane; readonly message: Message; readonly isGap: boolean },
): Judgement {
  const { seq, bodyHash, fault, isDamaged } = message;
  const prev = isGap ? message.prev : lane.accepted.chain;
  const continues = prev !== null && (message.prev === null || message.prev === prev);
  const expected = prev === null ? null : chainNext(sha256, { prev, seq, bodyHash });
  // An envelope that is wrong elsewhere may have been damaged on the way: it comes again.
  const isAsSent = fault === null || isDamaged;
  const fits = message.chain !== null && message.chain === expected;
  if (continues && fits && isAsSent) return { kind: 'take', prev, chain: message.chain ?? prev, fault };
  draft.counters.misfits += 1;
  if (!isPatienceOver(draft, lane, message)) return { kind: 'wait' };
  const start = prev ?? lane.accepted.chain;
  return {
    kind: 'take',
    prev: start,
    // Not what the sender claims: an outbox that is an old copy would read its own chain as the word that all
    // before it is stored. This one tells it to number anew, and leads from hash to hash like every other.
    chain: chainNext(sha256, { prev: start, seq, bodyHash }),
    fault: fault ?? 'chain: does not follow from the messages before it',
  };
}

/**
 * The same wrong bytes again and again: a sender that errs, not a way that damages. While messages before it are on
 * their way to the store nobody errs for certain: the sender's copy of one of them may have been damaged since it
 * came, and the acknowledgement to come tells it so.
 */
export function isPatienceOver(draft: Draft, lane: OpenLane, message: Message): boolean {
  const { suspect } = lane;
  if (lane.accepted.seq !== lane.stored.seq) return false;
  if (suspect === null || !isSame(suspect, message)) return false;
  const { misfitTimes, misfitMs } = draft.limits;
  return suspect.times + 1 >= misfitTimes && draft.now - suspect.since >= misfitMs;
}

/** Remembers a message that was not taken. */
export function suspectOf(draft: Draft, lane: OpenLane, message: Message): OpenLane {
  const { seq, chain, bodyHash, fault } = message;
  const { suspect } = lane;
  const [times, since] =
    suspect !== null && isSame(suspect, message) ? [suspect.times + 1, suspect.since] : [1, draft.now];
  return { ...lane, suspect: { seq, chain, bodyHash, fault, times, since } };
}

const isSame = (suspect: Suspect, { seq, chain, bodyHash, fault }: Message): boolean =>
  suspect.seq === seq && suspect.chain === chain && suspect.bodyHash === bodyHash && suspect.fault === fault;

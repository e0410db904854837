import {
  type RosterEntry as Entry,
  formatTopic,
  type GatewayId,
  type Instant,
  LessonMessage,
  RosterEntry,
  RosterMessage,
  type SchoolId,
} from '@tizhi/contracts';
import type { Pupil } from '@tizhi/storage';
import type { DesiredMessage } from '../live/mqtt-link.ts';
import { ceilingBpmOf, maxBpmOf } from '../school/heart-limits.ts';
import type { BoundLesson } from '../school/lesson-book.ts';

type What = DesiredMessage['what'];

/** What every gateway of the school should have, without a version. */
export interface Wanted {
  readonly roster: Omit<RosterMessage, 'version'>;
  readonly lesson: Omit<LessonMessage, 'version'>;
  /** Pupils whose record does not fit the contract (a maximum rate of 20): left out, by pseudonym. */
  readonly leftOut: readonly string[];
}

/** The contract's limit of one roster. */
const MAX_PUPILS = 10_000;

/** Pseudonyms and limits only: no name and no student number leaves for a gateway. */
export function wantedState(pupils: Iterable<Pupil>, lessons: readonly BoundLesson[], now: Instant): Wanted {
  const entries: Entry[] = [];
  const leftOut: string[] = [];
  for (const pupil of pupils) {
    const entry = RosterEntry.safeParse({
      subject: pupil.subject,
      class: pupil.class,
      tag: pupil.tag,
      sex: pupil.sex,
      maxBpm: maxBpmOf(pupil, now),
      ceilingBpm: ceilingBpmOf(pupil, now),
    });
    if (entry.success && entries.length < MAX_PUPILS) entries.push(entry.data);
    else leftOut.push(pupil.subject);
  }
  return {
    roster: { pupils: entries.sort((a, b) => (a.subject < b.subject ? -1 : 1)) },
    lesson: {
      lessons: lessons.map(({ lesson, class: of, startedAt, plannedEndAt, bindings }) => ({
        lesson,
        class: of,
        startedAt,
        plannedEndAt,
        bindings: [...bindings],
      })),
    },
    leftOut,
  };
}

/** What a topic is known to hold: its version and its content without it. */
export interface Held {
  readonly version: number;
  readonly content: string;
}
export type HeldState = ReadonlyMap<string, Held>;

export const contentOf = (desired: DesiredMessage): string => {
  switch (desired.what) {
    case 'roster':
      return JSON.stringify(RosterMessage.omit({ version: true }).parse(desired.message));
    case 'lesson':
      return JSON.stringify(LessonMessage.omit({ version: true }).parse(desired.message));
  }
};

export const topicOf = (school: SchoolId, gateway: GatewayId, what: What): string =>
  formatTopic({ school, gateway, kind: 'desired', what });

/**
 * The messages that bring every gateway from what its topics hold to what is wanted. A topic that holds the
 * right content is left alone. A new version is above the one held and at least the clock: it grows across
 * restarts of this server, of the broker (which may forget retained messages) and with a clock set back.
 */
export function messagesToPublish({
  school,
  gateways,
  wanted,
  held,
  now,
}: {
  readonly school: SchoolId;
  readonly gateways: Iterable<GatewayId>;
  readonly wanted: Wanted;
  readonly held: HeldState;
  readonly now: Instant;
}): { readonly topic: string; readonly desired: DesiredMessage }[] {
  const { roster, lesson } = wanted;
  const candidates: readonly ((version: number) => DesiredMessage)[] = [
    (version) => ({ what: 'roster', message: { version, ...roster } }),
    (version) => ({ what: 'lesson', message: { version, ...lesson } }),
  ];
  return [...gateways].flatMap((gateway) =>
    candidates.flatMap((withVersion) => {
      const topic = topicOf(school, gateway, withVersion(1).what);
      const before = held.get(topic);
      const desired = withVersion(Math.max(now, (before?.version ?? 0) + 1));
      return before?.content === contentOf(desired) ? [] : [{ topic, desired }];
    }),
  );
}

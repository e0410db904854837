import { escalationDue, foldWarning, refuseAct } from '@tizhi/analytics';
import {
  type ClassId,
  type Instant,
  type SchoolId,
  TizhiError,
  type WarningActRequest,
  type WarningActResponse,
  type WarningId,
  type WarningInbox,
  WarningState,
} from '@tizhi/contracts';
import type { Account, RecordStore, StoredWarning } from '@tizhi/storage';
import { notFound } from '../problem.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import { pupilHead } from './pupil-head.ts';
import { createTurns } from './turns.ts';
import { byUrgency, dueAt, isSeenBy, ruledWarning } from './warning-view.ts';

/** Alarms of a school that are looked through, the newest first; trends wait in no inbox. */
export const MAX_WARNINGS = 5_000;
/** All of them are looked through for lateness at least this often. */
const LOOK_AGAIN_MS = 10 * 60_000;

export interface WarningDesk {
  /** The warnings that this account's role sees. */
  inbox(
    account: Account,
    query: {
      readonly state?: WarningState | undefined;
      readonly class?: ClassId | undefined;
      readonly limit: number;
    },
  ): Promise<WarningInbox>;
  /** Adds what a person does. Throws what refuses it, and `TIZHI_NOT_FOUND`, also for what the role does not see. */
  act(account: Account, warning: WarningId, request: WarningActRequest): Promise<WarningActResponse>;
  /** What the clock does: notes the warnings that nobody took up in time. */
  escalate(): Promise<void>;
}

/** Warnings in people's hands. Each is judged as it stands when its turn comes: two acts at once come one by one. */
export function createWarningDesk({
  records,
  roster,
  school,
  clock,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): WarningDesk {
  const alone = createTurns<WarningId>();
  /** No warning becomes late before this. */
  let quietUntil = 0;
  const { warnings } = records.care;
  const find = async (warning: WarningId): Promise<StoredWarning> => {
    const stored = await warnings.find(warning);
    if (stored?.school !== school) throw noWarning();
    return stored;
  };
  const peopleOf = async () =>
    (await records.accounts.list(school)).map(({ account, displayName, role }) => ({
      account,
      name: displayName,
      role,
    }));

  return {
    async inbox({ role }, query) {
      const people = await roster.current();
      const ruled = (await warnings.list({ school, shownAs: 'alarm', limit: MAX_WARNINGS }))
        .map(ruledWarning)
        .filter((each) => isSeenBy(each, role))
        .flatMap((each) => {
          const pupil = pupilHead(people.pupils.get(each.warning.finding.subject), people);
          return pupil === undefined || (query.class ?? pupil.class) !== pupil.class
            ? []
            : [{ ...each, pupil }];
        })
        .sort(byUrgency);
      const accounts = await peopleOf();
      const names = new Map(accounts.map(({ account, name }) => [account, name]));
      const count = (state: WarningState) => ruled.filter(({ warning }) => warning.state === state).length;
      return {
        serverAt: clock(),
        warnings: ruled
          .filter(({ warning }) => (query.state ?? warning.state) === warning.state)
          .slice(0, query.limit)
          .map(({ warning, rule, pupil }) => ({
            warning,
            rule,
            pupil,
            ownerName: warning.owner === null ? null : (names.get(warning.owner) ?? null),
            dueAt: dueAt(warning),
          })),
        counts: Object.fromEntries(
          WarningState.options.map((state) => [state, count(state)]),
        ) as WarningInbox['counts'],
        people: accounts,
      };
    },
    act: ({ account, role }, id, { request, act }) =>
      alone(id, async () => {
        const stored = await find(id);
        const { warning, rule } = ruledWarning(stored);
        if (!isSeenBy({ rule }, role)) throw noWarning();
        if ((await warnings.acted(id, request)) !== undefined) return { warning, repeated: true };
        const people = act.kind === 'hand_over' ? await peopleOf() : [];
        const code = refuseAct({ warning, act, role, account, people, rule });
        if (code !== null) throw new TizhiError(code);
        const at = clock();
        quietUntil = 0; // it may wait anew
        const { repeated } = await warnings.append({ warning: id, at, account, request, act });
        await records.audit.note({ at, account, action: `warning.${act.kind}`, detail: id });
        return { warning: foldWarning(await find(id)), repeated };
      }),
    async escalate() {
      const now = clock();
      if (now < quietUntil) return;
      quietUntil = now + LOOK_AGAIN_MS;
      for (const listed of await warnings.list({ school, shownAs: 'alarm', limit: MAX_WARNINGS })) {
        const waiting = foldWarning(listed);
        if (escalationDue(waiting, now) === null) {
          quietUntil = Math.min(quietUntil, dueAt(waiting) ?? quietUntil);
          continue;
        }
        await alone(listed.warning, async () => {
          // It may have been taken up meanwhile.
          const act = escalationDue(foldWarning(await find(listed.warning)), now);
          if (act !== null) await warnings.append({ warning: listed.warning, at: now, account: null, act });
        });
      }
    },
  };
}

const noWarning = () => notFound({ zh: '这条预警', en: 'such warning' });

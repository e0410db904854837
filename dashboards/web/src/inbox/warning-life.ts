import type {
  AccountId,
  ClassId,
  WarningAct,
  WarningEntry,
  WarningInbox,
  WarningState,
  WarningView,
} from '@tizhi/contracts';

/** What a person can do; the clock's own act is not among them. */
export type PersonAct = Exclude<WarningAct['kind'], 'escalate'>;

/**
 * What makes sense in each state, the likeliest first: it lies under the thumb. Somebody takes a warning on before
 * it is closed.
 */
export const ACTS_OF = {
  open: ['acknowledge', 'act', 'note', 'hand_over'],
  acknowledged: ['act', 'resolve', 'note', 'hand_over'],
  acting: ['act', 'resolve', 'note', 'hand_over'],
  resolved: ['reopen', 'note'],
} as const satisfies Record<WarningState, readonly PersonAct[]>;

/** Who can be handed a warning: colleagues whose role its rule lets see it. */
export const receivers = (
  { rule }: WarningView,
  { people, account }: { readonly people: WarningInbox['people']; readonly account: AccountId },
): WarningInbox['people'] =>
  people.filter((person) => person.account !== account && rule.sees.includes(person.role));

/** What this person can do with a warning now; handing over is offered only where somebody can receive it. */
export const actsOf = (
  view: WarningView,
  around: { readonly people: WarningInbox['people']; readonly account: AccountId },
): readonly PersonAct[] =>
  ACTS_OF[view.warning.state].filter((act) => act !== 'hand_over' || receivers(view, around).length > 0);

/** A state the list is filtered by; `active` is everything that is not closed. */
export type StateFilter = 'active' | WarningState;

export interface InboxFilter {
  readonly state: StateFilter;
  readonly class: ClassId | null;
}

const SEVERITY = { critical: 0, warning: 1, info: 2 } as const;

/** What the page shows: the late ones first, then the most severe, then the oldest; as the server orders them. */
export function listed(views: readonly WarningView[], filter: InboxFilter): WarningView[] {
  return views
    .filter(({ warning, pupil }) => {
      const right = filter.state === 'active' ? warning.state !== 'resolved' : warning.state === filter.state;
      return right && (filter.class === null || pupil.class === filter.class);
    })
    .sort(
      (a, b) =>
        Number(isLate(b)) - Number(isLate(a)) ||
        SEVERITY[a.warning.finding.severity] - SEVERITY[b.warning.finding.severity] ||
        a.warning.openedAt - b.warning.openedAt ||
        a.warning.warning.localeCompare(b.warning.warning),
    );
}

/** Nobody took it on in time, and nobody has yet. */
export const isLate = ({ warning }: WarningView): boolean =>
  warning.escalatedAt !== null && warning.state === 'open';

/** The classes that have warnings, by name. */
export function classesOf(views: readonly WarningView[]): { class: ClassId; name: string }[] {
  const names = new Map(views.map(({ pupil }) => [pupil.class, pupil.className]));
  return [...names]
    .map(([id, name]) => ({ class: id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
}

/** An act as this person made it, before the server has said anything. */
export interface MadeAct {
  readonly act: WarningAct;
  readonly account: AccountId;
  /** The server's clock, as far as the page knows it. */
  readonly at: number;
}

/** How a warning will stand when an act is stored: what the page shows meanwhile, marked as waiting. */
export function expected(
  view: WarningView,
  { act, account, at }: MadeAct,
  people: WarningInbox['people'],
): WarningView {
  const { warning } = view;
  const owner = ownerAfter(warning.owner, act, account);
  const state = stateAfter(warning.state, act);
  const entry: WarningEntry = { entry: warning.entries.length + 1, at, account, act };
  return {
    ...view,
    warning: {
      ...warning,
      owner,
      state,
      // The timer of what is open anew starts again.
      escalatedAt: state === 'open' && act.kind !== 'note' ? null : warning.escalatedAt,
      entries: [...warning.entries, entry],
    },
    ownerName:
      owner === warning.owner
        ? view.ownerName
        : (people.find((person) => person.account === owner)?.name ?? null),
    dueAt: state === 'open' ? view.dueAt : null,
  };
}

function stateAfter(state: WarningState, act: WarningAct): WarningState {
  switch (act.kind) {
    case 'acknowledge':
      return 'acknowledged';
    case 'act':
      return 'acting';
    case 'resolve':
      return 'resolved';
    case 'reopen':
    case 'hand_over':
      return 'open';
    case 'note':
    case 'escalate':
      return state;
  }
}

function ownerAfter(owner: AccountId | null, act: WarningAct, account: AccountId): AccountId | null {
  switch (act.kind) {
    case 'acknowledge':
    case 'act':
    case 'reopen':
      return account;
    case 'hand_over':
      return act.to;
    case 'resolve':
    case 'note':
    case 'escalate':
      return owner;
  }
}

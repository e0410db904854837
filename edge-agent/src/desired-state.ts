import { CommandMessage, type Desired, LessonMessage, RosterMessage } from '@tizhi/contracts';
import { parseJson } from './link/parse-json.ts';

/** The last roster, lesson and command this gateway was given. Version 0: none yet. */
export interface DesiredState {
  readonly roster: RosterMessage;
  readonly lesson: LessonMessage;
  readonly command: Pick<CommandMessage, 'version'> & Partial<CommandMessage>;
}

export const NOTHING_DESIRED: DesiredState = {
  roster: { version: 0, pupils: [] },
  lesson: { version: 0, lessons: [] },
  command: { version: 0 },
};

export type Taken =
  | { readonly kind: 'taken'; readonly state: DesiredState }
  /** A version that is not newer than the one held: a retained message heard again, or one out of order. */
  | { readonly kind: 'not_newer' }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Takes a message of desired state, as JSON text, into the state held. */
export function takeDesired(
  state: DesiredState,
  { what, text }: { readonly what: Desired; readonly text: string },
): Taken {
  const schema = { roster: RosterMessage, lesson: LessonMessage, command: CommandMessage }[what];
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) {
    // The place and the rule, never the value: a roster's values are about pupils.
    const [issue] = parsed.error.issues;
    return { kind: 'invalid', problem: `${issue?.path.join('.') ?? ''}: ${issue?.code ?? 'unknown'}` };
  }
  if (parsed.data.version <= state[what].version) return { kind: 'not_newer' };
  return { kind: 'taken', state: { ...state, [what]: parsed.data } };
}

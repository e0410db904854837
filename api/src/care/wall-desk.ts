import { randomBytes } from 'node:crypto';
import { wallOf } from '@tizhi/analytics';
import {
  type AccountId,
  ClassId,
  type DisplayList,
  type DisplayMade,
  type Instant,
  type SchoolId,
  type SubjectId,
  TizhiError,
  type WallResponse,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { hashToken, newToken } from '../accounts/session-token.ts';
import { dateInChina } from '../national/date-in-china.ts';
import { notFound } from '../problem.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import { noClass, noPupil } from './pupil-head.ts';
import { showsName, unkindWordIn } from './wall-words.ts';

interface By {
  readonly account: AccountId;
}

export interface WallDesk {
  /** What the display of this token shows now. Throws `TIZHI_DISPLAY_UNKNOWN`. */
  show(token: string): Promise<WallResponse>;
  displays(): Promise<DisplayList>;
  add(display: { readonly class: string; readonly title: string }, by: By): Promise<DisplayMade>;
  remove(display: string, by: By): Promise<void>;
  /** Throws `TIZHI_WALL_LABEL_TAKEN`, `TIZHI_WALL_LABEL_NAME`, `TIZHI_WALL_LABEL_UNKIND`, `TIZHI_NOT_FOUND`. */
  label(subject: SubjectId, label: string | null, by: By): Promise<void>;
}

/** Wall displays: a token opens what one class does today, and nothing else. */
export function createWallDesk({
  records,
  roster,
  school,
  clock,
  demo,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
  readonly clock: () => Instant;
  readonly demo: boolean;
}): WallDesk {
  const { walls, plans } = records.care;
  const inClass = async (id: string) =>
    [...(await roster.current()).pupils.values()].filter((pupil) => pupil.class === id);
  const note = (by: By, action: string, detail: string) =>
    records.audit.note({ at: clock(), account: by.account, action, detail });

  return {
    async show(token) {
      const display = await walls.byToken(hashToken(token), clock());
      if (display?.school !== school) throw new TizhiError('TIZHI_DISPLAY_UNKNOWN');
      const subjects = (await inClass(display.class)).map(({ subject }) => subject);
      const labels = await walls.labelsOf(subjects);
      const standing = await plans.standing([...labels.keys()]);
      const now = clock();
      const wall = {
        title: display.title,
        demo,
        serverAt: now,
        pupils: standing.flatMap(({ content: plan, state, startsOn }) => {
          const label = labels.get(plan.subject);
          return state !== 'confirmed' || startsOn === null || label === undefined
            ? []
            : [{ label, plan, startsOn }];
        }),
      };
      return demo ? nextSession(wall, now) : wallOf({ ...wall, day: dateInChina(now) });
    },
    async displays() {
      const all = await walls.displays(school);
      return {
        displays: all.map(({ display, class: of, title, madeAt, seenAt }) => ({
          display,
          class: of,
          title,
          madeAt,
          seenAt,
        })),
      };
    },
    async add({ class: of, title }, by) {
      const id = ClassId.safeParse(of);
      const { classes, pupils } = await roster.current();
      if (!id.success || !classes.has(id.data)) throw noClass();
      for (const { name } of pupils.values())
        if (showsName(title, name)) throw new TizhiError('TIZHI_WALL_LABEL_NAME');
      const display = `display-${randomBytes(8).toString('hex')}`;
      const token = newToken();
      const made = { display, school, class: id.data, title, madeAt: clock() };
      await walls.addDisplay({ ...made, tokenHash: hashToken(token) });
      await note(by, 'display.made', `${display} ${id.data}`);
      return { display, title, token };
    },
    async remove(display, by) {
      if (!(await walls.removeDisplay(school, display)))
        throw notFound({ zh: '这个展示屏', en: 'such display' });
      await note(by, 'display.removed', display);
    },
    async label(subject, label, by) {
      const pupil = await roster.pupil(subject);
      if (pupil?.school !== school) throw noPupil();
      if (label !== null) {
        const others = (await inClass(pupil.class)).filter((other) => other.subject !== subject);
        const taken = await walls.labelsOf(others.map((other) => other.subject));
        if ([...taken.values()].includes(label)) throw new TizhiError('TIZHI_WALL_LABEL_TAKEN');
        // Nobody's name, her own neither: a nickname that holds it is a name on a wall.
        if ([pupil, ...others].some(({ name }) => showsName(label, name)))
          throw new TizhiError('TIZHI_WALL_LABEL_NAME');
        const word = unkindWordIn(label);
        if (word !== undefined) throw new TizhiError('TIZHI_WALL_LABEL_UNKIND', { word });
      }
      await walls.saveLabel(subject, label);
      await note(by, 'wall-label.saved', subject);
    },
  };
}

const DAY_MS = 86_400_000;

/** Whoever looks at the demo on a day without a session sees the next one; `day` says which day that is. */
function nextSession(wall: Omit<Parameters<typeof wallOf>[0], 'day'>, now: Instant): WallResponse {
  const today = wallOf({ ...wall, day: dateInChina(now) });
  for (let ahead = 0; ahead < 7; ahead += 1) {
    const shown = wallOf({ ...wall, day: dateInChina(now + ahead * DAY_MS) });
    if (shown.groups.length > 0) return shown;
  }
  return today;
}

import type { PupilHead } from '@tizhi/contracts';
import type { Pupil } from '@tizhi/storage';
import { notFound } from '../problem.ts';
import type { Roster } from '../school/roster-cache.ts';

/** Who a pupil is, for a page; `undefined` where her class is not there. */
export function pupilHead(pupil: Pupil | undefined, { classes }: Roster): PupilHead | undefined {
  const inClass = pupil === undefined ? undefined : classes.get(pupil.class);
  if (pupil === undefined || inClass === undefined) return undefined;
  const { subject, name, seat, sex } = pupil;
  return { subject, name, seat, sex, class: inClass.class, className: inClass.name, grade: inClass.grade };
}

export const noPupil = () => notFound({ zh: '这个学生', en: 'such pupil' });
export const noClass = () => notFound({ zh: '这个班级', en: 'such class' });

import { ClassId, SchoolId, SubjectId } from '@tizhi/contracts';
import type { Account, Pupil, SchoolClass } from '@tizhi/storage';

/** The synthetic people of the demo school. Nobody here is or resembles a real person on purpose. */

export const DEMO_SCHOOL = { school: SchoolId.parse('demo-school'), name: 'DEMO 演示学校 · Demo School' };
/** All three demo accounts share it; the demo listens on loopback and holds synthetic people only. */
export const DEMO_PASSWORD = 'tizhi-demo';
export const PUPILS_PER_CLASS = 45;

export const DEMO_CLASSES = [
  { class: ClassId.parse('g8c1'), school: DEMO_SCHOOL.school, name: '八年级1班 (DEMO)', grade: '8' },
  { class: ClassId.parse('g6c2'), school: DEMO_SCHOOL.school, name: '六年级2班 (DEMO)', grade: '6' },
] as const satisfies readonly SchoolClass[];
/** The class whose lesson is in progress. */
export const LESSON_CLASS = DEMO_CLASSES[0];

export const DEMO_ACCOUNTS = [
  { username: 'teacher', displayName: '演示老师 Demo', role: 'teacher' },
  { username: 'nurse', displayName: '演示校医 Demo', role: 'nurse' },
  { username: 'admin', displayName: '演示管理 Demo', role: 'admin' },
] as const satisfies readonly Pick<Account, 'username' | 'displayName' | 'role'>[];

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN_NAMES = {
  male: ['子轩', '浩然', '宇航', '思远', '明哲', '俊熙', '天佑', '博文', '嘉树', '一鸣', '云帆', '景行'],
  female: ['雨桐', '梓涵', '思琪', '欣怡', '若溪', '晓彤', '语嫣', '佳宁', '清扬', '念慈', '书瑶', '知夏'],
} as const;

/** The n-th (0-based) synthetic pupil of a class: the same person at every start. */
function demoPupil(schoolClass: SchoolClass, n: number): Pupil {
  const seat = n + 1;
  const sex = n % 2 === 0 ? 'male' : 'female';
  const salt = schoolClass.grade === '8' ? 0 : 7;
  const surname = SURNAMES[(n * 7 + salt) % SURNAMES.length] ?? '王';
  const given = GIVEN_NAMES[sex][(n * 5 + salt + Math.floor(n / 12)) % GIVEN_NAMES[sex].length] ?? '一';
  const birthYear = 2026 - 6 - Number(schoolClass.grade);
  const month = 1 + ((n * 5) % 12);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    subject: SubjectId.parse(`demo-${schoolClass.class}-${two(seat)}`),
    school: schoolClass.school,
    class: schoolClass.class,
    seat,
    tag: bibOf(schoolClass, seat),
    sex,
    birthDate: `${birthYear}-${two(month)}-${two(1 + ((n * 11) % 28))}`,
    measuredMaxBpm: null,
    name: `${surname}${given}`,
    studentNumber: `DEMO-${schoolClass.class.toUpperCase()}-${two(seat)}`,
  };
}

/** Bib as stations print it: grade, class, seat, such as 80107. */
export const bibOf = (schoolClass: SchoolClass, seat: number): string =>
  `${schoolClass.class.replace(/^g(\d+)c(\d+)$/, (_, grade: string, number: string) => `${grade}${number.padStart(2, '0')}`)}${String(seat).padStart(2, '0')}`;

/** All 90 synthetic pupils, class by class in seat order. */
export const demoPupils = (): Pupil[] =>
  DEMO_CLASSES.flatMap((schoolClass) =>
    Array.from({ length: PUPILS_PER_CLASS }, (_, n) => demoPupil(schoolClass, n)),
  );

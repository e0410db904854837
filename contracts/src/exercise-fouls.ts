/**
 * What the test's rules forbid, by which a repetition does not count or is written down. `rule` says where that is
 * asked for: the test procedures of the national student physical fitness standard (国家学生体质健康标准 2014, 测试方法),
 * retold; and for exercises that the national test does not have, this project's own wording.
 */
export const EXERCISE_FOULS = {
  chin_below_bar: {
    en: 'chin below the bar',
    zh: '下颌未过杠',
    rule: { of: 'national', item: 'pull_up', asks: 'the chin passes the upper edge of the bar' },
  },
  arms_bent_at_bottom: {
    en: 'arms bent at the bottom',
    zh: '下放时未直臂悬垂',
    rule: { of: 'national', item: 'pull_up', asks: 'each pull begins from a hang on straight arms' },
  },
  elbows_short_of_knees: {
    en: 'elbows short of the knees',
    zh: '双肘未触及双膝',
    rule: { of: 'national', item: 'sit_up_1min', asks: 'both elbows touch or pass the knees' },
  },
  shoulders_off_mat: {
    en: 'shoulder blades did not touch the mat',
    zh: '仰卧时肩胛未触垫',
    rule: { of: 'national', item: 'sit_up_1min', asks: 'lying, both shoulder blades touch the mat' },
  },
  hips_lifted: {
    en: 'hips lifted to swing up',
    zh: '借臀部起落之力起坐',
    rule: { of: 'national', item: 'sit_up_1min', asks: 'nobody sits up by the force of lifted hips' },
  },
  rope_interrupted: {
    en: 'rope stopped',
    zh: '跳绳中断（绊绳）',
    rule: {
      of: 'national',
      item: 'rope_skip_1min',
      asks: 'a skip on which the rope is caught does not count, and the pupil goes on',
    },
  },
  toe_over_line: {
    en: 'toe over the take-off line',
    zh: '起跳时脚尖踩线',
    rule: { of: 'national', item: 'standing_long_jump', asks: 'toes stay behind the take-off line' },
  },
  turn_short_of_line: {
    en: 'turned before the end line',
    zh: '未到折返线即折返',
    rule: { of: 'national', item: 'shuttle_50m_x8', asks: 'each leg goes around the post at its end' },
  },
  too_shallow: {
    en: 'not deep enough',
    zh: '幅度不足',
    rule: { of: 'tizhi', item: 'squat', asks: 'thighs come down to about level; in a push-up, upper arms' },
  },
  not_open: {
    en: 'arms or legs not open',
    zh: '手脚未打开到位',
    rule: { of: 'tizhi', item: 'jumping_jack', asks: 'hands come above the head and feet apart' },
  },
} as const satisfies Readonly<Record<string, FoulRule>>;

export interface FoulRule {
  readonly en: string;
  readonly zh: string;
  readonly rule: {
    readonly of: 'national' | 'tizhi';
    readonly item: string;
    /** What it asks for, in our words. */
    readonly asks: string;
  };
}
export type ExerciseFoul = keyof typeof EXERCISE_FOULS;

import { ITEMS, type ScoredItemKey } from '@tizhi/contracts';
import type { RuleData } from './rule.ts';

/** An item below the pass mark 60, or below 30 where few pupils reach more. */
const FAIL = 60;
const BELOW_SOURCE = '2014 national standard: a single item below 60 is 不及格';

interface WeakItem {
  readonly item: Exclude<ScoredItemKey, 'bmi'>;
  readonly id: string;
  readonly scoreBelow: number;
  readonly nextStep: { readonly zh: string; readonly en: string };
}

const WEAK_ITEMS: readonly WeakItem[] = [
  {
    item: 'vital_capacity',
    id: 'vital-capacity-weak',
    scoreBelow: FAIL,
    nextStep: {
      zh: '先复测吹气方法；仍低者请校医询问哮喘等病史，并增加有氧活动。',
      en: 'Retest with a correct blow; if it stays low the nurse asks about asthma, and aerobic activity is added.',
    },
  },
  {
    item: 'run_50m',
    id: 'sprint-weak',
    scoreBelow: FAIL,
    nextStep: { zh: '加入短距离加速和步频练习。', en: 'Add short accelerations and fast-feet drills.' },
  },
  {
    item: 'sit_and_reach',
    id: 'flexibility-weak',
    scoreBelow: FAIL,
    nextStep: { zh: '每次课末做静态拉伸。', en: 'Stretch at the end of each session.' },
  },
  {
    item: 'rope_skip_1min',
    id: 'rope-weak',
    scoreBelow: FAIL,
    nextStep: { zh: '从双脚跳节奏练起，每天短时多次。', en: 'Start with two-foot rhythm, short and daily.' },
  },
  {
    item: 'sit_up_1min',
    id: 'core-weak',
    scoreBelow: FAIL,
    nextStep: { zh: '加入核心力量练习，每周三次。', en: 'Add core strength three times a week.' },
  },
  {
    item: 'shuttle_50m_x8',
    id: 'shuttle-weak',
    scoreBelow: FAIL,
    nextStep: { zh: '走跑结合提高耐力，逐步加量。', en: 'Build endurance by walk-run, volume first.' },
  },
  {
    item: 'standing_long_jump',
    id: 'jump-weak',
    scoreBelow: FAIL,
    nextStep: { zh: '加入下肢爆发力练习。', en: 'Add leg power drills.' },
  },
  {
    item: 'pull_up',
    id: 'pull-up-none',
    scoreBelow: 30,
    nextStep: { zh: '从悬垂、斜身引体练起。', en: 'Start with hangs and inclined rows.' },
  },
  {
    item: 'run_1000m',
    id: 'endurance-weak-boys',
    scoreBelow: FAIL,
    nextStep: {
      zh: '先问运动中是否胸痛、晕厥、气促；无异常者走跑结合逐步加量。',
      en: 'Ask about chest pain, fainting or breathlessness in exercise; if there is none, build up by walk-run.',
    },
  },
  {
    item: 'run_800m',
    id: 'endurance-weak-girls',
    scoreBelow: FAIL,
    nextStep: {
      zh: '先问运动中是否胸痛、晕厥、气促；无异常者走跑结合逐步加量。',
      en: 'Ask about chest pain, fainting or breathlessness in exercise; if there is none, build up by walk-run.',
    },
  },
];

/** Weak items are the teacher's and only drawn: the whole is what a person is called for. */
export const ITEM_RULES: readonly RuleData[] = WEAK_ITEMS.map(({ item, id, scoreBelow, nextStep }) => ({
  id,
  version: 1,
  title: {
    zh: `${ITEMS[item].zh}低于${scoreBelow}分`,
    en: `${ITEMS[item].en} scores below ${scoreBelow}`,
  },
  condition: { kind: 'item_below', item, scoreBelow },
  severity: 'info',
  sees: ['teacher'],
  nextStep,
  source: scoreBelow === FAIL ? BELOW_SOURCE : `${BELOW_SOURCE}; the line of ${scoreBelow} is OURS`,
  strength: scoreBelow === FAIL ? 'high' : 'low',
  shownAs: 'trend',
}));

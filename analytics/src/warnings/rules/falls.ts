import type { RuleData } from './rule.ts';

const SOURCE =
  'OURS: at least so many standard deviations, and the whole 90 % interval of the change (test-retest reliability, docs/warnings.md) beyond 0';
const TALK = {
  zh: '先复测；确有下降者，了解伤病、睡眠和运动量的变化。',
  en: 'Retest first; where it did fall, ask what changed in health, sleep and activity.',
};

/** Items that became worse against the own group. */
export const FALL_RULES = [
  {
    id: 'any-item-fell',
    version: 1,
    title: { zh: '某项成绩明显下降', en: 'An item fell clearly' },
    condition: { kind: 'item_fell', item: null, sdAtLeast: 2 },
    severity: 'info',
    sees: ['teacher'],
    nextStep: TALK,
    source: SOURCE,
    strength: 'low',
    shownAs: 'trend',
  },
  {
    id: 'vital-capacity-fell',
    version: 1,
    title: { zh: '肺活量相对下降', en: 'Vital capacity fell against the group' },
    condition: { kind: 'item_fell', item: 'vital_capacity', sdAtLeast: 1.5 },
    severity: 'warning',
    sees: ['nurse', 'teacher'],
    nextStep: {
      zh: '复测吹气方法；确有下降者由校医询问呼吸道病史，必要时建议就医。',
      en: 'Retest with a correct blow; where it did fall the nurse asks about the airways and refers if needed.',
    },
    source: SOURCE,
    strength: 'low',
    shownAs: 'alarm',
  },
  {
    id: 'sprint-fell',
    version: 1,
    title: { zh: '50米跑相对下降', en: '50 m run fell against the group' },
    condition: { kind: 'item_fell', item: 'run_50m', sdAtLeast: 1.5 },
    severity: 'info',
    sees: ['teacher'],
    nextStep: TALK,
    source: SOURCE,
    strength: 'low',
    shownAs: 'trend',
  },
] as const satisfies readonly RuleData[];

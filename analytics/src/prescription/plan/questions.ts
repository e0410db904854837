import type { Bilingual, EvidenceStrength, HealthAnswerKey } from '@tizhi/contracts';
import { RESTS_ON } from './because.ts';

/** One question to a parent before a plan, and what a yes does. */
export interface HealthQuestion {
  readonly key: HealthAnswerKey;
  readonly text: Bilingual;
  /** `refer`: a doctor first. `exclude`: no exercise now. `adapt`: drills that it forbids are left out. */
  readonly onYes: 'refer' | 'exclude' | 'adapt';
  readonly source: string;
  readonly strength: EvidenceStrength;
}

const of = (
  onYes: HealthQuestion['onYes'],
  [source, strength]: readonly [string, EvidenceStrength],
  questions: readonly (readonly [HealthAnswerKey, zh: string, en: string])[],
): readonly HealthQuestion[] =>
  questions.map(([key, zh, en]) => ({ key, text: { zh, en }, onYes, source, strength }));

/**
 * What is asked: the ten history elements of the AHA's fourteen (the other four are a doctor's examination),
 * then what a school asks besides. Shared standard notes, prescription.md, "Safety".
 */
export const HEALTH_QUESTIONS: readonly HealthQuestion[] = [
  ...of('refer', RESTS_ON.aha, [
    [
      'exertional_chest_pain',
      '运动时有过胸痛、胸闷或胸部不适吗？',
      'Chest pain or discomfort with exercise?',
    ],
    ['fainting', '有过原因不明的晕倒或快要晕倒吗？', 'Ever fainted, or nearly, without a known reason?'],
    [
      'undue_breathlessness',
      '运动时出现过与同龄人相比过度的气喘、疲劳或心慌吗？',
      'Breathless, tired or palpitations with exercise, far more than others of that age?',
    ],
    ['heart_murmur', '医生说过有心脏杂音吗？', 'Has a doctor ever heard a heart murmur?'],
    ['high_blood_pressure', '量出过血压偏高吗？', 'Has high blood pressure ever been measured?'],
    ['restricted_before', '曾被要求不参加体育活动吗？', 'Ever told to keep out of sport?'],
    ['heart_test_ordered', '医生曾要求做心脏检查吗？', 'Has a doctor ever ordered a test of the heart?'],
    [
      'family_sudden_death',
      '有亲属在50岁前突然死亡，或因心脏病去世吗？',
      'Has a relative died suddenly, or of the heart, before the age of 50?',
    ],
    [
      'family_heart_disability',
      '有近亲在50岁前因心脏病丧失活动能力吗？',
      'Is a close relative under 50 disabled by heart disease?',
    ],
    [
      'family_cardiomyopathy',
      '家族中有心肌病、长QT综合征、马凡综合征或严重心律失常吗？',
      'Cardiomyopathy, long QT, Marfan syndrome or a dangerous heart rhythm in the family?',
    ],
  ]),
  ...of('adapt', RESTS_ON.own, [['asthma', '有哮喘吗？', 'Asthma?']]),
  ...of('exclude', RESTS_ON.safety, [
    [
      'recent_concussion',
      '最近有过脑震荡，或撞头后仍头痛、头晕吗？',
      'A recent concussion, or headache or dizziness since a blow to the head?',
    ],
  ]),
  ...of('refer', RESTS_ON.safety, [
    ['uncontrolled_seizures', '有未控制好的癫痫发作吗？', 'Seizures that are not well controlled?'],
  ]),
  ...of('exclude', RESTS_ON.safety, [
    [
      'acute_heart_inflammation',
      '现在或最近有心肌炎、心包炎吗？',
      'Inflammation of the heart muscle or its sac, now or lately?',
    ],
  ]),
  ...of('adapt', RESTS_ON.own, [
    [
      'injury_lower_limb',
      '现在髋、膝、踝或脚有伤痛吗？',
      'An injury or pain at hip, knee, ankle or foot now?',
    ],
    [
      'injury_upper_limb',
      '现在肩、肘、腕或手有伤痛吗？',
      'An injury or pain at shoulder, elbow, wrist or hand now?',
    ],
    ['injury_back', '现在颈、背或腰有伤痛吗？', 'An injury or pain at neck or back now?'],
  ]),
  ...of('exclude', RESTS_ON.fever, [
    ['fever', '现在发烧（37.3 ℃以上）或有感冒发热症状吗？', 'Fever (37.3 C or more) or a feverish cold now?'],
  ]),
];

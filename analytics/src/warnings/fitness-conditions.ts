import {
  type EvidenceFor,
  itemNames,
  measuredPoints,
  oneDecimal,
  standingOfItem,
  totalPoints,
} from './evidence.ts';

/** Conditions on results: the total, an item, what is expected of grade 8. */

const PASS_MARK = 60;

export const forecastFail: EvidenceFor<'forecast_fail'> = ({ chanceAtLeast }, about) => {
  const { forecast } = about.trajectory;
  if (forecast?.total == null || forecast.failChance === null || forecast.failChance < chanceAtLeast)
    return null;
  const { value, low, high } = forecast.total;
  const chance = Math.round(forecast.failChance * 100);
  return {
    measure: 'total',
    unit: 'points',
    points: totalPoints(about),
    line: PASS_MARK,
    text: {
      zh: `预计八年级总分 ${value}（90% 区间 ${low}–${high}），低于 60 分的可能性约 ${chance}%。`,
      en: `The grade-8 total is expected at ${value} (90 % interval ${low} to ${high}); the chance that it is below 60 is about ${chance} %.`,
    },
  };
};

export const itemBelow: EvidenceFor<'item_below'> = ({ item, scoreBelow }, about) => {
  const standing = standingOfItem(about.trajectory.tests.at(-1), item);
  if (standing?.score == null || standing.score >= scoreBelow) return null;
  const name = itemNames(item);
  return {
    measure: item,
    unit: 'points',
    points: measuredPoints(about, (test) => standingOfItem(test, item)?.score ?? null),
    line: scoreBelow,
    text: {
      zh: `${name.zh} ${standing.display}，得 ${standing.score} 分，低于 ${scoreBelow} 分。`,
      en: `${name.en} ${standing.display} scores ${standing.score}, below ${scoreBelow}.`,
    },
  };
};

export const itemFell: EvidenceFor<'item_fell'> = ({ item, sdAtLeast }, about) => {
  const { changes, tests } = about.trajectory;
  const to = tests.at(-1)?.grade;
  const from = tests.at(-2)?.grade;
  let worst: (typeof changes)[number] | undefined;
  for (const change of changes) {
    if (change.toGrade !== to || change.fromGrade !== from || change.direction !== 'worse') continue;
    if ((item !== null && change.item !== item) || change.change.value > -sdAtLeast) continue;
    if (worst === undefined || change.change.value < worst.change.value) worst = change;
  }
  if (worst === undefined) return null;
  const { value, low, high } = worst.change;
  const shown = worst.item;
  const name = itemNames(shown);
  return {
    measure: 'item_z',
    unit: 'SD',
    points: measuredPoints(about, (test) => standingOfItem(test, shown)?.z ?? null),
    line: null,
    text: {
      zh: `${name.zh}从${from}年级到${to}年级相对同年级同性别下降 ${-value} 个标准差（变化的 90% 区间 ${low} 至 ${high}）。`,
      en: `${name.en} fell by ${-value} standard deviations against the group from grade ${from} to ${to} (90 % interval of the change ${low} to ${high}).`,
    },
  };
};

export const totalFell: EvidenceFor<'total_fell'> = ({ pointsAtLeast }, about) => {
  const after = about.trajectory.tests.at(-1);
  const before = about.trajectory.tests.at(-2);
  if (after?.total == null || before?.total == null) return null;
  const fell = oneDecimal(before.total - after.total);
  if (fell < pointsAtLeast) return null;
  return {
    measure: 'total',
    unit: 'points',
    points: totalPoints(about),
    line: null,
    text: {
      zh: `总分从${before.grade}年级的 ${before.total} 降到${after.grade}年级的 ${after.total}，下降 ${fell} 分。`,
      en: `The total fell by ${fell} points, from ${before.total} in grade ${before.grade} to ${after.total} in grade ${after.grade}.`,
    },
  };
};

export const totalBelow: EvidenceFor<'total_below'> = ({ totalBelow: line }, about) => {
  const total = about.trajectory.tests.at(-1)?.total ?? null;
  if (total === null || total >= line) return null;
  return {
    measure: 'total',
    unit: 'points',
    points: totalPoints(about),
    line,
    text: {
      zh: `总分 ${total}，低于 ${line} 分。`,
      en: `The annual total is ${total}, below ${line}.`,
    },
  };
};

import { EXERCISE_FOULS } from '@tizhi/contracts';
import type { Rep, RepCount } from '@tizhi/edge-agent';
import { formLine } from './reps-form-text.ts';

/** What `tizhi reps` prints for people: a line for each repetition, then what was not counted, then the count. */
export function repsText({ item, count, reps, abstained, events }: RepCount): readonly string[] {
  return [
    ...reps.map(repLine),
    ...events.map(({ start, end, code }) => `${span(start, end)}  ${named(code)}`),
    ...abstained.map(({ start, end, because }) => `${span(start, end)}  not counted 未计数: ${because}`),
    `${item}: ${count}`,
  ];
}

const span = (start: number, end: number): string => `${start.toFixed(2)}-${end.toFixed(2)} s`;
const named = (code: keyof typeof EXERCISE_FOULS): string =>
  `${EXERCISE_FOULS[code].en} ${EXERCISE_FOULS[code].zh}`;

function repLine({ start, end, valid, fouls, form, flight, jump, leg }: Rep): string {
  const verdict = valid ? 'counts 计数' : `no 不计: ${fouls.map(named).join(', ')}`;
  const more = [
    form === undefined ? [] : [formLine(form)],
    flight === undefined
      ? []
      : [
          `in the air 腾空 ${flight.seconds.toFixed(2)} s (+-${flight.plusMinusSeconds.toFixed(2)})`,
          `height 高度 ${flight.heightM.toFixed(2)} m`,
        ],
    jump === undefined ? [] : [`in the air 腾空 ${jump.flightSeconds.toFixed(2)} s`],
    jump === undefined
      ? []
      : jump.measured === null
        ? ['distance not measured, no calibration 未标定，不测距离']
        : [
            `distance 距离 ${jump.measured.distanceCm.toFixed(0)} cm (+-${jump.measured.plusMinusCm.toFixed(0)})`,
          ],
    leg === undefined
      ? []
      : [`leg 第 ${leg.number} 程 ${leg.seconds.toFixed(2)} s, total 共 ${leg.totalSeconds.toFixed(2)} s`],
  ].flat();
  return [`${span(start, end)}  ${verdict}`, ...more].join('  ');
}

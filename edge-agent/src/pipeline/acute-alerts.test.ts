import {
  AlertBody,
  type AlertId,
  DeviceId,
  type HeartRateSample,
  LessonId,
  RosterEntry,
  SubjectId,
} from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { AcuteAlerts, SILENCE_MS } from './acute-alerts.ts';
import type { Wearer } from './lesson-bindings.ts';
import { openAlertsFromText, openAlertsToText } from './open-alerts.ts';

const CONFIG = { enabled: true, sustainedSeconds: 30, gapSeconds: 5, clearMarginBpm: 5, clearSeconds: 10 };
const wearer = (subject: string): Wearer => ({
  subject: SubjectId.parse(subject),
  lesson: LessonId.parse('l1'),
  pupil: RosterEntry.parse({ subject, class: 'c1', tag: null, sex: 'female', maxBpm: 205, ceilingBpm: 185 }),
});
const sample = (
  second: number,
  bpm: number | null,
  doubt: HeartRateSample['doubt'] = null,
): HeartRateSample => ({
  device: DeviceId.parse('strap-1'),
  at: second * 1000,
  n: 1,
  deviceAt: null,
  bpm,
  contact: 'detected',
  energyKj: null,
  rrMs: [],
  confidence: doubt === null ? 1 : 0,
  doubt,
});

function alertsWith(enabled = true): AcuteAlerts {
  let made = 0;
  const newId = (): AlertId => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}` as AlertId;
  };
  return new AcuteAlerts({ config: { ...CONFIG, enabled }, newId });
}
function hear(
  alerts: AcuteAlerts,
  samples: readonly HeartRateSample[],
  who: Wearer | undefined,
): AlertBody[] {
  return samples.flatMap((each) => alerts.heard(each, who, each.at)).map((body) => AlertBody.parse(body));
}
const seconds = (from: number, to: number, bpm: number): HeartRateSample[] =>
  Array.from({ length: to - from + 1 }, (_, i) => sample(from + i, bpm));

describe('acute alerts', () => {
  it('raise for the pupil who wears the strap, and clear under the same id', () => {
    const bodies = hear(alertsWith(), [...seconds(0, 40, 190), ...seconds(41, 60, 120)], wearer('s1'));
    expect(bodies).toEqual([
      expect.objectContaining({ state: 'raised', subject: 's1', lesson: 'l1', severity: 'warning' }),
      expect.objectContaining({ state: 'cleared', alert: bodies[0]?.alert }),
    ]);
  });

  it('are critical at or above the pupil’s own maximum', () => {
    expect(hear(alertsWith(), seconds(0, 30, 205), wearer('s1'))[0]?.severity).toBe('critical');
  });

  it('never count a doubtful sample', () => {
    const doubtful = seconds(0, 100, 210).map((each) => ({ ...each, doubt: 'no_contact' as const }));
    expect(hear(alertsWith(), doubtful, wearer('s1'))).toEqual([]);
    expect(
      hear(
        alertsWith(),
        Array.from({ length: 60 }, (_, i) => sample(i, null)),
        wearer('s1'),
      ),
    ).toEqual([]);
  });

  it('say nothing of a strap that nobody wears', () => {
    expect(hear(alertsWith(), seconds(0, 100, 210), undefined)).toEqual([]);
  });

  it('do not carry one pupil’s minutes over to the next', () => {
    const alerts = alertsWith();
    expect(hear(alerts, seconds(0, 20, 190), wearer('s1'))).toEqual([]);
    expect(hear(alerts, seconds(21, 45, 190), wearer('s2'))).toEqual([]);
  });

  it('clear an open alert when the strap goes to another pupil', () => {
    const alerts = alertsWith();
    const [raised] = hear(alerts, seconds(0, 30, 190), wearer('s1'));
    expect(hear(alerts, seconds(31, 32, 190), wearer('s2'))).toEqual([
      expect.objectContaining({ state: 'cleared', alert: raised?.alert, subject: 's1' }),
    ]);
  });

  it('can be switched off', () => {
    expect(hear(alertsWith(false), seconds(0, 100, 210), wearer('s1'))).toEqual([]);
  });

  it('clear an open alert when nothing trusted was heard for two minutes, without samples as evidence', () => {
    const alerts = alertsWith();
    const [raised] = hear(alerts, seconds(0, 30, 190), wearer('s1'));
    const off = Array.from({ length: 100 }, (_, i) => sample(31 + i, 0, 'no_contact'));
    expect(hear(alerts, off, wearer('s1'))).toEqual([]);
    expect(alerts.silent(149_999)).toEqual([]);
    expect(alerts.silent(150_000)).toEqual([
      expect.objectContaining({ state: 'cleared', alert: raised?.alert, at: 150_000, subject: 's1' }),
    ]);
    expect(alerts.silent(300_000)).toEqual([]);
    // The strap is put on again: a new watch, a new alert.
    const [again] = hear(alerts, seconds(200, 230, 190), wearer('s1'));
    expect(again).toMatchObject({ state: 'raised', from: 200_000 });
    expect(again?.alert).not.toBe(raised?.alert);
  });

  it.each([-3600, 3600])(
    'go on when the clock is corrected by %d s: the run is not broken, nor stalled',
    (by) => {
      const alerts = alertsWith();
      expect(hear(alerts, seconds(7_200, 7_220, 190), wearer('s1'))).toEqual([]);
      alerts.moved(by * 1_000);
      const [raised] = hear(alerts, seconds(7_221 + by, 7_230 + by, 190), wearer('s1'));
      expect(raised).toMatchObject({ state: 'raised', from: (7_200 + by) * 1_000, at: (7_230 + by) * 1_000 });
      alerts.moved(-by * 1_000);
      const cleared = hear(alerts, seconds(7_231, 7_250, 120), wearer('s1'));
      expect(cleared).toEqual([
        expect.objectContaining({ state: 'cleared', alert: raised?.alert, from: 7_200_000, at: 7_241_000 }),
      ]);
    },
  );

  describe('raised before the process died', () => {
    const before = (): AcuteAlerts => {
      const alerts = alertsWith();
      hear(alerts, seconds(0, 40, 190), wearer('s1'));
      return alerts;
    };
    const after = (now: number): AcuteAlerts => {
      const resumed = alertsWith();
      resumed.resume(openAlertsFromText(openAlertsToText(before().open)), now);
      return resumed;
    };

    it('clear under their own id once the rate is calm, and raise no second one while it is not', () => {
      const bodies = hear(after(50_000), [...seconds(50, 60, 190), ...seconds(61, 75, 120)], wearer('s1'));
      expect(bodies).toEqual([
        expect.objectContaining({ state: 'cleared', alert: before().open[0]?.raised.alert }),
      ]);
    });

    it('clear when the strap stays silent, and when another pupil wears it', () => {
      expect(after(50_000).silent(50_000 + SILENCE_MS)).toMatchObject([{ state: 'cleared' }]);
      expect(hear(after(50_000), [sample(50, 120)], wearer('s2'))).toMatchObject([
        { state: 'cleared', subject: 's1' },
      ]);
    });

    it('are not kept any more once they are cleared, nor where the note makes no sense', () => {
      const resumed = after(50_000);
      hear(resumed, seconds(50, 75, 120), wearer('s1'));
      expect(resumed.open).toEqual([]);
      expect(openAlertsFromText('rubbish')).toEqual([]);
      expect(openAlertsFromText(undefined)).toEqual([]);
    });
  });
});

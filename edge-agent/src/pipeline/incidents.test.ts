import type { AlertBody, AlertId, DeviceId, Severity, SubjectId } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { HOLD_MS, Incidents, STORM_FROM } from './incidents.ts';

const alert = (n: number, more: Partial<AlertBody> & { rule?: AlertBody['rule'] } = {}): AlertBody => ({
  kind: 'alert',
  alert: `alert-${n}` as AlertId,
  rule: { id: `rule-${n}`, version: 1 },
  state: 'raised',
  severity: 'warning',
  from: 0,
  at: n,
  device: `strap-${n}` as DeviceId,
  subject: 's1' as SubjectId,
  lesson: null,
  evidence: { kind: 'heart_rate_above', ceilingBpm: 180, maxBpm: 190, sustainedMs: 1, series: [] },
  ...more,
});
const off = (n: number): AlertBody =>
  alert(n, {
    rule: { id: 'sensor-off-in-effort', version: 1 },
    severity: 'info',
    subject: `s${n}` as SubjectId,
  });
const over = (body: AlertBody): AlertBody => ({ ...body, state: 'cleared' });
const said = (bodies: readonly AlertBody[]) => bodies.map((body) => `${body.alert} ${body.state}`);

describe('alerts of one pupil', () => {
  it('are one alert while they are no worse, and what still lasts is sent when it ends', () => {
    const incidents = new Incidents();
    expect(said(incidents.pass([alert(1)], 0))).toEqual(['alert-1 raised']);
    expect(incidents.pass([alert(2)], 1_000)).toEqual([]);
    const ended = incidents.pass([over(alert(1))], 2_000);
    expect(said(ended)).toEqual(['alert-2 raised', 'alert-1 cleared']);
    expect(ended[1]?.members).toMatchObject([{ rule: 'rule-2' }]);
    expect(said(incidents.pass([over(alert(2))], 3_000))).toEqual(['alert-2 cleared']);
  });

  it.each(['info', 'warning', 'critical'] satisfies Severity[])(
    'never hide a critical one behind a %s one',
    (severity) => {
      const incidents = new Incidents();
      incidents.pass([alert(1, { severity })], 0);
      expect(said(incidents.pass([alert(2, { severity: 'critical' })], 1))).toEqual(['alert-2 raised']);
      expect(said(incidents.pass([alert(3, { severity: 'critical' })], 2))).toEqual(['alert-3 raised']);
    },
  );

  it('say nothing of a member that ended before its alert', () => {
    const incidents = new Incidents();
    incidents.pass([alert(1), alert(2)], 0);
    expect(incidents.pass([over(alert(2))], 1)).toEqual([]);
    expect(said(incidents.pass([over(alert(1))], 2))).toEqual(['alert-1 cleared']);
  });
});

describe('straps that fall silent together', () => {
  it('are one notice with its members, and end when the last one is back', () => {
    const incidents = new Incidents();
    const straps = Array.from({ length: 45 }, (_, n) => off(n));
    expect(incidents.pass(straps, 0)).toEqual([]);
    expect(incidents.tick(HOLD_MS - 1)).toEqual([]);
    const [storm, ...more] = incidents.tick(HOLD_MS);
    expect(more).toEqual([]);
    expect(storm).toMatchObject({ state: 'raised', subject: null, severity: 'info' });
    expect(storm?.members).toHaveLength(45);
    expect(incidents.pass(straps.slice(1).map(over), HOLD_MS + 1)).toEqual([]);
    expect(said(incidents.pass([over(off(0))], HOLD_MS + 2))).toEqual(['alert-0 cleared']);
  });

  it('do not delay or hide an emergency among them', () => {
    const incidents = new Incidents();
    incidents.pass(
      Array.from({ length: 45 }, (_, n) => off(n)),
      0,
    );
    const emergency = alert(99, { severity: 'critical', subject: 's7' as SubjectId });
    expect(said(incidents.pass([emergency], 1))).toEqual(['alert-99 raised']);
  });

  it('are told one by one where they are few', () => {
    const incidents = new Incidents();
    incidents.pass(
      Array.from({ length: STORM_FROM - 1 }, (_, n) => off(n)),
      0,
    );
    expect(incidents.tick(HOLD_MS)).toHaveLength(STORM_FROM - 1);
  });

  it('are told of by nobody where the strap is back at once', () => {
    const incidents = new Incidents();
    incidents.pass([off(1)], 0);
    expect(incidents.pass([over(off(1))], 1_000)).toEqual([]);
    expect(incidents.tick(HOLD_MS)).toEqual([]);
  });
});

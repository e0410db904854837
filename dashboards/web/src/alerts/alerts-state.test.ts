import type { AlertsEvent, AlertView } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { alert } from '../samples/samples.ts';
import {
  type AlertsState,
  alertsStep,
  ENDED_SHOWN,
  ended,
  noAlertsYet,
  open,
  serverNow,
} from './alerts-state.ts';

const event = (alerts: readonly AlertView[], reset = false): AlertsEvent => ({
  serverAt: 1_000_000,
  reset,
  alerts: [...alerts],
});
const after = (...events: readonly AlertsEvent[]): AlertsState =>
  events.reduce((state, each, n) => alertsStep(state, { event: each, now: n * 100 }), noAlertsYet);
const idsOf = (alerts: readonly AlertView[]) => alerts.map((each) => Number(each.alert.slice(-3)));

describe('the page of alerts', () => {
  it('has the newest on top', () => {
    expect(idsOf(open(after(event([alert(1), alert(3)], true), event([alert(2)]))))).toEqual([3, 2, 1]);
  });

  it('moves an alert that ends before its eyes aside, and knows no end of one it never saw', () => {
    const state = after(
      event([alert(1), alert(2)], true),
      event([alert(1, { clearedAt: 50_000 }), alert(9, { clearedAt: 60_000 })]),
    );
    expect([idsOf(open(state)), idsOf(ended(state))]).toEqual([[2], [1]]);
  });

  it('forgets with a reset what is not open any more', () => {
    const state = after(event([alert(1), alert(2)], true), event([alert(2)], true));
    expect([idsOf(open(state)), idsOf(ended(state))]).toEqual([[2], []]);
  });

  it('keeps the last few that ended', () => {
    const many = Array.from({ length: ENDED_SHOWN + 5 }, (_, n) => alert(n));
    const state = after(event(many, true), event(many.map((each) => ({ ...each, clearedAt: each.at + 1 }))));
    expect(open(state)).toEqual([]);
    expect(ended(state)).toHaveLength(ENDED_SHOWN);
    expect(idsOf(ended(state))[0]).toBe(ENDED_SHOWN + 4);
  });

  it('lets the server clock run on between events', () => {
    expect(serverNow(noAlertsYet, 5)).toBeNull();
    expect(serverNow(after(event([], true)), 2_500)).toBe(1_002_500);
  });
});

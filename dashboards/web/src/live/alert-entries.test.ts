import { describe, expect, it } from 'vitest';
import { alert, tile } from '../samples/samples.ts';
import { alertEntries } from './alert-entries.ts';
import { tileView } from './tile-view.ts';

const views = [1, 2, 3].map((seat) => tileView(tile(seat, { alert: seat < 3 }), 100_000));
const who = (entries: ReturnType<typeof alertEntries>) =>
  entries.map((entry) => (entry.who.kind === 'pupil' ? entry.who.seat : entry.who.device));

describe('the alert strip', () => {
  it('shows open alerts, the longest first', () => {
    expect(who(alertEntries([alert(2), alert(1)], views))).toEqual([1, 2]);
  });

  it('shows a flagged pupil whose details have not come yet', () => {
    const entries = alertEntries([alert(2)], views);
    expect(who(entries)).toEqual([2, 1]);
    expect(entries[1]?.detail).toBeNull();
  });

  it('drops an alert that was cleared, or whose pupil is no longer flagged', () => {
    expect(who(alertEntries([alert(1, { clearedAt: 50_000 }), alert(3)], [...views.slice(1)]))).toEqual([2]);
  });

  it('names the device where nobody wears it', () => {
    expect(who(alertEntries([alert(9, { subject: null })], []))).toEqual(['strap-9']);
  });
});

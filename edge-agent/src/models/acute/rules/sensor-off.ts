import { abstains, defineRule, NO } from '../rule.ts';
import type { Judged } from '../second.ts';
import { KNOWN, movementOf, rateOf } from '../windows.ts';

/** A pupil who was working is not heard any more. */
export const sensorOff = defineRule({
  id: 'sensor-off-in-effort',
  version: 1,
  name: { zh: '运动中失去心率信号', en: 'Sensor off in effort' },
  instruction: {
    zh: '看一眼这名学生：没事就把心率带戴好。',
    en: 'Look at the pupil; if all is well, put the strap on again.',
  },
  severity: 'info; warning where the movement stopped with the signal',
  condition: 'nothing but silence, lost contact or noise for the time after a minute of effort',
  needs: 'a rate that was believed before; movement where it is known',
  clears: 'a rate is believed for ten seconds, or five minutes have passed',
  numbers: {
    silence: {
      value: 40,
      unit: 's',
      what: 'without a believed rate; straps slip for up to a quarter of a minute',
      source: 'own choice',
      support: 'low',
    },
    effort: { value: 62, unit: '% of maximum', what: 'rate before', source: 'own choice', support: 'low' },
    atMost: { value: 300, unit: 's', what: 'that it lasts', source: 'own choice', support: 'low' },
  },
  clearSeconds: 10,
  judge({ seconds, limits }, { silence, effort, atMost }) {
    if (limits === null) return abstains('the roster has no limits of the pupil');
    const now = seconds.at(-1);
    // Noise is believed for a second now and then: only four in five seconds are a sign of a rate.
    const lastAt = seconds.findLastIndex(
      (each, n) =>
        tellsSomething(each) && seconds.slice(Math.max(0, n - 4), n + 1).filter(tellsSomething).length >= 4,
    );
    const last = seconds[lastAt];
    if (now === undefined || last === undefined) return abstains('no rate was believed yet');
    const silentMs = now.at - last.at;
    if (silentMs < silence * 1_000 || silentMs > atMost * 1_000) return NO;
    const before = seconds.slice(Math.max(0, lastAt - 45), lastAt + 1);
    const rate = rateOf(before, 15);
    if (rate === null || rate < (effort / 100) * limits.maxBpm) return NO;
    const moved = movementOf(before);
    if (moved.known >= KNOWN && moved.still > 0.5) return NO;
    const since = seconds.slice(lastAt + 6);
    const moves = movementOf(since.slice(-20));
    const stopped = moved.known >= KNOWN && moves.known >= KNOWN && moves.still > 0.9;
    return {
      is: 'yes',
      severity: stopped ? 'warning' : 'info',
      from: last.at,
      quantity: 'silence',
      threshold: silence,
      observed: Math.round(silentMs / 1_000),
      confidence: moved.known >= KNOWN ? 0.9 : 0.7,
      evidenceMs: silentMs + 60_000,
    };
  },
});

/** A rate that follows the steps or stands still is doubted, but the sensor is on. */
const tellsSomething = ({ bpm, because }: Judged): boolean =>
  bpm !== null && because !== 'no_rate' && because !== 'beats_chaotic';

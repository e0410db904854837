import { EXERCISE_FOULS } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { cleanFilm, moved, waves } from './eval/clean-film.ts';
import { countOf } from './eval/judge.ts';
import type { Movement } from './eval/limbs.ts';
import { pullUp, ropeSkip, sitUp } from './eval/movements.ts';
import type { Skeleton, Vec } from './eval/skeleton.ts';
import type { PoseFrame } from './pose.ts';

const foulsOf = (item: 'pull_up' | 'sit_up_1min', frames: readonly PoseFrame[]) => {
  const { count, reps } = countOf(item, frames);
  return { count, fouls: reps.map(({ fouls }) => fouls) };
};
/** The same body with some points elsewhere. */
const changed =
  (movement: Movement, change: (body: Skeleton, effort: number) => Partial<Skeleton>): Movement =>
  (of) => {
    const body = movement(of);
    return { ...body, ...change(body, of.effort) };
  };
const middle = ([ax, ay, az]: Vec, [bx, by, bz]: Vec): Vec => [(ax + bx) / 2, (ay + by) / 2, (az + bz) / 2];

describe('the rules of pull-ups', () => {
  const film = (effort: (t: number) => number, movement = pullUp) =>
    cleanFilm({ movement, effort, seconds: 9.2, middle: 1.6, azimuth: 20 });

  it('let pass what begins on straight arms and brings the chin over the bar', () => {
    expect(foulsOf('pull_up', film(waves(3)))).toEqual({ count: 3, fouls: [[], [], []] });
  });

  it('name a chin that stays below the bar', () => {
    expect(foulsOf('pull_up', film(waves(3, 0.6)))).toMatchObject({
      count: 0,
      fouls: [['chin_below_bar'], ['chin_below_bar'], ['chin_below_bar']],
    });
  });

  it('name it where the arms bend enough and only the head stays low', () => {
    const low = changed(pullUp, ({ nose, leftEar, rightEar }) => ({
      nose: moved([0, -0.3, 0], nose),
      leftEar: moved([0, -0.3, 0], leftEar),
      rightEar: moved([0, -0.3, 0], rightEar),
    }));
    expect(foulsOf('pull_up', film(waves(3), low)).fouls).toEqual(Array(3).fill(['chin_below_bar']));
  });

  it('name a pull that begins from bent arms, and count the one before it', () => {
    // Comes down little more than half of the way between the first and the second.
    const effort = (t: number): number => (t > 1.5 && t < 4.5 ? 0.4 + 0.6 * waves(3)(t) : waves(3)(t));
    const { count, fouls } = foulsOf('pull_up', film(effort));
    expect(fouls).toEqual([[], ['arms_bent_at_bottom'], []]);
    expect(count).toBe(2);
  });
});

describe('the rules of sit-ups', () => {
  const film = (movement: Movement, effort = waves(2)) =>
    cleanFilm({ movement, effort, seconds: 6.2, middle: 0.3 });

  it('let pass elbows that come to the knees', () => {
    expect(foulsOf('sit_up_1min', film(sitUp))).toEqual({ count: 3, fouls: [[], [], []] });
  });

  it('name elbows that stay behind although the trunk comes up', () => {
    const flared = changed(sitUp, ({ leftShoulder, leftWrist, rightShoulder, rightWrist }, effort) => ({
      leftElbow: moved([-0.25 * effort, 0.2 * effort, 0.1], middle(leftShoulder, leftWrist)),
      rightElbow: moved([-0.25 * effort, 0.2 * effort, -0.1], middle(rightShoulder, rightWrist)),
    }));
    expect(foulsOf('sit_up_1min', film(flared)).fouls).toEqual(Array(3).fill(['elbows_short_of_knees']));
  });

  it('name a trunk that comes only half way up', () => {
    expect(foulsOf('sit_up_1min', film(sitUp, waves(2, 0.65))).fouls).toEqual(
      Array(3).fill(['elbows_short_of_knees']),
    );
  });

  it('name hips that are lifted to swing up', () => {
    const swinging = changed(sitUp, ({ leftHip, rightHip }, effort) => {
      const by: Vec = [0, 0.16 * Math.max(0, Math.sin(Math.min(Math.PI, effort * 10))), 0];
      return { leftHip: moved(by, leftHip), rightHip: moved(by, rightHip) };
    });
    expect(foulsOf('sit_up_1min', film(swinging)).fouls).toEqual(Array(3).fill(['hips_lifted']));
  });

  it('name shoulders that turn back before they touch the mat', () => {
    const effort = (t: number): number => (t > 1 && t < 3 ? 0.35 + 0.65 * waves(2)(t) : waves(2)(t));
    expect(foulsOf('sit_up_1min', film(sitUp, effort)).fouls).toEqual([[], ['shoulders_off_mat'], []]);
  });
});

describe('the rules of rope skipping', () => {
  const skipping = (stops: boolean) => {
    const hop = (t: number): number => {
      if (stops && t > 4 && t < 6) return 0;
      const u = (t * 2.4) % 1;
      return u > 0.15 && u < 0.85 ? Math.sin((Math.PI * (u - 0.15)) / 0.7) : 0;
    };
    return countOf('rope_skip_1min', cleanFilm({ movement: ropeSkip, effort: hop, seconds: 10 }));
  };

  it('write down where the rope stopped, and the count goes on', () => {
    const { events, count } = skipping(true);
    expect(events).toEqual([expect.objectContaining({ code: 'rope_interrupted' })]);
    expect(events[0]?.start).toBeCloseTo(4, 0);
    expect(events[0]?.end).toBeCloseTo(6, 0);
    expect(count).toBeGreaterThan(16);
    expect(skipping(false).events).toEqual([]);
  });
});

describe('every foul', () => {
  it.each(Object.entries(EXERCISE_FOULS))(
    '%s has a name in both languages and the rule it comes from',
    (_, foul) => {
      expect(foul.en).toMatch(/^[a-z -]+$/);
      expect(foul.zh).toMatch(/\p{Script=Han}/u);
      expect(foul.rule.asks.length).toBeGreaterThan(10);
    },
  );
});

import type { CameraView, DeviceId, GatewayId } from '@tizhi/contracts';
import { CameraFrame } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { CameraWall } from './camera-wall.ts';

const GATEWAY = 'gym' as GatewayId;
const view = (camera: string, count: number): CameraView => ({
  camera: camera as DeviceId,
  lane: null,
  exercise: 'squat',
  tag: null,
  phase: 'counting',
  leftMs: null,
  count,
  fouls: [],
  notCounted: 0,
  doubt: null,
  aspect: 1,
  points: null,
});
const at = (mono: number) => ({ now: 1_000_000 + mono, mono });

describe('what cameras show', () => {
  it('is news once, the last of each camera, in one order', () => {
    const wall = new CameraWall();
    expect(wall.news(at(0))).toBeUndefined();
    wall.hear({ gateway: GATEWAY, views: [view('b', 1), view('a', 1)] }, at(0));
    wall.hear({ gateway: GATEWAY, views: [view('b', 2)] }, at(100));
    const news = CameraFrame.parse(wall.news(at(200)));
    expect(news.views.map(({ camera, count }) => [camera, count])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(wall.news(at(300))).toBeUndefined();
  });

  it('of a camera that fell silent is gone, and that is news', () => {
    const wall = new CameraWall();
    wall.hear({ gateway: GATEWAY, views: [view('a', 1)] }, at(0));
    wall.news(at(0));
    expect(wall.news(at(4_000))).toBeUndefined();
    expect(wall.news(at(6_000))?.views).toEqual([]);
    expect(wall.news(at(7_000))).toBeUndefined();
  });

  it('is bounded: a gateway that makes up cameras fills no memory', () => {
    const wall = new CameraWall();
    for (let n = 0; n < 200; n++) wall.hear({ gateway: GATEWAY, views: [view(`c-${n}`, n)] }, at(n));
    expect(CameraFrame.parse(wall.frame(at(200))).views).toHaveLength(64);
  });
});

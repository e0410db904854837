import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { replayFrame, replayHeader, seededRandom, simulateFilm } from '@tizhi/edge-agent';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { runTizhi } from './run.fixture.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
};

/** A body seen from its side, all 13 points of each frame; `sag` is how far the hips hang, shares of the picture. */
const ORDER = [
  'nose',
  ...['shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle'].flatMap((name) => [
    `left_${name}`,
    `right_${name}`,
  ]),
];
function sequence(id: string, form_label: string, sag: number) {
  const landmarks = Array.from({ length: 60 }, (_, n) => {
    const low = (1 - Math.cos((2 * Math.PI * n) / 60)) / 2;
    const shoulder = [0.7, 0.45 + 0.17 * low] as const;
    const line = (share: number) => [0.7 - 0.5 * share, shoulder[1] + (0.72 - shoulder[1]) * share] as const;
    const hip = [line(0.42)[0], line(0.42)[1] + sag] as const;
    const elbow = [0.7 - 0.08 * low, (shoulder[1] + 0.75) / 2] as const;
    const points = [shoulder, elbow, [0.7, 0.75], hip, line(0.7), [0.2, 0.72]] as const;
    return [
      [0.75, shoulder[1], 0.9],
      ...points.flatMap(([x, y]) => [
        [x, y, 0.9],
        [x, y, 0.8],
      ]),
    ];
  });
  return { id, exercise: 'pushup', form_label, landmarks };
}
const whole = {
  landmark_order: ORDER,
  sequences: [
    sequence('straight', 'correct', 0),
    sequence('sagging', 'incorrect', 0.09),
    { ...sequence('short', 'incorrect', 0), landmarks: [] },
    { ...sequence('other', 'correct', 0), exercise: 'plank' },
  ],
};

describe('tizhi reps form', () => {
  it.each([
    ['plain', JSON.stringify(whole)],
    ['gzipped', gzipSync(JSON.stringify(whole))],
  ])('judges each sequence of a %s file and scores the judgements', async (name, content) => {
    const { code, out, err } = await runTizhi('reps', 'form', file(name, content), '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { judged, scores } = JSON.parse(out);
    expect(judged.map(({ id }: { id: string }) => id)).toEqual(['straight', 'sagging', 'short']);
    expect(judged[0].form.correct).toBeGreaterThan(0.7);
    expect(judged[1].form.correct).toBeLessThan(0.3);
    expect(judged[1].form.reasons[0]).toMatchObject({ fault: 'hips_sag', unit: 'share' });
    expect(judged[2].form).toEqual({ correct: null, because: 'too_little_seen', reasons: [] });
    expect(scores).toMatchObject([
      { item: 'push_up', clips: 3, abstained: 1, balancedAccuracy: 1, correct: { right: 1, of: 1 } },
    ]);
  });

  it('says the same for people, in Chinese and English', async () => {
    const { out } = await runTizhi('reps', 'form', file('text', JSON.stringify(whole)));
    expect(out).toMatch(/sagging +incorrect +0\.\d\d {2}hips sag .*塌腰/);
    expect(out).toMatch(/short +incorrect +- +not judged 未判断: too little/);
    expect(out).toMatch(/push_up: balanced accuracy 平衡准确率 1\.000/);
  });

  it.each([
    ['is not there', () => join(folder.path, 'none.json'), 'TIZHI_FILE_UNREADABLE'],
    ['is no JSON', () => file('no.json', 'no'), 'TIZHI_FILE_FORMAT'],
    [
      'is cut short',
      () => file('cut.gz', gzipSync(JSON.stringify(whole)).subarray(0, 60)),
      'TIZHI_FILE_FORMAT',
    ],
    ['is of another shape', () => file('other.json', '{"sequences": 3}'), 'TIZHI_FILE_FORMAT'],
    [
      'has nothing to judge',
      () => file('empty.json', JSON.stringify({ landmark_order: ORDER, sequences: [] })),
      'TIZHI_FILE_FORMAT',
    ],
  ])('refuses a file that %s in one line and its translation', async (_, path, code) => {
    const refused = await runTizhi('reps', 'form', path());
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(code);
    expect(refused.err.split('\n')).toHaveLength(2);
  });
});

describe('tizhi reps', () => {
  const film = (kind: 'push_up' | 'pull_up'): string => {
    const { frames, fps } = simulateFilm(kind, seededRandom(4));
    const lines = [replayHeader({ item: kind, fps, mat: null }), ...frames.map(replayFrame)];
    return file(`${kind}.jsonl`, `${lines.join('\n')}\n`);
  };

  it('says the form of each push-up', async () => {
    const { code, out } = await runTizhi('reps', film('push_up'), '--json');
    expect(code).toBe(0);
    const { reps } = JSON.parse(out);
    expect(reps.length).toBeGreaterThan(0);
    for (const { form } of reps) {
      expect(Array.isArray(form.reasons)).toBe(true);
      if (form.correct === null) expect(form.because).toBe('not_from_side');
      else expect(form.correct).toBeGreaterThan(0);
    }
    expect((await runTizhi('reps', film('push_up'))).out).toMatch(/form 动作质量|not judged 未判断/);
  });

  it('says nothing of the form of a pull-up', async () => {
    const { reps } = JSON.parse((await runTizhi('reps', film('pull_up'), '--json')).out);
    expect(reps.length).toBeGreaterThan(0);
    for (const rep of reps) expect(rep).not.toHaveProperty('form');
  });
});

/** Labelled sequences of other people, beside the checkout; they are not ours to ship. */
const SEQUENCES = join(
  import.meta.dirname,
  '../../../../shared/data/pose/kaiakol_pushup_mediapipe17.json.gz',
);
const real = existsSync(SEQUENCES);

describe('tizhi reps form on labelled sequences', () => {
  it.runIf(!real)('NOT TESTED: the shared recordings are absent', () => {
    expect(real).toBe(false);
  });

  it.runIf(real)('judges all of them', async () => {
    const { scores } = JSON.parse((await runTizhi('reps', 'form', SEQUENCES, '--json')).out);
    expect(scores).toMatchObject([{ item: 'push_up', clips: 60 }]);
    expect(scores[0].balancedAccuracy).toBeGreaterThanOrEqual(0.9);
  });
});

import type { Skeleton, View } from '../eval/skeleton.ts';
import { project } from '../eval/skeleton.ts';
import type { KeypointName, RgbImage } from '../pose.ts';

type Colour = readonly [red: number, green: number, blue: number];

const SKIN: Colour = [214, 164, 132];
const HAIR: Colour = [38, 30, 28];
const SHIRT: Colour = [196, 42, 48];
const SHORTS: Colour = [34, 46, 92];
const SHOE: Colour = [240, 240, 240];
const SOCK: Colour = [225, 225, 225];

/** A limb as a cone between two points, radii in shares of stature. */
interface Limb {
  readonly from: KeypointName;
  readonly to: KeypointName;
  readonly radii: readonly [number, number];
  readonly colour: Colour;
  /** Part of the way to `to` that it covers: a sleeve ends above the elbow. */
  readonly until?: number;
}

const both = (of: (side: 'left' | 'right') => readonly Limb[]): readonly Limb[] => [
  ...of('left'),
  ...of('right'),
];

/** Drawn with what is nearer later; of two at one depth the later of this list. */
const LIMBS: readonly Limb[] = both((side) => [
  { from: `${side}Knee`, to: `${side}Ankle`, radii: [0.034, 0.021], colour: SKIN },
  { from: `${side}Ankle`, to: `${side}Ankle`, radii: [0.026, 0.026], colour: SOCK },
  { from: `${side}Hip`, to: `${side}Knee`, radii: [0.052, 0.036], colour: SKIN },
  { from: `${side}Hip`, to: `${side}Knee`, radii: [0.056, 0.05], colour: SHORTS, until: 0.55 },
  { from: `${side}Elbow`, to: `${side}Wrist`, radii: [0.024, 0.017], colour: SKIN },
  { from: `${side}Wrist`, to: `${side}Wrist`, radii: [0.024, 0.024], colour: SKIN },
  { from: `${side}Shoulder`, to: `${side}Elbow`, radii: [0.03, 0.025], colour: SKIN },
  { from: `${side}Shoulder`, to: `${side}Elbow`, radii: [0.036, 0.035], colour: SHIRT, until: 0.55 },
]);

interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * Draws a synthetic pupil (a mannequin of cones in shirt and shorts) in front of a plain hall, for a camera that has
 * no hall: nobody was filmed. `image` is filled anew; it must be as high as it is wide or wider.
 */
export function drawMannequin(
  image: RgbImage,
  of: { readonly skeleton: Skeleton; readonly view: View; readonly stature: number },
): void {
  const { skeleton, view, stature } = of;
  const { width, height } = image;
  hall(image);
  const { pose, near } = project(skeleton, view);
  const shift = (width / height - 1) / 2;
  const at = (name: KeypointName): Spot => ({ x: (pose[name].x + shift) * height, y: pose[name].y * height });
  const scale = view.scale * stature * height;
  const middle = (a: Spot, b: Spot): Spot => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const shapes: { readonly depth: number; readonly draw: () => void }[] = LIMBS.map((limb) => {
    const [a, b] = [at(limb.from), at(limb.to)];
    const until = limb.until ?? 1;
    const end = { x: a.x + (b.x - a.x) * until, y: a.y + (b.y - a.y) * until };
    return {
      depth: (near[limb.from] + near[limb.to]) / 2,
      draw: () =>
        cone(image, {
          a,
          b: end,
          radii: [limb.radii[0] * scale, limb.radii[1] * scale],
          colour: limb.colour,
        }),
    };
  });
  for (const side of ['left', 'right'] as const) {
    // A shoe: from the heel forwards, which in the picture is where the face looks.
    const [ankle, nose, ear] = [at(`${side}Ankle`), at('nose'), at(`${side}Ear`)];
    const forward = { x: nose.x - ear.x, y: 0 };
    const toe = { x: ankle.x + forward.x * 0.9, y: ankle.y + 0.03 * scale };
    shapes.push({
      depth: near[`${side}Ankle`] + 0.01,
      draw: () =>
        cone(image, {
          a: { x: ankle.x, y: ankle.y + 0.022 * scale },
          b: toe,
          radii: [0.022 * scale, 0.018 * scale],
          colour: SHOE,
        }),
    });
  }
  const [ls, rs, lh, rh] = [at('leftShoulder'), at('rightShoulder'), at('leftHip'), at('rightHip')];
  const trunk = (): void => {
    const wide = 0.05 * scale;
    quad(image, [ls, rs, rh, lh], wide, SHIRT);
    quad(
      image,
      [middle(ls, lh), middle(rs, rh), rh, lh].map((spot, n) =>
        n < 2
          ? {
              x: spot.x + 0.75 * ((n === 0 ? lh : rh).x - spot.x),
              y: spot.y + 0.75 * ((n === 0 ? lh : rh).y - spot.y),
            }
          : spot,
      ),
      wide,
      SHORTS,
    );
  };
  const depthOf = (...names: KeypointName[]): number =>
    names.reduce((sum, name) => sum + near[name], 0) / names.length;
  shapes.push({ depth: depthOf('leftShoulder', 'rightShoulder', 'leftHip', 'rightHip'), draw: trunk });
  const head = middle(at('leftEar'), at('rightEar'));
  const neck = middle(ls, rs);
  const nose = at('nose');
  const facing = near.nose - depthOf('leftEar', 'rightEar');
  shapes.push({
    depth: depthOf('leftEar', 'rightEar', 'nose') + 0.05,
    draw: () => {
      cone(image, { a: neck, b: head, radii: [0.03 * scale, 0.03 * scale], colour: SKIN });
      const crown = { x: head.x - (neck.x - head.x) * 0.25, y: head.y - (neck.y - head.y) * 0.25 };
      cone(image, {
        a: head,
        b: crown,
        radii: [0.062 * scale, 0.062 * scale],
        colour: facing > -0.03 ? SKIN : HAIR,
      });
      cone(image, {
        a: {
          x: head.x + (head.x - nose.x) * 0.4 + (crown.x - head.x),
          y: head.y + (head.y - nose.y) * 0.4 + (crown.y - head.y) * 1.6,
        },
        b: crown,
        radii: [0.055 * scale, 0.05 * scale],
        colour: HAIR,
      });
      if (facing < -0.03) return;
      const eye = 0.008 * scale;
      for (const name of ['leftEye', 'rightEye'] as const)
        if (near[name] > depthOf('leftEar', 'rightEar') - 0.02)
          cone(image, { a: at(name), b: at(name), radii: [eye, eye], colour: [20, 16, 16] });
      cone(image, { a: nose, b: nose, radii: [eye * 1.1, eye * 1.1], colour: [188, 132, 104] });
      const mouth = { x: nose.x + (neck.x - head.x) * 0.22, y: nose.y + (neck.y - head.y) * 0.22 };
      cone(image, {
        a: { x: mouth.x - eye, y: mouth.y },
        b: { x: mouth.x + eye, y: mouth.y },
        radii: [eye * 0.5, eye * 0.5],
        colour: [150, 70, 66],
      });
    },
  });
  for (const shape of shapes.sort((a, b) => a.depth - b.depth)) shape.draw();
}

/** A wall and a wooden floor, with a line between them. */
function hall({ width, height, data }: RgbImage): void {
  const horizon = Math.round(height * 0.62);
  for (let y = 0; y < height; y++) {
    const floor = y >= horizon;
    const light = floor ? 0.75 + (0.25 * (y - horizon)) / (height - horizon) : 0.85 + (0.15 * y) / horizon;
    const [red, green, blue] =
      y === horizon
        ? [90, 80, 70]
        : floor
          ? [176 * light, 140 * light, 98 * light]
          : [206 * light, 216 * light, 220 * light];
    let at = y * width * 3;
    for (let x = 0; x < width; x++) {
      data[at++] = red;
      data[at++] = green;
      data[at++] = blue;
    }
  }
}

function put(
  image: RgbImage,
  of: {
    readonly x: number;
    readonly y: number;
    readonly colour: Colour;
    readonly shade: number;
    readonly cover: number;
  },
): void {
  const { x, y, colour, shade, cover } = of;
  const at = (y * image.width + x) * 3;
  for (let c = 0; c < 3; c++)
    image.data[at + c] = (image.data[at + c] ?? 0) * (1 - cover) + (colour[c] ?? 0) * shade * cover;
}

/** A rounded cone between two points, lit from the upper left, with soft edges. */
function cone(
  image: RgbImage,
  of: {
    readonly a: Spot;
    readonly b: Spot;
    readonly radii: readonly [number, number];
    readonly colour: Colour;
  },
): void {
  const { a, b, radii, colour } = of;
  const most = Math.max(...radii) + 1;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  const from = {
    x: Math.max(0, Math.floor(Math.min(a.x, b.x) - most)),
    y: Math.max(0, Math.floor(Math.min(a.y, b.y) - most)),
  };
  const to = {
    x: Math.min(image.width - 1, Math.ceil(Math.max(a.x, b.x) + most)),
    y: Math.min(image.height - 1, Math.ceil(Math.max(a.y, b.y) + most)),
  };
  for (let y = from.y; y <= to.y; y++) {
    for (let x = from.x; x <= to.x; x++) {
      const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length2));
      const [ex, ey] = [x - a.x - t * dx, y - a.y - t * dy];
      const radius = radii[0] + (radii[1] - radii[0]) * t;
      const distance = Math.hypot(ex, ey);
      const cover = Math.max(0, Math.min(1, radius + 0.5 - distance));
      if (cover === 0) continue;
      const side = radius === 0 ? 0 : (ex * -0.6 + ey * -0.8) / radius;
      put(image, { x, y, colour, shade: 0.82 + 0.2 * side, cover });
    }
  }
}

/** The hull of four rounded corners: a trunk. */
function quad(image: RgbImage, corners: readonly Spot[], radius: number, colour: Colour): void {
  const [a, b, c, d] = corners as [Spot, Spot, Spot, Spot];
  const steps = 14;
  const between = (p: Spot, q: Spot, t: number): Spot => ({
    x: p.x + (q.x - p.x) * t,
    y: p.y + (q.y - p.y) * t,
  });
  for (let n = 0; n <= steps; n++) {
    const t = n / steps;
    cone(image, { a: between(a, d, t), b: between(b, c, t), radii: [radius * 0.8, radius * 0.8], colour });
  }
}

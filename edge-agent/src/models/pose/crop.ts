import type { Region, RgbImage } from './pose.ts';

/** More samples than this a side no pixel is made of. */
const MOST_TAPS = 4;

/** One axis of a crop: each of its pixels is a sum of source pixels `from[n]..from[n + 1] - 1` of these lists. */
interface Axis {
  readonly from: Uint32Array;
  readonly source: Uint32Array;
  readonly weight: Float32Array;
  readonly first: number;
  readonly end: number;
}

/**
 * Writes a square of a frame into `target` (`side` x `side` x 3), bilinear where it is enlarged and averaged over
 * a small grid where it is made smaller by more than half, because thin limbs vanish between single samples. What is
 * outside the frame, or outside the region's `clip`, is black. Both axes are independent: rows are summed up first,
 * then columns, which is several times faster than sample by sample.
 */
export function cropInto(
  target: Int32Array | Float32Array,
  from: { readonly image: RgbImage; readonly region: Region; readonly side: number },
): void {
  const { image, region, side } = from;
  const { width, height, data } = image;
  const step = (region.side * height) / side;
  const across = axisOf({
    start: region.x * height,
    step,
    side,
    length: width,
    clip: clipOf(region, height),
  });
  const down = axisOf({ start: region.y * height, step, side, length: height, clip: null });
  const rows = new Float32Array(Math.max(0, down.end - down.first) * side * 3);
  for (let y = down.first, at = 0; y < down.end; y++) {
    const row = y * width * 3;
    for (let column = 0; column < side; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      const end = across.from[column + 1] as number;
      for (let n = across.from[column] as number; n < end; n++) {
        const pixel = row + (across.source[n] as number);
        const weight = across.weight[n] as number;
        red += weight * (data[pixel] as number);
        green += weight * (data[pixel + 1] as number);
        blue += weight * (data[pixel + 2] as number);
      }
      rows[at++] = red;
      rows[at++] = green;
      rows[at++] = blue;
    }
  }
  const line = side * 3;
  const sum = new Float32Array(line);
  for (let row = 0; row < side; row++) {
    sum.fill(0);
    for (let n = down.from[row] as number; n < (down.from[row + 1] as number); n++) {
      const start = ((down.source[n] as number) / 3 - down.first) * line;
      const weight = down.weight[n] as number;
      for (let k = 0; k < line; k++) sum[k] = (sum[k] as number) + weight * (rows[start + k] as number);
    }
    const at = row * line;
    for (let k = 0; k < line; k++) target[at + k] = sum[k] as number;
  }
}

const clipOf = ({ clip }: Region, height: number): { left: number; right: number } | null =>
  clip === undefined ? null : { left: clip.left * height, right: clip.right * height };

function axisOf(along: {
  readonly start: number;
  readonly step: number;
  readonly side: number;
  readonly length: number;
  readonly clip: { readonly left: number; readonly right: number } | null;
}): Axis {
  const { start, step, side, length, clip } = along;
  const taps = Math.max(1, Math.min(MOST_TAPS, Math.round(step)));
  const from = new Uint32Array(side + 1);
  const source = new Uint32Array(side * taps * 2);
  const weight = new Float32Array(side * taps * 2);
  const [least, most] = [Math.max(0, clip?.left ?? 0), Math.min(length - 1, clip?.right ?? length)];
  let used = 0;
  let [first, end] = [length, 0];
  const add = (place: number, share: number): void => {
    source[used] = place * 3;
    weight[used++] = share / taps;
    first = Math.min(first, place);
    end = Math.max(end, place + 1);
  };
  for (let n = 0; n < side; n++) {
    for (let tap = 0; tap < taps; tap++) {
      const place = start + (n + (tap + 0.5) / taps) * step - 0.5;
      if (place < least || place > most) continue;
      const whole = Math.floor(place);
      const part = place - whole;
      add(whole, 1 - part);
      if (part > 0 && whole + 1 < length) add(whole + 1, part);
    }
    from[n + 1] = used;
  }
  return { from, source, weight, first: Math.min(first, end), end };
}

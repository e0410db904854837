import type { Region, RgbImage } from './pose.ts';

/**
 * Writes a square of a frame into `target` (`side` x `side` x 3), bilinear where it is enlarged and averaged over
 * a small grid where it is made smaller by more than half, because thin limbs vanish between single samples.
 */
export function cropInto(
  target: Int32Array,
  from: { readonly image: RgbImage; readonly region: Region; readonly side: number },
): void {
  const { image, region, side } = from;
  const { width, height, data } = image;
  const step = (region.side * height) / side;
  const left = region.x * height + step / 2 - 0.5;
  const top = region.y * height + step / 2 - 0.5;
  const taps = Math.max(1, Math.min(4, Math.round(step)));
  const weight = 1 / (taps * taps);
  let at = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = 0; tap < taps * taps; tap++) {
        const px = left + column * step + (((tap % taps) + 0.5) / taps - 0.5) * step;
        const py = top + row * step + ((Math.floor(tap / taps) + 0.5) / taps - 0.5) * step;
        if (px < 0 || py < 0 || px > width - 1 || py > height - 1) continue;
        const x0 = Math.floor(px);
        const y0 = Math.floor(py);
        const fx = px - x0;
        const fy = py - y0;
        const a = (y0 * width + x0) * 3;
        const b = x0 + 1 < width ? a + 3 : a;
        const c = y0 + 1 < height ? a + width * 3 : a;
        const d = c + (b - a);
        const wa = (1 - fx) * (1 - fy);
        const wb = fx * (1 - fy);
        const wc = (1 - fx) * fy;
        const wd = fx * fy;
        red += wa * (data[a] ?? 0) + wb * (data[b] ?? 0) + wc * (data[c] ?? 0) + wd * (data[d] ?? 0);
        green +=
          wa * (data[a + 1] ?? 0) +
          wb * (data[b + 1] ?? 0) +
          wc * (data[c + 1] ?? 0) +
          wd * (data[d + 1] ?? 0);
        blue +=
          wa * (data[a + 2] ?? 0) +
          wb * (data[b + 2] ?? 0) +
          wc * (data[c + 2] ?? 0) +
          wd * (data[d + 2] ?? 0);
      }
      target[at++] = red * weight;
      target[at++] = green * weight;
      target[at++] = blue * weight;
    }
  }
}

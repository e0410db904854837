import type { DrillFigure } from '@tizhi/contracts';
import { useEffect, useRef } from 'react';
import styles from './figure.module.css';
import { floorOf, frameOf, jointOf, LIMBS, limbPoints, loopMs, type Pose, poseAt } from './pose.ts';

/** How a drill is done: a stick figure that does it. Still, with its middle pose faint, where motion is unwanted. */
export function Figure({ figure, label }: { readonly figure: DrillFigure; readonly label: string }) {
  const svg = useRef<SVGSVGElement>(null);
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  useEffect(() => {
    const drawn = svg.current;
    if (drawn === null || still) return;
    let [frame, visible] = [0, false];
    const draw = (now: number): void => {
      move(drawn, poseAt(figure, now));
      frame = visible ? requestAnimationFrame(draw) : 0;
    };
    // A plan has many figures: those out of sight rest.
    const observer = new IntersectionObserver(([entry]) => {
      visible = entry?.isIntersecting === true;
      if (visible && frame === 0) frame = requestAnimationFrame(draw);
    });
    observer.observe(drawn);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      visible = false;
    };
  }, [figure, still]);

  const floor = floorOf(figure);
  return (
    <svg ref={svg} className={styles.figure} viewBox={frameOf(figure)} role="img" aria-label={label}>
      <path d={`M-40 ${floor + 3.5}H140`} className={styles.floor} />
      {still ? <Body pose={poseAt(figure, loopMs(figure) / 2)} ghost="ghost" /> : null}
      <Body pose={poseAt(figure, 0)} ghost="solid" />
    </svg>
  );
}

function Body({ pose, ghost }: { readonly pose: Pose; readonly ghost: 'ghost' | 'solid' }) {
  const [x, y] = jointOf(pose, 'head');
  return (
    <g className={styles.body} data-body={ghost}>
      {LIMBS.map(({ name, side, joints }) => (
        <polyline key={name} data-limb={name} data-side={side} points={limbPoints(pose, joints)} />
      ))}
      <circle cx={x} cy={y} r={6.5} />
    </g>
  );
}

/** Moves the drawn body without React: sixty times a second, on a wall of several figures. */
function move(svg: SVGSVGElement, pose: Pose): void {
  for (const { name, joints } of LIMBS) {
    svg.querySelector(`[data-limb=${name}]`)?.setAttribute('points', limbPoints(pose, joints));
  }
  const head = svg.querySelector('circle');
  const [x, y] = jointOf(pose, 'head');
  head?.setAttribute('cx', x.toFixed(2));
  head?.setAttribute('cy', y.toFixed(2));
}

import { figureLines } from './figure-lines.ts';

/** The figure that a camera sees, as lines; there is no picture behind it. */
export function CameraFigure({
  points,
  aspect,
  label,
}: {
  readonly points: readonly number[] | null;
  readonly aspect: number;
  readonly label: string;
}) {
  const width = Math.round(1000 * aspect);
  const figure = points === null ? null : figureLines(points);
  return (
    <svg viewBox={`0 0 ${width} 1000`} role="img" aria-label={label} data-testid="camera-figure">
      <rect x="0" y="0" width={width} height="1000" fill="#10242c" rx="36" />
      {figure === null ? null : (
        <g stroke="#7fe0c3" strokeWidth="20" strokeLinecap="round" fill="none">
          {figure.bones.map(({ key, from, to }) => (
            <line key={key} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
          ))}
          {figure.joints.map(({ key, at }) => (
            <circle key={key} cx={at[0]} cy={at[1]} r="13" fill="#ffffff" stroke="none" />
          ))}
          {figure.head === null ? null : (
            <circle cx={figure.head.at[0]} cy={figure.head.at[1]} r={figure.head.radius} />
          )}
        </g>
      )}
    </svg>
  );
}

import type { ReactNode } from 'react';

const DRAWINGS = {
  /** An old value. */
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3 2" />
    </>
  ),
  /** No signal: waves struck out. */
  silent: (
    <>
      <path d="M5 9.5a10 10 0 0 1 3-2M19 9.5a10 10 0 0 0-6.5-2.4M8.5 13a5 5 0 0 1 2-1M15.5 13a5 5 0 0 0-1-.7" />
      <circle cx="12" cy="17.5" r="1.3" fill="currentColor" />
      <path d="M4 3l16 18" />
    </>
  ),
  /** A doubtful value. */
  doubt: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.6 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.7M12 16.8v.1" />
    </>
  ),
  /** Something is wrong. */
  wrong: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v6M12 16.8v.1" />
    </>
  ),
  live: <path d="M2 12h5l2.5-6 4.5 12 2.5-6H22" />,
  /** Bars with intervals. */
  evidence: <path d="M4 20V4M4 7h9M4 12h14M4 17h6M16 5v4M21 10v4M13 15v4" />,
  results: <path d="M5 20V11M12 20V4M19 20v-6" />,
  bell: <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21.2h4" />,
  /** A box that listens. */
  gateway: (
    <>
      <rect x="3.5" y="12.5" width="17" height="8" rx="2" />
      <path d="M7.5 16.6v.1M12 9v3.5M8.8 6.2a4.6 4.6 0 0 1 6.4 0M6.2 3.4a8.4 8.4 0 0 1 11.6 0" />
    </>
  ),
  /** Bars of zones, one over the other. */
  load: (
    <path d="M3.5 20.5V14h4.5v6.5zM9.8 20.5V8.5h4.5v12zM16 20.5V3.5h4.5v17zM3.5 17.5H8M9.8 14.5h4.5M16 10.5h4.5" />
  ),
  /** A signed page. */
  certificate: (
    <>
      <path d="M19 12V3H5v18h6M8.5 7.5h7M8.5 11.5h4" />
      <circle cx="16.5" cy="16.5" r="3" />
      <path d="M14.8 19.2V23l1.7-1 1.7 1v-3.8" />
    </>
  ),
  /** A stopwatch. */
  testDay: (
    <>
      <circle cx="12" cy="13.5" r="7.5" />
      <path d="M12 9.5v4l2.5 2M9.5 2.5h5M12 2.5V6M18.5 6.5l1.5-1.5" />
    </>
  ),
  /** A list of people. */
  roster: (
    <>
      <circle cx="8" cy="8" r="3.2" />
      <path d="M2.5 19.5c0-3.5 2.4-5.5 5.5-5.5s5.5 2 5.5 5.5M16 7h6M16 12h6M17 17h5" />
    </>
  ),
  /** A tray that things arrive in. */
  inbox: <path d="M3 13.5V19h18v-5.5L17.5 5h-11zM3 13.5h5l1.5 3h5l1.5-3h5" />,
  /** A dumb-bell. */
  plan: <path d="M3 9.5v5M6.5 6.5v11M6.5 12h11M17.5 6.5v11M21 9.5v5" />,
  /** A screen on a wall. */
  wall: <path d="M3 4.5h18v12H3zM8.5 20.5h7M12 16.5v4" />,
  more: <path d="M5 12v.1M12 12v.1M19 12v.1" strokeWidth="3.4" />,
  add: <path d="M12 4.5v15M4.5 12h15" />,
  close: <path d="M5.5 5.5l13 13M18.5 5.5l-13 13" />,
  download: <path d="M12 3v12M7 10.5l5 5 5-5M4 20.5h16" />,
  print: <path d="M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z" />,
  again: <path d="M20 5v5h-5M19.6 10a8 8 0 1 0 .4 4" />,
  back: <path d="M11 5l-7 7 7 7M4.5 12H20" />,
  signOut: <path d="M14 4h-8v16h8M10 12h11M17.5 8l4 4-4 4" />,
  check: <path d="M4.5 12.5l5 5 10-11" />,
  eye: (
    <>
      <path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z" />
      <circle cx="12" cy="12" r="2.6" />
    </>
  ),
  eyeShut: (
    <>
      <path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z" />
      <path d="M4 3l16 18" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

/** A small line drawing beside a word; as tall as the text, in its colour. */
export function Icon({ name }: { readonly name: keyof typeof DRAWINGS }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWINGS[name]}
    </svg>
  );
}

/** An alert: a warning triangle, in sign colours that the colour-blind know by shape. */
export function AlertIcon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true" focusable="false">
      <path d="M12 2.6 22.6 21H1.4z" fill="#ffc845" stroke="#0c1c24" strokeWidth="2" strokeLinejoin="round" />
      <path d="M12 9v6M12 17.9v.1" stroke="#0c1c24" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}

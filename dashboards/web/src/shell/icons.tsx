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
  live: <path d="M2 12h5l2.5-6 4.5 12 2.5-6H22" />,
  results: <path d="M5 20V11M12 20V4M19 20v-6" />,
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

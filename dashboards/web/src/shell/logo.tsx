/** The mark: a heartbeat that becomes a jump. */
export function Logo({ size = 32 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#145061" />
      <path
        d="M4 21h6l2.6-6 3.6 9.5L20 15.5c1-2.3 2-3.4 3.6-4.4"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="25.4" cy="8" r="2.9" fill="#ffc845" />
    </svg>
  );
}

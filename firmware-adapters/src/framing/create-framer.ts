import { delimiterFramer } from './delimiter-framer.ts';
import type { Framer, Framing } from './framing.ts';
import { messageFramer } from './message-framer.ts';
import { scanningFramer } from './scanning-framer.ts';

/** A fresh framer. It belongs to one stream: a reconnected port gets a new one. */
export function createFramer(framing: Framing): Framer {
  switch (framing.kind) {
    case 'message':
      return messageFramer(framing);
    case 'delimiter':
      return delimiterFramer(framing);
    case 'fixed':
    case 'length-prefixed':
    case 'computed':
      return scanningFramer(framing);
  }
}

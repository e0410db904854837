export { isIdle, step, wakeAt } from './inbox-machine.ts';
export {
  emptyInbox,
  type Inbound,
  type InboxCounters,
  type InboxEffect,
  type InboxEvent,
  type InboxState,
  laneName,
  type Message,
} from './inbox-state.ts';
export { INBOX_LIMITS, type InboxLimits } from './limits.ts';
export { isPlainTelemetry } from './plain-telemetry.ts';
export { readMessage } from './read-message.ts';
export { createServerClock, LOOK_EVERY_MS, type ServerClock } from './server-clock.ts';
export {
  type Ingest,
  type IngestCounters,
  type IngestOptions,
  type ServerTrust,
  startIngest,
} from './start-ingest.ts';

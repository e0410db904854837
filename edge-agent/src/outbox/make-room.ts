import { DiskFull, type Mark, type Message, type OutboxFile } from './outbox-file.ts';

/**
 * What can be done for a message that found the disk full, besides giving telemetry up (which the machine
 * decides): room for the file's own log, and past the configured bound.
 *
 * - `appended`: it is in the file.
 * - `full`: giving telemetry up would help.
 * - `hopeless`: it would not: there is room for the message, but none for the log.
 */
export function appendToFull(
  file: OutboxFile,
  { message, telemetryHeld }: { readonly message: Message; readonly telemetryHeld: boolean },
): 'appended' | 'full' | 'hopeless' {
  if (file.hasRoomFor(message.body.length)) {
    return file.relieve() && fits(() => file.append(message)) ? 'appended' : 'hopeless';
  }
  if (message.lane !== 'telemetry' && !telemetryHeld) {
    const pastBound = (): boolean => fits(() => file.appendPastBound(message));
    if (pastBound() || (file.relieve() && pastBound())) return 'appended';
  }
  return 'full';
}

/** Gives telemetry up. False where the disk has not even room for that. */
export function dropFromFull(
  file: OutboxFile,
  { upTo, dropped }: { readonly upTo: Mark; readonly dropped: number },
): boolean {
  const drop = (): boolean => fits(() => file.drop(upTo, dropped));
  return drop() || (file.relieve() && drop());
}

/** For small writes that everything waits for: on a full disk the reserve is given back for them. */
export function insist<T>(file: OutboxFile, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof DiskFull && file.relieve()) return write();
    throw error;
  }
}

/** False where the disk was full. */
function fits(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (error instanceof DiskFull) return false;
    throw error;
  }
}

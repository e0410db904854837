/** Rows one telemetry message may hold. */
export const MAX_ROWS = 1000;
/**
 * Samples of waveforms and characters of texts that one telemetry message may hold: with its rows it stays below a
 * broker's packet limit of 1 MiB (docs/external-broker.md), however long its numbers are written.
 */
export const MAX_SAMPLES = 20_000;

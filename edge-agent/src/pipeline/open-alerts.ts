import { AlertBody } from '@tizhi/contracts';
import { z } from 'zod';
import { parseJson } from '../link/parse-json.ts';

/** An alert that was raised and not cleared yet, with what its rule needs to go on after a restart. */
export const OpenAlert = z.object({
  raised: AlertBody,
  /** The pupil's maximum heart rate, bpm. */
  maxBpm: z.int().min(1),
});
export type OpenAlert = z.infer<typeof OpenAlert>;

const OpenAlerts = z.array(OpenAlert);

/** As they are kept beside the outbox: a process that dies must not leave them open for ever. */
export const openAlertsToText = (alerts: readonly OpenAlert[]): string => JSON.stringify(alerts);

/** What cannot be read counts as none. */
export const openAlertsFromText = (text: string | undefined): readonly OpenAlert[] =>
  OpenAlerts.safeParse(parseJson(text ?? '')).data ?? [];

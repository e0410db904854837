import { type Address, formatTopic, type TimeAnswer, TimeQuestion } from '@tizhi/contracts';
import type { MqttClient } from 'mqtt';
import { parseJson } from './read-message.ts';
import type { ServerClock } from './server-clock.ts';

/**
 * Answers a gateway that asks for the time, at once and at most once: a late or repeated answer would only
 * widen the error. Says nothing while this clock cannot be believed. False where the question makes no sense.
 */
export function tellTime(
  { client, clock }: { readonly client: MqttClient; readonly clock: ServerClock },
  { address, payload }: { readonly address: Address; readonly payload: Uint8Array },
): boolean {
  const question = TimeQuestion.safeParse(parseJson(payload));
  if (!question.success) return false;
  const { at, trusted } = clock.now();
  if (!trusted || !client.connected) return true;
  const { boot, mono } = question.data;
  const answer: TimeAnswer = { boot, mono, at };
  client.publish(formatTopic({ ...address, kind: 'time' }), JSON.stringify(answer), { qos: 0 });
  return true;
}

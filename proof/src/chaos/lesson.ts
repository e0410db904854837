import { readFileSync } from 'node:fs';
import {
  ClassId,
  type Desired,
  DeviceId,
  formatTopic,
  GatewayId,
  LessonId,
  LessonMessage,
  RosterMessage,
  SchoolId,
  SubjectId,
} from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import mqtt from 'mqtt';
import { type Account, SCHOOL, STARTED_WITHIN_MS } from './brokers/broker-side.ts';
import type { Gateway } from './gateway.ts';

/** The straps' rates run from 60 to 156 in 5 s: above this for 2 s of them, so that each raises an alert. */
const CEILING_BPM = 120;
/** What was not taken within this is said again, ms. */
const SAY_AGAIN_MS = 10_000;
const DAY_MS = 86_400_000;

/**
 * Says, retained as the api does, who wears which strap, and waits until the gateways have taken it. Said again
 * while one has not, as the api does: a broker may lose a retained message (a NATS node between two leaders did).
 */
export async function beginLesson(options: {
  readonly service: Account;
  readonly gateways: readonly Gateway[];
  readonly logOf: (name: string) => string;
}): Promise<void> {
  const { service, gateways, logOf } = options;
  const { url, username, password } = service;
  const client = await mqtt.connectAsync(url, {
    username,
    password,
    clientId: 'chaos-lesson',
    protocolVersion: 4,
  });
  const say = async (gateway: Gateway, what: Desired, message: unknown): Promise<void> => {
    const address = { school: SchoolId.parse(SCHOOL), gateway: GatewayId.parse(gateway.part.name) };
    const topic = formatTopic({ ...address, kind: 'desired', what });
    await client.publishAsync(topic, JSON.stringify(message), { qos: 1, retain: true });
  };
  const lacking = (): Gateway[] =>
    gateways.filter(({ part }) => {
      const log = readFileSync(logOf(part.name), 'utf8');
      return !(['roster', 'lesson'] as const).every((what) => log.includes(`"what":"${what}","version":1`));
    });
  const said = gateways.map((gateway) => ({ gateway, ...lessonOf(gateway) }));
  let saidAt = Number.NEGATIVE_INFINITY;
  try {
    await eventually(
      'the gateways have taken the lesson',
      async () => {
        const behind = lacking();
        if (behind.length > 0 && performance.now() - saidAt >= SAY_AGAIN_MS) {
          for (const { gateway, roster, lesson } of said.filter(({ gateway }) => behind.includes(gateway))) {
            await say(gateway, 'roster', roster);
            await say(gateway, 'lesson', lesson);
          }
          saidAt = performance.now();
        }
        return behind.length === 0;
      },
      2 * STARTED_WITHIN_MS,
    );
  } finally {
    await client.endAsync();
  }
}

function lessonOf({ devices }: Gateway): { roster: RosterMessage; lesson: LessonMessage } {
  const straps = devices.filter(({ numbering }) => numbering.lane === 'telemetry');
  const group = ClassId.parse('class-1');
  const subjectOf = (device: string): SubjectId => SubjectId.parse(`pupil-${device}`);
  const now = Date.now();
  return {
    roster: RosterMessage.parse({
      version: 1,
      pupils: straps.map(({ device }) => ({
        subject: subjectOf(device),
        class: group,
        tag: null,
        sex: 'female',
        maxBpm: 200,
        ceilingBpm: CEILING_BPM,
      })),
    }),
    lesson: LessonMessage.parse({
      version: 1,
      lessons: [
        {
          lesson: LessonId.parse('lesson-1'),
          class: group,
          startedAt: now - DAY_MS,
          plannedEndAt: now + DAY_MS,
          bindings: straps.map(({ device }) => ({
            device: DeviceId.parse(device),
            subject: subjectOf(device),
            from: now - DAY_MS,
            to: null,
          })),
        },
      ],
    }),
  };
}

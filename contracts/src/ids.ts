import { z } from 'zod';

/**
 * Ids are pseudonymous and safe in a topic, a file name and a database tag: lower-case letters, digits
 * and inner hyphens, at most 64 characters. They never hold a name or a student number.
 */
const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'use 1-64 lower-case letters, digits and inner hyphens');

export const SchoolId = slug.brand<'SchoolId'>();
export type SchoolId = z.infer<typeof SchoolId>;

export const GatewayId = slug.brand<'GatewayId'>();
export type GatewayId = z.infer<typeof GatewayId>;

/** One physical device at a school: a strap, a station, a camera. */
export const DeviceId = slug.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

/** The pseudonym of a pupil. Name and student number live in the identity table only. */
export const SubjectId = slug.brand<'SubjectId'>();
export type SubjectId = z.infer<typeof SubjectId>;

export const ClassId = slug.brand<'ClassId'>();
export type ClassId = z.infer<typeof ClassId>;

export const LessonId = slug.brand<'LessonId'>();
export type LessonId = z.infer<typeof LessonId>;

/** One day on which classes are tested. */
export const TestDayId = slug.brand<'TestDayId'>();
export type TestDayId = z.infer<typeof TestDayId>;

export const AccountId = slug.brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

export const AttemptId = z.uuid().brand<'AttemptId'>();
export type AttemptId = z.infer<typeof AttemptId>;

export const AlertId = z.uuid().brand<'AlertId'>();
export type AlertId = z.infer<typeof AlertId>;

/** Made when an outbox file is created; with gateway, lane and seq it names a message for ever. */
export const Epoch = z.uuid().brand<'Epoch'>();
export type Epoch = z.infer<typeof Epoch>;

/** A device definition's id, such as `gatt/2a37` or `station/jump-mat`. */
export const DefinitionId = z
  .string()
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'use family/name in lower-case letters, digits and hyphens')
  .brand<'DefinitionId'>();
export type DefinitionId = z.infer<typeof DefinitionId>;

/** Epoch milliseconds, UTC. 2100-01-01 is the upper bound: beyond it a clock is wrong, not late. */
export const Instant = z.int().min(0).max(4_102_444_800_000);
export type Instant = z.infer<typeof Instant>;

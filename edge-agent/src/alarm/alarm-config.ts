import { z } from 'zod';

/** A line is written to a serial port: a buzzer, a relay board, a microcontroller. */
const SerialOutput = z.strictObject({
  kind: z.literal('serial'),
  path: z.string().min(1),
  baudRate: z.int().min(50).max(4_000_000).default(9600),
});

/** A line is written to a TCP port: a network siren, a lamp controller. */
const TcpOutput = z.strictObject({
  kind: z.literal('tcp'),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
});

/** A program is run, with `ring` or `clear`, severity, rule and bib behind its own arguments. */
const CommandOutput = z.strictObject({
  kind: z.literal('command'),
  command: z.array(z.string().min(1)).min(1).max(32),
});

/** The bell of the terminal in which the gateway runs. */
const BellOutput = z.strictObject({ kind: z.literal('bell') });

export const AlarmOutput = z.discriminatedUnion('kind', [SerialOutput, TcpOutput, CommandOutput, BellOutput]);
export type AlarmOutput = z.infer<typeof AlarmOutput>;

/** What rings on the gateway itself, network or not. */
export const AlarmConfig = z.strictObject({
  outputs: z
    .array(AlarmOutput)
    .max(8)
    .default([{ kind: 'bell' }]),
  /** Alerts of this severity and above ring. */
  from: z.enum(['warning', 'critical']).default('critical'),
  /** It rings again after so long while the alert is open, at most `times` times. */
  repeatSeconds: z.int().min(1).max(600).default(10),
  times: z.int().min(1).max(100).default(30),
});
export type AlarmConfig = z.infer<typeof AlarmConfig>;

import { DefinitionId, DeviceId, Exercise } from '@tizhi/contracts';
import { TIMED_ITEMS } from '@tizhi/firmware-adapters';
import { z } from 'zod';
import { CameraInput } from '../models/pose/camera-input.ts';
import { DrawnInput } from '../models/pose/demo/drawn-input.ts';
import { Lane, MOST_LANES } from '../models/pose/lane.ts';
import { Ble } from './ble-config.ts';

const device = {
  /** This school's name for the one physical device. */
  device: DeviceId,
  /** What it speaks: a built-in definition's id, or one declared under `stations`. */
  definition: DefinitionId,
};

/** What a timing system times: its starts and finishes become this item's times, its start numbers the tags. */
const times = { times: z.enum(TIMED_ITEMS).optional() };

/** Four hexadecimal digits as USB writes them, in any case. */
const UsbNumber = z
  .string('put the four hexadecimal digits in quotes')
  .regex(/^[0-9a-fA-F]{4}$/, 'use four hexadecimal digits, as lsusb prints them')
  .toLowerCase();

/** A device on a serial port or a USB-serial adapter: at a path, or wherever a USB identity is plugged in. */
const Serial = z
  .strictObject({
    kind: z.literal('serial'),
    ...device,
    ...times,
    /** /dev/serial/by-id/... survives replugging into another socket; COM3 on Windows. */
    path: z.string().min(1).optional(),
    /** `lsusb -v`: idVendor, idProduct, iSerial. The serial number tells two of a kind apart. */
    usb: z
      .strictObject({ vendor: UsbNumber, product: UsbNumber, serial: z.string().min(1).max(256).optional() })
      .optional(),
    /** `detect`: try the settings of the definition until a frame can be read. Default: the definition's, or 9600. */
    baudRate: z.union([z.int().min(50).max(4_000_000), z.literal('detect')]).optional(),
    /** Defaults: the definition's, or 8N1. */
    dataBits: z.literal([5, 6, 7, 8]).optional(),
    parity: z.enum(['none', 'even', 'odd']).optional(),
    stopBits: z.literal([1, 2]).optional(),
  })
  .superRefine(({ path, usb }, context) => {
    if ((path === undefined) === (usb === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['path'],
        message: 'say where it is by path, or by usb with vendor and product; not both',
      });
    }
  });
export type SerialConfig = z.infer<typeof Serial>;

/** A device behind a serial device server (ser2net, Moxa, USR) in raw TCP mode. */
const Tcp = z.strictObject({
  kind: z.literal('tcp'),
  ...device,
  ...times,
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /**
   * `stream`: bytes as a serial line has them. `messages`: a box that forwards Bluetooth notifications, each
   * behind its length in two bytes, high byte first; TCP alone would not tell where one ends.
   */
  carries: z.enum(['stream', 'messages']).default('stream'),
  /** Connect again when nothing came for so long. Leave out for stations that are silent between pupils. */
  idleTimeoutSeconds: z.int().min(1).max(86_400).optional(),
});
export type TcpConfig = z.infer<typeof Tcp>;

/** A recording, played as if the device were there. */
const Replay = z.strictObject({
  kind: z.literal('replay'),
  device: DeviceId,
  definition: DefinitionId.default(DefinitionId.parse('gatt/2a37')),
  file: z.string().min(1),
  /** RR intervals in seconds, one a line under the heading rr_s; csv only. */
  rrFile: z.string().min(1).optional(),
  /** csv: columns t_s, hr_bpm. jsonl: {"t_ms": 0, "hex": "0648"} a line, as captured. Default: by the file's ending. */
  format: z.enum(['csv', 'jsonl']).optional(),
  /** 1: as it was; 10: ten times as fast; max (or 0): as fast as the outbox takes it. */
  speed: z.union([z.number().min(0).max(10_000), z.literal('max')]).default(1),
  /** The instant of t = 0: ISO 8601 with offset, or epoch milliseconds. Default: when the agent starts. */
  startAt: z
    .union([
      z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
      z.int().min(0).max(4_102_444_800_000),
    ])
    .optional(),
});
export type ReplayConfig = z.infer<typeof Replay>;

const SimulatedStation = z.strictObject({
  ...device,
  everyMs: z.int().min(100).max(3_600_000).default(5_000),
  /** The tags it prints, in turn. Default: those of the pupils in the lesson. */
  tags: z.array(z.string().min(1).max(64)).max(10_000).optional(),
});

/** DEMO: synthetic pupils. Their bytes go the same way as real ones. */
const Simulate = z.strictObject({
  kind: z.literal('simulate'),
  /** The same seed gives the same class of pupils. */
  seed: z.int().min(0).max(4_294_967_295).default(1),
  /** Straps are named prefix-01, prefix-02, ... */
  straps: z
    .strictObject({
      count: z.int().min(0).max(200).default(45),
      prefix: DeviceId.default(DeviceId.parse('strap')),
    })
    .prefault({}),
  stations: z.array(SimulatedStation).max(50).default([]),
});
export type SimulateConfig = z.infer<typeof Simulate>;

const Tag = z.string().min(1).max(64);

/** A camera that counts repetitions. No picture is kept or sent: a figure of points and a count leave its thread. */
const CameraSource = z
  .strictObject({
    kind: z.literal('camera'),
    device: DeviceId,
    /** What is counted. A set of a one-minute test ends after it, any other when nobody did one for 12 seconds. */
    exercise: Exercise,
    input: z.discriminatedUnion('kind', [...CameraInput.options, DrawnInput]),
    /** Whose sets these are, without lanes: card, bib or queue number. Left out: the attempts wait to be claimed. */
    tag: Tag.nullable().default(null),
    /** Who stands where: only those in a lane are counted, everybody else is dropped. */
    lanes: z
      .array(Lane.extend({ tag: Tag.nullable().default(null) }))
      .max(MOST_LANES)
      .default([]),
    /** `movenet-lightning`, or another that `tizhi reps --detectors` lists. */
    detector: z.string().min(1).max(64).optional(),
  })
  .refine(
    ({ lanes }) => new Set(lanes.map(({ name }) => name)).size === lanes.length,
    'each lane needs a name of its own',
  );
export type CameraConfig = z.infer<typeof CameraSource>;

export const SourceConfig = z.discriminatedUnion('kind', [Serial, Tcp, Ble, Replay, Simulate, CameraSource]);
export type SourceConfig = z.infer<typeof SourceConfig>;

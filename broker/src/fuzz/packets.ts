/** Control packets byte by byte (MQTT 3.1.1, 2 and 3), so that every one of them can be made wrong. */
const u16 = (n: number): Buffer => Buffer.from([(n >> 8) & 0xff, n & 0xff]);
const text = (value: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([u16(bytes.length), bytes]);
};

/** The remaining length as the standard writes it (2.2.3); `bytes` more make it wrong. */
export function lengthOf(length: number): Buffer {
  const digits: number[] = [];
  let rest = length;
  do {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    digits.push(rest > 0 ? digit | 0x80 : digit);
  } while (rest > 0);
  return Buffer.from(digits);
}

export const packet = (type: number, flags: number, ...body: readonly Uint8Array[]): Buffer => {
  const whole = Buffer.concat(body);
  return Buffer.concat([Buffer.from([(type << 4) | flags]), lengthOf(whole.length), whole]);
};

export interface ConnectParts {
  readonly protocol?: string;
  readonly level?: number;
  /** Where given, instead of those that the other parts call for. */
  readonly flags?: number;
  readonly clean?: boolean;
  readonly clientId?: string | Uint8Array;
  readonly will?: { readonly topic: string | Uint8Array; readonly payload: string; readonly qos?: number };
  readonly username?: string | Uint8Array;
  readonly password?: string;
}

export function connect(parts: ConnectParts): Buffer {
  const { will, username, password } = parts;
  const flags =
    ((parts.clean ?? true) ? 0x02 : 0) |
    (will === undefined ? 0 : 0x04 | ((will.qos ?? 0) << 3)) |
    (password === undefined ? 0 : 0x40) |
    (username === undefined ? 0 : 0x80);
  return packet(
    1,
    0,
    text(parts.protocol ?? 'MQTT'),
    Buffer.from([parts.level ?? 4, parts.flags ?? flags, 0, 60]),
    text(parts.clientId ?? 'fuzz'),
    ...(will === undefined ? [] : [text(will.topic), text(will.payload)]),
    ...(username === undefined ? [] : [text(username)]),
    ...(password === undefined ? [] : [text(password)]),
  );
}

export function publish(parts: {
  readonly topic: string | Uint8Array;
  readonly payload?: string;
  readonly qos?: number;
  readonly id?: number;
  readonly more?: number;
}): Buffer {
  const { topic, payload = 'x', qos = 0, id = 1, more = 0 } = parts;
  return packet(3, (qos << 1) | more, text(topic), ...(qos > 0 ? [u16(id)] : []), Buffer.from(payload));
}

export const subscribe = (id: number, filters: readonly (string | Uint8Array)[], qos = 1): Buffer =>
  packet(8, 2, u16(id), ...filters.flatMap((filter) => [text(filter), Buffer.from([qos])]));
export const unsubscribe = (id: number, filters: readonly string[]): Buffer =>
  packet(10, 2, u16(id), ...filters.map(text));
/** PUBACK 4, PUBREC 5, PUBREL 6, PUBCOMP 7. */
export const answer = (type: 4 | 5 | 6 | 7, id: number): Buffer => packet(type, type === 6 ? 2 : 0, u16(id));
export const PINGREQ = packet(12, 0);
export const DISCONNECT = packet(14, 0);

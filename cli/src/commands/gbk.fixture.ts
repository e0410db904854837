let gbkBytes: ReadonlyMap<string, readonly number[]> | undefined;

/** Text in GBK, by turning the decoder round: Node has no encoder for it. */
export function gbk(text: string): Uint8Array {
  gbkBytes ??= gbkTable();
  const bytes = gbkBytes;
  return Uint8Array.from(
    [...text].flatMap((sign) => (sign < '\x80' ? sign.charCodeAt(0) : (bytes.get(sign) ?? []))),
  );
}

function gbkTable(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return table;
}

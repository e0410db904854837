/** The records of a CSV text by heading. Knows what the standard's files use: commas, `"..."` and `""`. */
export function parseCsv(text: string): Record<string, string>[] {
  const [heading, ...records] = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(fieldsOfLine);
  if (heading === undefined) return [];
  return records.map((record, index) => {
    if (record.length !== heading.length) throw new Error(`line ${index + 2} has ${record.length} fields`);
    return Object.fromEntries(heading.map((name, column) => [name, record[column] ?? '']));
  });
}

function fieldsOfLine(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

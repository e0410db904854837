import type { ExportTable, RosterSheet } from '@tizhi/analytics';

/** Reads and writes spreadsheet files. The API is given them: it knows no file format itself. */
export interface Spreadsheets {
  /** The sheets of a file that came under this name. Throws `TIZHI_FILE_FORMAT`. */
  read(name: string, bytes: Uint8Array): Promise<readonly RosterSheet[]>;
  /** A file's bytes; the ending of the name says which kind. */
  write(name: string, table: ExportTable): Promise<Uint8Array>;
}

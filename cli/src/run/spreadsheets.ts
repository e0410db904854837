import type { Spreadsheets } from '@tizhi/api';

/** The file formats that the API is given; read when one is used, for the library is large. */
export const spreadsheets: Spreadsheets = {
  async read(name, bytes) {
    const { sheetsOf } = await import('../commands/read-sheets.ts');
    const sheets = await sheetsOf(name, Buffer.from(bytes));
    return sheets.map(({ name: sheet, cells }) => ({ name: sheet ?? '', cells }));
  },
  async write(name, table) {
    const { exportBytes } = await import('../commands/export-workbook.ts');
    return exportBytes(name, table);
  },
};

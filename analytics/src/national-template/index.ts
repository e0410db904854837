export { type CellError, MAX_ECHOED_CHARACTERS } from './cell-error.ts';
export { MAX_ROWS_ABOVE_HEADINGS, type TemplateCells } from './columns.ts';
export * from './export/index.ts';
export { type Heading, readHeading, type TemplateField } from './headings.ts';
export { type Bilingual, type ItemCell, type MissingState, readItemCell } from './item-cell.ts';
export * from './read-template.ts';
export * from './roster/index.ts';
export type { Cell } from './text.ts';
export type { Eye, Vision } from './vision.ts';

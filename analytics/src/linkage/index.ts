export { IDENTITY_COLUMNS, type IdentityCells, type IdentityColumn } from './cell-shapes.ts';
export * from './fold-links.ts';
export { LINK_FIELDS, type LinkField } from './levels.ts';
export * from './link-rows.ts';
export { occasionOf } from './occasion.ts';
export { classNumberOf, type Identity, readIdentity } from './read-identity.ts';
export { type LinkageSheet, readLinkageSheet, type SheetRow } from './read-linkage-sheet.ts';
export { type LinkageRow, type RowColumns, RowTable } from './row-table.ts';

export { IDENTITY_COLUMNS, type IdentityCells, type IdentityColumn } from './cell-shapes.ts';
export { LINK_FIELDS, type LinkField } from './levels.ts';
export * from './link-rows.ts';
export { classNumberOf, type Identity, readIdentity } from './read-identity.ts';
export { type LinkageRow, type RowColumns, RowTable } from './row-table.ts';

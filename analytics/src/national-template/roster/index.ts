export * from './match-roster.ts';
export { readRoster } from './read-roster.ts';
export * from './roster.ts';
export { cellName, type RosterError, type RosterPlace } from './roster-error.ts';

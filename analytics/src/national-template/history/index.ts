export { extraColumns, readDay, readSchoolYear, readWhole } from './extra-columns.ts';
export * from './match-history.ts';
export {
  type HistoryOptions,
  type HistoryReading,
  type HistoryRow,
  monthsBetween,
  readHistory,
} from './read-history.ts';

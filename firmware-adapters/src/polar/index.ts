export * from './control.ts';
export { DEFAULT_FACTORS, type PolarFactors } from './measurement-data.ts';
export { PMD_CONTROL, PMD_DATA, PMD_SERVICE, polarMeasurementData, polarSensor } from './pmd.ts';

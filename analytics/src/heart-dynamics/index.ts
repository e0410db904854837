export * from './effort.ts';
export * from './lesson-grid.ts';
export * from './model.ts';
export * from './parameters.ts';
export * from './predict.ts';
export * from './recovery.ts';
export * from './recovery-trend.ts';
export * from './simulate-lesson.ts';

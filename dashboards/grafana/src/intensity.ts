/** A band of heart rates: `from` inclusive, `below` exclusive, bpm. */
export interface IntensityBand {
  readonly zh: string;
  readonly en: string;
  readonly from: number;
  readonly below: number;
  /** A colour name of Grafana's palette. */
  readonly color: string;
}

/**
 * Intensity by absolute heart rate. Time series carry no age and no pupil, so these bands are for a class
 * as a whole and never for judging one pupil. 140-160 bpm is the mean that the national PE curriculum
 * (义务教育体育与健康课程标准, 2022) asks of a class in a lesson's main part.
 */
export const INTENSITY_BANDS = [
  { zh: '很低', en: 'very light', from: 1, below: 100, color: 'light-blue' },
  { zh: '低', en: 'light', from: 100, below: 120, color: 'blue' },
  { zh: '中', en: 'moderate', from: 120, below: 140, color: 'green' },
  { zh: '目标', en: 'target', from: 140, below: 160, color: 'dark-green' },
  { zh: '高', en: 'hard', from: 160, below: 180, color: 'orange' },
  { zh: '很高', en: 'very hard', from: 180, below: 300, color: 'red' },
] as const satisfies readonly IntensityBand[];

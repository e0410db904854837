import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { dataSource } from './influx-query.ts';
import {
  classRatePanel,
  deviceRatePanel,
  doubtPanel,
  heardPanel,
  intensityPanel,
  lastHeardPanel,
  meanNowPanel,
  throughputPanel,
} from './lesson-panels.ts';
import { VARIABLE_QUERIES } from './queries.ts';

/** Stable for ever: links and the next push find the dashboard by it. */
export const LESSON_UID = 'tizhi-lesson';

/** The lesson as its sensors tell it: pseudonymous device ids only, no pupil, no name. */
export function lessonDashboard(): Dashboard {
  const builder = new DashboardBuilder('体育课心率 · Lesson heart rate')
    .uid(LESSON_UID)
    .description(
      '一节课的心率与传感器状况。仅含设备编号，不含学生信息；教学参考，不是医疗器械。本页由代码生成，手工修改会在下次推送时被替换。 ' +
        'Heart rates and sensor health of a lesson. Device ids only, nothing about pupils; a teaching aid, not a medical device. ' +
        'Made by code: changes by hand are replaced by the next push.',
    )
    .tags(['tizhi'])
    .timezone('browser')
    .time({ from: 'now-45m', to: 'now' })
    .refresh('5s')
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(tagVariable('school', '学校 · School'))
    .withVariable(tagVariable('gateway', '网关 · Gateway'))
    .withVariable(tagVariable('device', '设备 · Device'));
  const panels = [
    meanNowPanel(),
    heardPanel(),
    throughputPanel(),
    classRatePanel(),
    intensityPanel(),
    deviceRatePanel(),
    doubtPanel(),
    lastHeardPanel(),
  ];
  // Ids are set here: Grafana would number them itself, and the next push would see a difference.
  for (const [index, panel] of panels.entries()) builder.withPanel(panel.id(index + 1));
  return builder.build();
}

function tagVariable(tag: keyof typeof VARIABLE_QUERIES, label: string): QueryVariableBuilder {
  return new QueryVariableBuilder(tag)
    .label(label)
    .datasource(dataSource)
    .query(VARIABLE_QUERIES[tag])
    .definition(VARIABLE_QUERIES[tag])
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'All', value: '$__all' });
}

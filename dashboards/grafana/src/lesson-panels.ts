import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { dataSource, InfluxQueryBuilder } from './influx-query.ts';
import { INTENSITY_BANDS } from './intensity.ts';
import { bandQuery, QUERIES } from './queries.ts';

const FULL_WIDTH = 24;
const MISSING = '-';

const thresholds = (steps: readonly Threshold[]): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]);
const fixedColor = (color: string): { id: string; value: unknown } => ({
  id: 'color',
  value: new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(color).build(),
});
const lastValue = (): ReduceDataOptionsBuilder => new ReduceDataOptionsBuilder().calcs(['lastNotNull']);
const bottomLegend = (): VizLegendOptionsBuilder =>
  new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs([]);
const allAtOnce = (): VizTooltipOptionsBuilder =>
  new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi);

const stat = (title: string, description: string): StatBuilder =>
  new StatBuilder()
    .title(title)
    .description(description)
    .datasource(dataSource)
    .noValue(MISSING)
    .reduceOptions(lastValue())
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .span(4)
    .height(6);

const timeSeries = (title: string, description: string): TimeSeriesBuilder =>
  new TimeSeriesBuilder()
    .title(title)
    .description(description)
    .datasource(dataSource)
    .noValue(MISSING)
    .legend(bottomLegend())
    .tooltip(allAtOnce())
    .showPoints(VisibilityMode.Never)
    .spanNulls(false);

export const meanNowPanel = (): StatBuilder =>
  stat(
    '当前班级平均心率 · Class mean now',
    '最近 10 秒可信样本的平均值；没有可信样本时显示“-”。 Mean of the trusted samples of the last 10 s; "-" without any.',
  )
    .unit('suffix: bpm')
    .decimals(0)
    .thresholds(
      thresholds([
        { value: null, color: 'blue' },
        { value: 140, color: 'green' },
        { value: 160, color: 'orange' },
        { value: 180, color: 'red' },
      ]),
    )
    .withTarget(new InfluxQueryBuilder({ refId: 'A', influxQl: QUERIES.meanNow, alias: 'mean' }));

export const heardPanel = (): StatBuilder =>
  stat(
    '最近 10 秒在线设备 · Devices heard in the last 10 s',
    '占所选时间内出现过的设备的比例。 Share of the devices heard in the chosen time.',
  )
    .unit('percentunit')
    .decimals(0)
    .min(0)
    .max(1)
    .thresholds(
      thresholds([
        { value: null, color: 'red' },
        { value: 0.8, color: 'orange' },
        { value: 0.95, color: 'green' },
      ]),
    )
    .withTarget(new InfluxQueryBuilder({ refId: 'A', influxQl: QUERIES.heardShare, alias: 'heard' }));

export const throughputPanel = (): TimeSeriesBuilder =>
  timeSeries('各网关每秒样本数 · Samples per second, by gateway', '已入库的样本。 Samples in the store.')
    .unit('suffix:/s')
    .min(0)
    .interval('10s')
    .span(16)
    .height(6)
    .withTarget(
      new InfluxQueryBuilder({ refId: 'A', influxQl: QUERIES.samplesPerSecond, alias: '$tag_gateway' }),
    );

/** The band between the lowest and the highest pupil, with the class mean on it. */
export const classRatePanel = (): TimeSeriesBuilder =>
  timeSeries(
    '班级心率 · Class heart rate',
    '平均值与最低、最高之间的范围；可疑样本不计入。 Mean, and the range from lowest to highest; doubtful samples are left out.',
  )
    .unit('suffix: bpm')
    .axisSoftMin(60)
    .axisSoftMax(200)
    .interval('5s')
    .span(12)
    .height(9)
    .overrideByName('mean', [
      fixedColor('green'),
      { id: 'custom.lineWidth', value: 3 },
      { id: 'displayName', value: '平均 · mean' },
    ])
    .overrideByName('max', [
      fixedColor('light-blue'),
      { id: 'custom.fillBelowTo', value: 'min' },
      { id: 'custom.lineWidth', value: 0 },
    ])
    .overrideByName('min', [fixedColor('light-blue'), { id: 'custom.lineWidth', value: 0 }])
    .fillOpacity(15)
    .withTarget(new InfluxQueryBuilder({ refId: 'A', influxQl: QUERIES.classRate, alias: '$col' }));

export const intensityPanel = (): TimeSeriesBuilder => {
  const panel = timeSeries(
    '运动强度分布 · Distribution by intensity',
    '各心率区间的样本占比（按绝对心率，面向全班，不用于评价个人）。 ' +
      'Share of samples in each band of absolute heart rate: about the class, not for judging one pupil.',
  )
    .unit('short')
    .interval('30s')
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(90)
    .lineWidth(0)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Percent).group('A'))
    .span(12)
    .height(9);
  for (const [index, band] of INTENSITY_BANDS.entries()) {
    const refId = String.fromCharCode('A'.charCodeAt(0) + index);
    const range = band.from === 1 ? `< ${band.below}` : `${band.from}-${band.below - 1}`;
    const alias = `${range} ${band.zh} ${band.en}`;
    panel
      .withTarget(new InfluxQueryBuilder({ refId, influxQl: bandQuery(band), alias }))
      .overrideByQuery(refId, [fixedColor(band.color)]);
  }
  return panel;
};

export const deviceRatePanel = (): TimeSeriesBuilder =>
  timeSeries(
    '各设备心率 · Heart rate, by device',
    '可疑样本不显示，线条在该处断开。 Doubtful samples are not shown: the line has a gap there.',
  )
    .unit('suffix: bpm')
    .axisSoftMin(60)
    .axisSoftMax(200)
    .interval('5s')
    .span(FULL_WIDTH)
    .height(10)
    .withTarget(new InfluxQueryBuilder({ refId: 'A', influxQl: QUERIES.deviceRate, alias: '$tag_device' }));

export const doubtPanel = (): TimeSeriesBuilder =>
  timeSeries(
    '可疑样本比例 · Share of doubtful samples',
    '接触不良、无测量值等。升高时请检查佩戴。 No skin contact, no value and the like. When it rises, check how the straps sit.',
  )
    .unit('percentunit')
    .min(0)
    .interval('30s')
    .fillOpacity(30)
    .span(12)
    .height(9)
    .withTarget(new InfluxQueryBuilder({ refId: 'A', influxQl: QUERIES.doubtShare, alias: 'doubtful' }));

export const lastHeardPanel = (): TableBuilder =>
  new TableBuilder()
    .title('设备最近一次出现 · Last heard, by device')
    .description('时间、可信度（0-1）与可疑原因。 Time, confidence (0-1) and the reason for doubt.')
    .datasource(dataSource)
    .noValue(MISSING)
    .overrideByName('Time', [
      { id: 'unit', value: 'dateTimeFromNow' },
      { id: 'displayName', value: '最近 · last heard' },
    ])
    .overrideByName('gateway', [{ id: 'displayName', value: '网关 · gateway' }])
    .overrideByName('device', [{ id: 'displayName', value: '设备 · device' }])
    .overrideByName('confidence', [{ id: 'displayName', value: '可信度 · confidence' }])
    .overrideByName('doubt', [{ id: 'displayName', value: '可疑原因 · doubt' }])
    .span(12)
    .height(9)
    .withTarget(new InfluxQueryBuilder({ refId: 'A', influxQl: QUERIES.lastHeard, format: 'table' }));

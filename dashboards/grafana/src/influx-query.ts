import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** Where every panel asks: the data source that `tizhi grafana push` provisions under a stable uid. */
export const DATA_SOURCE_UID = 'tizhi-influx';
export const dataSource: DataSourceRef = { type: 'influxdb', uid: DATA_SOURCE_UID };

/** How Grafana reads an answer: one series per tag set, or one table. */
export type ResultFormat = 'time_series' | 'table';

interface InfluxQuery extends Dataquery {
  readonly refId: string;
  readonly datasource: DataSourceRef;
  readonly query: string;
  readonly rawQuery: true;
  readonly resultFormat: ResultFormat;
  readonly alias?: string;
}

/**
 * One InfluxQL query of a panel. The Foundation SDK brings no builder for InfluxDB, so this is the one
 * its README tells to write; the field names are those of Grafana's influxdb data source.
 */
export class InfluxQueryBuilder implements Builder<Dataquery> {
  readonly #query: InfluxQuery;

  constructor(query: {
    readonly refId: string;
    readonly influxQl: string;
    readonly format?: ResultFormat;
    /** Series name; `$tag_device` and `$col` are filled in by Grafana. */
    readonly alias?: string;
  }) {
    this.#query = {
      refId: query.refId,
      datasource: dataSource,
      query: query.influxQl,
      rawQuery: true,
      resultFormat: query.format ?? 'time_series',
      ...(query.alias === undefined ? {} : { alias: query.alias }),
      _implementsDataqueryVariant() {},
    };
  }

  build(): InfluxQuery {
    return this.#query;
  }
}

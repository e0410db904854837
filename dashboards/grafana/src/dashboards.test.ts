import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildDashboards, dashboardFile } from './index.ts';

const Model = z.object({
  uid: z.string(),
  title: z.string(),
  description: z.string(),
  panels: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      description: z.string(),
      gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
      targets: z.array(z.object({ refId: z.string(), datasource: z.unknown(), query: z.string() })).min(1),
    }),
  ),
  templating: z.object({ list: z.array(z.object({ name: z.string(), label: z.string() })) }),
});
const bilingual = expect.stringMatching(/\p{Script=Han}.*[A-Za-z]{3}/su);

describe.each(buildDashboards().map((built) => [built.uid, built] as const))(
  'dashboard %s',
  (_uid, built) => {
    const model = Model.parse(built.model);

    it('is built the same every time', () => {
      const again = buildDashboards().find(({ uid }) => uid === built.uid);
      expect(again).toBeDefined();
      expect(again && dashboardFile(again)).toEqual(dashboardFile(built));
    });

    it('carries no id or version of any Grafana', () => {
      expect(built.model).not.toHaveProperty('id');
      expect(built.model).not.toHaveProperty('version');
    });

    it('has a uid that Grafana accepts', () => {
      expect(model.uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    });

    it('speaks Chinese and English in every title, description and label', () => {
      const texts = [model, ...model.panels].flatMap(({ title, description }) => [title, description]);
      for (const text of texts) expect(text).toEqual(bilingual);
      for (const { label } of model.templating.list) expect(label).toEqual(bilingual);
    });

    it('offers school, gateway and device to choose from', () => {
      expect(model.templating.list.map(({ name }) => name)).toEqual(['school', 'gateway', 'device']);
    });

    it('gives each panel its own id and its own place on the 24 columns', () => {
      const cells = model.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
      expect(Math.max(...model.panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
      expect(new Set(model.panels.map(({ id }) => id)).size).toBe(model.panels.length);
    });

    it('asks only the provisioned data source, and every query obeys every choice', () => {
      for (const { targets } of model.panels)
        for (const { datasource, query } of targets) {
          expect(datasource).toEqual({ type: 'influxdb', uid: 'tizhi-influx' });
          for (const name of ['school', 'gateway', 'device']) expect(query).toContain(`\${${name}:regex}`);
        }
    });
  },
);

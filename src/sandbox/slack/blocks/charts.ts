/** data_visualization: line, bar, area and pie charts that Slack draws itself. */
import { blockId, type } from './composition.ts';
import { type Inspection, refuse } from './issue.ts';
import { byType, isObject, itemsOf, type JsonObject, list, number, object, refuseRepeats, string } from './rules.ts';

const label = string({ max: 20 });
const point = object({ required: { label, value: number({ decimals: true }) } });
const series = object({ required: { name: label, data: list(point, { max: 20 }) } });
const axis = object({
  required: { categories: list(label, { max: 20 }) },
  optional: { x_label: string({ max: 50 }), y_label: string({ max: 50 }) },
});

function pointsMatchCategories(value: JsonObject, pointer: string, inspection: Inspection): void {
  const config = value.axis_config;
  const categories = isObject(config) ? itemsOf(config.categories) : [];
  refuseRepeats(itemsOf(value.series), 'name', `${pointer}/series`, inspection);
  itemsOf(value.series).forEach((entry, index) => {
    const labels = isObject(entry) ? itemsOf(entry.data).map((item) => (isObject(item) ? item.label : undefined)) : [];
    if (labels.length !== categories.length || labels.some((name, at) => name !== categories[at])) {
      refuse(inspection, `${pointer}/series/${index}/data`, 'invalid_value', 'points must match the categories');
    }
  });
}

const axes = object({
  required: { type, series: list(series, { max: 12 }), axis_config: axis },
  also: pointsMatchCategories,
});
const segment = object({ required: { label, value: number({ above: 0, decimals: true }) } });

export const dataVisualization = object({
  required: {
    type,
    title: string({ max: 50 }),
    chart: byType({
      line: axes,
      bar: axes,
      area: axes,
      pie: object({ required: { type, segments: list(segment, { max: 12 }) } }),
    }),
  },
  optional: { block_id: blockId },
});

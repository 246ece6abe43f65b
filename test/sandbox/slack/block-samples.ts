/** Blocks of a given size, and what the validator says of them on each surface. */
import { inspectMessageBlocks, inspectView } from '../../../src/sandbox/slack/blocks/payload.ts';

export type Json = Record<string, unknown>;
export const text = (length: number) => 'x'.repeat(length);
export const plain = (length: number) => ({ type: 'plain_text', text: text(length) });
export const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: text(length) });
export const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

export const section = (more: Json) => ({ type: 'section', text: mrkdwn(1), ...more });
export const actions = (element: Json) => ({ type: 'actions', elements: [element] });
export const button = (more: Json = {}) => ({ type: 'button', text: plain(1), ...more });
export const option = (value: string | number = 1, more: Json = {}) => ({
  text: plain(1),
  value: String(value),
  ...more,
});
export const menu = (more: Json) => ({ type: 'static_select', options: [option()], ...more });
export const input = (element: Json, more: Json = {}) => ({ type: 'input', label: plain(1), element, ...more });
export const confirm = (more: Json) => ({
  title: plain(1),
  text: plain(1),
  confirm: plain(1),
  deny: plain(1),
  ...more,
});
export const image = (more: Json) => ({
  type: 'image',
  alt_text: 'x',
  image_url: 'https://example.com/x.png',
  ...more,
});
export const cell = (length = 1) => ({ type: 'raw_text', text: text(length) });
export const table = (rows: number, cells: number, length = 1) => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => cell(length))),
});
export const dataTable = (rows: number, cells: number, more: Json = {}) => ({
  type: 'data_table',
  caption: 'x',
  rows: many(rows, () => many(cells, () => cell())),
  ...more,
});
export const video = (more: Json) => ({
  type: 'video',
  video_url: 'https://e.com/v',
  thumbnail_url: 'https://e.com/t',
  alt_text: 'x',
  title: plain(1),
  ...more,
});
export const card = (more: Json) => ({ type: 'card', title: mrkdwn(1), ...more });
export const container = (more: Json) => ({ type: 'container', child_blocks: [{ type: 'divider' }], ...more });
export const task = (id: string) => ({ type: 'task_card', task_id: id, title: 'x', status: 'pending' });
export const pie = (segments: number, value = 1) => ({
  type: 'pie',
  segments: many(segments, (index) => ({ label: String(index), value })),
});
export const chart = (inner: Json, title = 1) => ({ type: 'data_visualization', title: text(title), chart: inner });
export const line = (series: number, points: number, more: Json = {}) => ({
  type: 'line',
  series: many(series, (index) => ({
    name: `s${index}`,
    data: many(points, (at) => ({ label: `p${at}`, value: at })),
  })),
  axis_config: { categories: many(points, (at) => `p${at}`), ...more },
});
export const url = (length: number) => `https://e.com/${text(length - 14)}`;
export const markdown = (length: number) => ({ type: 'markdown', text: text(length) });

export const usable = (reference: { id?: string }) => reference.id === 'F0READY';
export const message = (...blocks: unknown[]) => inspectMessageBlocks(blocks, usable);
export const modal = (...blocks: unknown[]) =>
  inspectView({ type: 'modal', title: plain(1), submit: plain(1), blocks }, 'modal', usable).issues;
export const home = (...blocks: unknown[]) => inspectView({ type: 'home', blocks }, 'home', usable).issues;

import { drawBlock } from './blocks/draw-block.js';
import { askToConfirm } from './confirm-dialog.js';
import { h, keep } from './dom.js';
import { session, surfaceOf } from './session.js';

/** The app's Home tab. */
export function createHomeTab() {
  const blocks = h('div.blocks');
  const empty = h('p.empty', {}, 'The app has not drawn its Home yet.');
  const element = h(
    'div.home',
    { role: 'tabpanel', id: 'panel-home', 'aria-labelledby': 'tab-home', tabIndex: 0 },
    empty,
    blocks,
  );
  const draw = () => {
    const view = session.screen?.home;
    empty.hidden = view != null;
    if (view == null) {
      blocks.replaceChildren();
      return;
    }
    const surface = surfaceOf({ view_id: view.id }, { state: view.state }, askToConfirm);
    keep(blocks, view.blocks, {
      key: (block) => `${session.me}/${view.id}/${block.block_id}`,
      data: (block) => [block, view.errors[block.block_id ?? ''] ?? null],
      draw: (block) => drawBlock(block, surface, view.errors[block.block_id ?? '']),
    });
  };
  return { element, draw };
}

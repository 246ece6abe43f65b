import type { Issue } from '../blocks/issue.ts';
import { inspectMessageBlocks, inspectView } from '../blocks/payload.ts';
import { isObject } from '../blocks/rules.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';
import { nested } from './arguments.ts';
import { apiMethod } from './method.ts';

function issuesOf(workspace: Workspace, args: { blocks?: unknown; message?: unknown; view?: unknown }): Issue[] {
  const usable = (reference: { id?: string; url?: string }) => workspace.files.isUsablePicture(reference);
  const issues: Issue[] = [];
  if (args.blocks !== undefined) issues.push(...inspectMessageBlocks(args.blocks, usable));
  if (isObject(args.message))
    issues.push(...inspectMessageBlocks(args.message.blocks ?? [], usable, '/message/blocks'));
  if (args.view !== undefined) {
    const surface = isObject(args.view) && args.view.type === 'home' ? 'home' : 'modal';
    const { issues: found, tooLarge } = inspectView(args.view, surface, usable);
    issues.push(...found);
    if (tooLarge) issues.push({ pointer: '/view', code: 'too_long', message: 'view is too large', field: 'view' });
  }
  return issues;
}

/** Checks blocks, a message or a view without sending anything. */
export const blocksValidate = apiMethod({
  name: 'blocks.validate',
  args: { blocks: nested.optional(), message: nested.optional(), view: nested.optional() },
  run(workspace, args) {
    const issues = issuesOf(workspace, args);
    if (issues.length > 0) throw new SlackRefusal('invalid_blocks', { errors: issues });
    return { errors: [] };
  },
});

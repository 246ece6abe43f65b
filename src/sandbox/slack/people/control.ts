import type { ActionResult, Control, Fault } from '../control-contract.ts';
import { faultsRequestSchema } from '../control-contract.ts';
import type { Workspace } from '../workspace.ts';
import { Impossible } from './act.ts';
import { click } from './click.ts';
import { command } from './command.ts';
import { close, fill, submit } from './modal.ts';
import { screenOf } from './screen.ts';
import { openTab, setDeactivated } from './tabs.ts';
import { edit, remove, write } from './write.ts';

/** Runs what a person does and writes it to the ledger; what Slack would not let them do is an answer. */
async function recorded<Request extends object>(
  workspace: Workspace,
  action: string,
  request: Request,
  run: (workspace: Workspace, request: Request) => Promise<ActionResult>,
): Promise<ActionResult> {
  const result = await run(workspace, request).catch((error: unknown): ActionResult => {
    if (!(error instanceof Impossible)) throw error;
    return { ok: false, error: error.code, ...(error.message ? { detail: error.message } : {}) };
  });
  workspace.ledger.add({
    kind: 'person',
    action,
    request: Object.fromEntries(Object.entries(request)),
    result: { ...result },
  });
  return result;
}

function setFault(workspace: Workspace, fault: Fault): void {
  const { socketMode } = workspace.link;
  if (fault.kind === 'cut_socket' || fault.kind === 'disconnect') {
    workspace.ledger.add({ kind: 'fault', fault: { ...fault }, used_on: 'sockets' });
    workspace.ledger.add({ kind: 'socket', what: fault.kind === 'disconnect' ? 'disconnect_sent' : 'cut' });
    if (fault.kind === 'disconnect') socketMode.disconnect(fault.reason);
    else socketMode.cut();
    return;
  }
  workspace.faults.set(fault);
}

/** The control API as functions on one workspace. */
export function controlOf(workspace: Workspace): Control {
  return {
    people: async () => ({ people: workspace.directory.all() }),
    screen: async ({ user }) => screenOf(workspace, user),
    click: (request) => recorded(workspace, 'click', request, click),
    fill: (request) => recorded(workspace, 'fill', request, fill),
    submit: (request) => recorded(workspace, 'submit', request, submit),
    close: (request) => recorded(workspace, 'close', request, close),
    command: (request) => recorded(workspace, 'command', request, command),
    message: (request) => recorded(workspace, 'message', request, write),
    edit: (request) => recorded(workspace, 'edit', request, edit),
    delete: (request) => recorded(workspace, 'delete', request, remove),
    openHome: (request) => recorded(workspace, 'open-home', request, (...args) => openTab(...args, 'home')),
    openMessages: (request) => recorded(workspace, 'open-messages', request, (...args) => openTab(...args, 'messages')),
    deactivate: (request) => recorded(workspace, 'deactivate', request, (...args) => setDeactivated(...args, true)),
    reactivate: (request) => recorded(workspace, 'reactivate', request, (...args) => setDeactivated(...args, false)),
    ledger: async ({ after = 0 } = {}) => ({ entries: workspace.ledger.after(after), last: workspace.ledger.last }),
    faults: async (request) => {
      const change = faultsRequestSchema.parse(request);
      if ('clear' in change) workspace.faults.clear();
      else setFault(workspace, change.set);
      return { ok: true, waiting: workspace.faults.waiting() };
    },
    reset: async () => {
      workspace.reset();
      return { ok: true };
    },
  };
}

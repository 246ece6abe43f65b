import { expect } from 'vitest';
import type { LocalSlack } from '../../src/sandbox/slack/local-slack.ts';
import type { Screen, ScreenMessage, ScreenView } from '../../src/sandbox/slack/screen-contract.ts';
import { slackIdOf } from './small-organisation.ts';

type Where = { channel: string; ts: string } | { view_id: string };

/** What people do and see in the local Slack, by their person ids. */
export interface Hands {
  screen(personId: string): Promise<Screen>;
  /** What only this person sees in conversations, oldest first. */
  privately(personId: string): Promise<string[]>;
  /** A click that the app must acknowledge in time. */
  click(personId: string, actionId: string, where: Where, more?: { block_id?: string; value?: string }): Promise<void>;
  /** The top modal, once it is the one of this callback id. */
  modal(personId: string, callbackId: string): Promise<ScreenView>;
  fill(personId: string, view: ScreenView, input: { block: string; action: string }, value: string): Promise<void>;
  /** @returns the errors under fields. */
  submit(personId: string, view: ScreenView): Promise<Record<string, string>>;
  command(personId: string, text: string): Promise<void>;
}

export function handsOn({ control }: LocalSlack): Hands {
  const screen = (personId: string) => control.screen({ user: slackIdOf(personId) });
  return {
    screen,
    privately: async (personId) =>
      ephemeralTexts((await screen(personId)).channels.flatMap(({ messages }) => messages)),
    async click(personId, action_id, where, more = {}) {
      const result = await control.click({ user: slackIdOf(personId), where, action_id, ...more });
      expect(result).toMatchObject({ ok: true, acked: true });
    },
    async modal(personId, callbackId) {
      const top = async () => (await screen(personId)).modals.at(-1);
      await expect.poll(async () => (await top())?.callback_id).toBe(callbackId);
      const modal = await top();
      if (modal === undefined) throw new Error('No modal is open.');
      return modal;
    },
    async fill(personId, view, { block, action }, value) {
      const user = slackIdOf(personId);
      const isText = view.state[block]?.[action]?.type === 'plain_text_input';
      const result = isText
        ? await control.fill({ user, view_id: view.id, block_id: block, action_id: action, value })
        : await control.click({ user, where: { view_id: view.id }, block_id: block, action_id: action, value });
      expect(result).toMatchObject({ ok: true });
    },
    async submit(personId, view) {
      const result = await control.submit({ user: slackIdOf(personId), view_id: view.id });
      expect(result.acked ?? true).toBe(true);
      return result.field_errors ?? {};
    },
    async command(personId, text) {
      expect(await control.command({ user: slackIdOf(personId), text })).toMatchObject({ ok: true, acked: true });
    },
  };
}

function ephemeralTexts(messages: readonly ScreenMessage[]): string[] {
  return messages.flatMap((message) => [
    ...(message.ephemeral ? [message.text] : []),
    ...ephemeralTexts(message.replies),
  ]);
}

/** Everything that blocks say, for a look for words. */
export const textOf = (shown: { blocks: readonly object[] } | null | undefined) => JSON.stringify(shown?.blocks ?? []);

import { personOfEmail, personOfSlackUser } from '../../../db/reads/person-named.ts';
import { namedRep } from '../../command-words.ts';
import { escalateScreen } from '../../escalate-screen.ts';
import { commands } from '../../ids.ts';
import type { CommandListener } from '../../listener.ts';
import { badRepEscalate } from '../../messages/help.ts';
import { plainText } from '../../plain-text.ts';
import { privately } from '../../response-url.ts';

/** `/rep-escalate @rep`: asks for the note in a modal. */
export const repEscalate: CommandListener = {
  command: commands.repEscalate,
  async handle(command, context) {
    const [who = '', ...rest] = command.words;
    const named = namedRep(who);
    if (named === null || rest.length > 0) {
      return { kind: 'say', answer: privately(badRepEscalate(plainText(command.words.join(' ')))) };
    }
    const rep =
      'email' in named
        ? await personOfEmail(context.db, named.email)
        : await personOfSlackUser(context.db, named.slackUserId);
    const screen = await escalateScreen(command, rep, context);
    return screen.kind === 'open' ? screen : { kind: 'say', answer: privately(screen.text) };
  },
};

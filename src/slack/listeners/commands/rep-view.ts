import { type NamedPerson, personOfEmail, personOfSlackUser } from '../../../db/reads/person-named.ts';
import { monthWord, type NamedRep, namedRep } from '../../command-words.ts';
import { commands } from '../../ids.ts';
import type { CommandListener, SlackContext } from '../../listener.ts';
import { badRepView } from '../../messages/help.ts';
import { repView as repViewMessages } from '../../messages/rep-view.ts';
import { plainText } from '../../plain-text.ts';
import { repViewScreen } from '../../rep-view-screen.ts';
import { privately } from '../../response-url.ts';
import { withPictures } from '../../with-pictures.ts';

/** `/rep-view @rep|email [YYYY-MM]`: no month is the latest week. */
export const repView: CommandListener = {
  command: commands.repView,
  async handle(command, context) {
    const [who = '', when, ...rest] = command.words;
    const named = namedRep(who);
    const month = when === undefined ? null : monthWord(when);
    if (named === null || rest.length > 0 || (when !== undefined && month === null)) {
      return { kind: 'say', answer: privately(badRepView(plainText(command.words.join(' ')))) };
    }
    const rep = await personWho(named, context);
    const found = await repViewScreen(command, { rep, month, asked: 'rep_view' }, context);
    if (found.kind === 'say') return { kind: 'say', answer: privately(found.text) };
    const messages = repViewMessages(found.shown);
    const answers = await Promise.all(messages.map((message) => withPictures(context, message)));
    return { kind: 'say_all', answers };
  },
};

function personWho(named: NamedRep, { db }: SlackContext): Promise<NamedPerson | null> {
  return 'email' in named ? personOfEmail(db, named.email) : personOfSlackUser(db, named.slackUserId);
}

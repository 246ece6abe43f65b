import { commands } from '../../ids.ts';
import type { CommandListener } from '../../listener.ts';
import { help, usage } from '../../messages/help.ts';
import { plainText } from '../../plain-text.ts';
import { queueScreen } from '../../queue-screen.ts';
import { privately } from '../../response-url.ts';
import { statusAnswer } from '../../status-answer.ts';

/** `/rep-coach [help | queue | status]`: nothing typed is help; only an admin knows of status. */
export const repCoach: CommandListener = {
  command: commands.repCoach,
  async handle(command, context) {
    const typed = command.words.join(' ');
    if (typed === '' || typed === 'help') return { kind: 'say', answer: help() };
    if (typed === 'queue') return { kind: 'open', view: await queueScreen(command, 1, context) };
    if (typed === 'status' && command.person.isAdmin) {
      return { kind: 'say', answer: await statusAnswer(command, context) };
    }
    return { kind: 'say', answer: privately(usage(plainText(typed))) };
  },
};

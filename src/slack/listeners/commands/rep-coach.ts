import { helpFor } from '../../help-for.ts';
import { commands } from '../../ids.ts';
import type { CommandListener } from '../../listener.ts';
import { help, nothingToDecide, usage } from '../../messages/help.ts';
import { plainText } from '../../plain-text.ts';
import { queueScreen } from '../../queue-screen.ts';
import { privately } from '../../response-url.ts';
import { statusAnswer } from '../../status-answer.ts';

/** `/rep-coach [help | queue | status]`: nothing typed is help; each hears only of what concerns them. */
export const repCoach: CommandListener = {
  command: commands.repCoach,
  async handle(command, context) {
    const typed = command.words.join(' ');
    const reader = await helpFor(command, context);
    if (typed === '' || typed === 'help') return { kind: 'say', answer: help(reader) };
    if (typed === 'queue') {
      if (!reader.decides) return { kind: 'say', answer: privately(nothingToDecide) };
      return { kind: 'open', view: await queueScreen(command, 1, context) };
    }
    if (typed === 'status' && reader.isAdmin) {
      return { kind: 'say', answer: await statusAnswer(command, context) };
    }
    return { kind: 'say', answer: privately(usage(plainText(typed), reader)) };
  },
};

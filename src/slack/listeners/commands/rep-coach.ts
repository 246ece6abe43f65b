import { commands } from '../../ids.ts';
import type { CommandListener } from '../../listener.ts';
import { help, usage } from '../../messages/help.ts';
import { queueScreen } from '../../queue-screen.ts';
import { privately } from '../../response-url.ts';

/** `/rep-coach [help | queue | status]`: nothing typed is help. */
export const repCoach: CommandListener = {
  command: commands.repCoach,
  async handle(command, context) {
    const [word = 'help', ...rest] = command.words;
    if (rest.length === 0 && word === 'help') return { kind: 'say', answer: help() };
    if (rest.length === 0 && word === 'queue') return { kind: 'open', view: await queueScreen(command, 1, context) };
    return { kind: 'say', answer: privately(usage(command.words.join(' '))) };
  },
};

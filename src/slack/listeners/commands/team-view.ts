import { teamStandings } from '../../../domain/team.ts';
import { showTeams } from '../../../workflows/show-teams.ts';
import { monthWord } from '../../command-words.ts';
import { commands } from '../../ids.ts';
import type { CommandListener } from '../../listener.ts';
import { badTeamView, noTeam, noTeamNumbers } from '../../messages/help.ts';
import { teamView as teamViewMessages } from '../../messages/team-view.ts';
import { plainText } from '../../plain-text.ts';
import { privately } from '../../response-url.ts';

/** `/team-view [YYYY-MM]`: the asker's own team, and those one level below; no month is the latest week. */
export const teamView: CommandListener = {
  command: commands.teamView,
  async handle({ person, now, words }, { db, settings, catalog }) {
    const [when, ...rest] = words;
    const month = when === undefined ? null : monthWord(when);
    if (rest.length > 0 || (when !== undefined && month === null)) {
      return { kind: 'say', answer: privately(badTeamView(plainText(words.join(' ')))) };
    }
    const question = { askerId: person.personId, month, as: teamStandings, asked: 'team_view' };
    const answer = await showTeams(db, { ...question, orgTz: settings.orgTz, now, catalog });
    switch (answer.outcome) {
      case 'no_team':
        return { kind: 'say', answer: privately(noTeam) };
      case 'no_readings':
        return { kind: 'say', answer: privately(noTeamNumbers) };
      case 'teams':
        return { kind: 'say_all', answers: teamViewMessages(answer) };
    }
  },
};

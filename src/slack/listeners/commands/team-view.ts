import { teamStandings } from '../../../domain/team.ts';
import { type ShownTeams, showTeams } from '../../../workflows/show-teams.ts';
import { monthWord } from '../../command-words.ts';
import { commands } from '../../ids.ts';
import type { CommandListener, SlackContext } from '../../listener.ts';
import type { Message } from '../../messages/blocks.ts';
import { badTeamView, noTeam, noTeamNumbers } from '../../messages/help.ts';
import { teamView as teamViewMessages } from '../../messages/team-view.ts';
import { plainText } from '../../plain-text.ts';
import { privately } from '../../response-url.ts';
import { teamPictures } from '../../team-pictures.ts';
import { withPictures } from '../../with-pictures.ts';

/** `/team-view [YYYY-MM]`: the asker's own team, and those one level below; no month is the latest week. */
export const teamView: CommandListener = {
  command: commands.teamView,
  async handle({ person, now, words }, context) {
    const { db, settings, catalog } = context;
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
        return { kind: 'say_all', answers: await drawn(answer, context) };
    }
  },
};

/** The teams that the asker answers for, with a picture of the reps of each role. */
async function drawn(answer: ShownTeams, context: SlackContext): Promise<Message[]> {
  const teams = [];
  for (const team of answer.teams) {
    const pictures = team.as === 'slm' ? new Map() : await teamPictures(context.db, team.reps, answer);
    teams.push({ ...team, pictures });
  }
  return Promise.all(teamViewMessages({ ...answer, teams }).map((message) => withPictures(context, message)));
}

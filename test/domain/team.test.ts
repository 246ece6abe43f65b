import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RepInTeam, teamsAnsweredFor, teamsOf } from '../../src/domain/team.ts';

function line(repId: string, change: Partial<RepInTeam> = {}): RepInTeam {
  const team = { teamId: 'mia', teamName: 'Mia', managerId: 'mia', slmId: 'sol', actingForManagerId: null };
  return { repId, repName: repId, ...team, ...change };
}

const idsOf = (teams: ReturnType<typeof teamsOf>) =>
  teams.map(({ teamId, as, reps }) => [teamId, as, reps.map(({ repId }) => repId)]);

describe('the teams of a person', () => {
  it('are their own and, one level up, those below', () => {
    const lines = [line('rae'), line('roy'), line('pam', { teamId: 'max', teamName: 'Max', managerId: 'max' })];
    expect(idsOf(teamsOf('mia', lines))).toEqual([['mia', 'manager', ['rae', 'roy']]]);
    expect(idsOf(teamsOf('sol', lines))).toEqual([
      ['mia', 'slm', ['rae', 'roy']],
      ['max', 'slm', ['pam']],
    ]);
    expect(teamsAnsweredFor('sol', lines)).toEqual([]);
    expect(teamsOf('rae', lines)).toEqual([]);
  });

  it('are those of an absent manager for whoever stands in, without themselves', () => {
    const away = [line('rae', { actingForManagerId: 'roy' }), line('roy', { actingForManagerId: 'sol' })];
    expect(idsOf(teamsAnsweredFor('roy', away))).toEqual([['mia', 'delegate', ['rae']]]);
    expect(idsOf(teamsOf('sol', away))).toEqual([
      ['mia', 'slm', ['rae']],
      ['mia', 'delegate', ['roy']],
    ]);
  });

  const people = fc.constantFrom('ana', 'ben', 'cal', 'dee');
  const anyLine = fc.record({
    repId: people,
    repName: fc.constant('Rep'),
    teamId: people,
    teamName: fc.constant('Team'),
    managerId: fc.option(people),
    slmId: fc.option(people),
    actingForManagerId: fc.option(people),
  });

  it('never hold the person themselves, nor a rep twice of one line', () => {
    fc.assert(
      fc.property(people, fc.array(anyLine, { maxLength: 8 }), (person, lines) => {
        const reps = teamsOf(person, lines).flatMap((team) => team.reps);
        expect(reps.filter(({ repId }) => repId === person)).toEqual([]);
        expect(new Set(reps).size).toBe(reps.length);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maySee, type Relation, type ReportingFacts, relationsOf, things } from '../../src/domain/visibility.ts';

/** The table of the product's visibility rules, written out once more: what each may see with and without an escalation. */
const expected: Record<Relation, { always: string[]; whileEscalated: string[] }> = {
  self: { always: ['digest', 'evidence'], whileEscalated: [] },
  manager: {
    always: [
      'digest',
      'evidence',
      'pending_action',
      'decide_action',
      'dismissed_action',
      'daily_flag',
      'escalation_notice',
      'add_context',
      'request_escalation',
      'team_rollup',
    ],
    whileEscalated: [],
  },
  delegate: {
    always: [
      'digest',
      'evidence',
      'pending_action',
      'decide_action',
      'dismissed_action',
      'daily_flag',
      'escalation_notice',
      'add_context',
      'request_escalation',
      'team_rollup',
    ],
    whileEscalated: [],
  },
  slm: {
    always: ['escalation_thread', 'team_rollup'],
    whileEscalated: ['digest', 'evidence', 'pending_action', 'dismissed_action', 'daily_flag'],
  },
  admin: { always: ['escalation_count', 'run_status'], whileEscalated: [] },
  none: { always: [], whileEscalated: [] },
};

const relationNames = Object.keys(expected) as Relation[];
const cells = relationNames.flatMap((relation) =>
  things.flatMap((thing) => [false, true].map((escalationOpen) => ({ relation, thing, escalationOpen }))),
);

describe('who may see what', () => {
  it.each(cells)('$relation, $thing, escalation open: $escalationOpen', ({ relation, thing, escalationOpen }) => {
    const { always, whileEscalated } = expected[relation];
    const allowed = always.includes(thing) || (escalationOpen && whileEscalated.includes(thing));
    expect(maySee(new Set([relation]), thing, { escalationOpen })).toBe(allowed);
  });

  const people = fc.constantFrom('ana', 'ben', 'cal', 'dee');
  const facts: fc.Arbitrary<ReportingFacts> = fc.record({
    personId: people,
    repId: people,
    managerId: fc.option(people),
    slmId: fc.option(people),
    actingForManagerId: fc.option(people),
    isAdmin: fc.boolean(),
  });

  it('makes nobody the manager, delegate, SLM or admin of themselves', () => {
    fc.assert(
      fc.property(facts, (line) => {
        const held = relationsOf(line);
        if (line.personId === line.repId) expect([...held]).toEqual(['self']);
        else expect(held.has('self')).toBe(false);
      }),
    );
  });

  it('makes nobody the SLM of those whose manager they are', () => {
    const both = { personId: 'ana', repId: 'ben', managerId: 'ana', slmId: 'ana', actingForManagerId: null };
    expect([...relationsOf({ ...both, isAdmin: false })]).toEqual(['manager']);
    expect([...relationsOf({ ...both, managerId: null, isAdmin: false })]).toEqual(['slm']);
  });

  it('lets a stranger see nothing', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...things), fc.boolean(), (line, thing, escalationOpen) => {
        const stranger = { ...line, personId: 'zoe', isAdmin: false };
        expect(maySee(relationsOf(stranger), thing, { escalationOpen })).toBe(false);
      }),
    );
  });
});

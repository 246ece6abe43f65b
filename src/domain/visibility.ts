/**
 * Who may see and do what: relation x thing -> yes | no. Decided here and nowhere else; every listener, message and
 * Home section asks. Nobody is manager, delegate, SLM or admin of themselves.
 */

/** What a person is to the one whom a thing concerns, by the reporting line in force today. */
export const relations = ['self', 'manager', 'delegate', 'slm', 'admin', 'none'] as const;
export type Relation = (typeof relations)[number];

export const things = [
  'digest',
  'evidence',
  'pending_action',
  'decide_action',
  'dismissed_action',
  'daily_flag',
  'escalation_notice',
  'add_context',
  'request_escalation',
  'escalation_thread',
  'team_rollup',
  'escalation_count',
  'run_status',
] as const;
export type Thing = (typeof things)[number];

/** What the answer may depend on besides the relation. */
export interface Circumstance {
  /** An escalation about the rep is open (an SLM's on-demand view needs one). */
  escalationOpen: boolean;
}

/** A person can be several at once (manager and admin, SLM and manager), but to themselves only `self`. */
export interface ReportingFacts {
  personId: string;
  repId: string;
  managerId: string | null;
  slmId: string | null;
  /** Who acts for the absent manager today, as `ReportingLine` has it; null when the manager is there. */
  actingForManagerId: string | null;
  isAdmin: boolean;
}

export function relationsOf(facts: ReportingFacts): ReadonlySet<Relation> {
  if (facts.personId === facts.repId) return new Set<Relation>(['self']);
  const found = new Set<Relation>();
  if (facts.personId === facts.managerId) found.add('manager');
  if (facts.personId === facts.actingForManagerId) found.add('delegate');
  // Who is the manager, too, is nobody above: what goes past the manager does not come to them by another door.
  if (facts.personId === facts.slmId && facts.slmId !== facts.managerId) found.add('slm');
  if (facts.isAdmin) found.add('admin');
  return found.size === 0 ? new Set<Relation>(['none']) : found;
}

/** Whoever may decide what concerns the rep: the manager, and who stands in while the manager is away. */
export function decidersOf(line: Pick<ReportingFacts, 'managerId' | 'actingForManagerId'>): string[] {
  return [...new Set([line.managerId, line.actingForManagerId])].filter((personId) => personId !== null);
}

export function maySee(held: ReadonlySet<Relation>, thing: Thing, when: Circumstance): boolean {
  return [...held].some((relation) => allows(relation, thing, when));
}

function allows(relation: Relation, thing: Thing, when: Circumstance): boolean {
  return always[relation].includes(thing) || (relation === 'slm' && when.escalationOpen && slmHistory.includes(thing));
}

const managerSees: readonly Thing[] = [
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
];

const always: Readonly<Record<Relation, readonly Thing[]>> = {
  self: ['digest', 'evidence'],
  manager: managerSees,
  delegate: managerSees,
  slm: ['escalation_thread', 'team_rollup'],
  admin: ['escalation_count', 'run_status'],
  none: [],
};

/**
 * With an open escalation the SLM sees what its history tells of, see `secondLineView`; deciding stays with the manager or
 * who stands in.
 */
const slmHistory: readonly Thing[] = ['digest', 'evidence', 'pending_action', 'dismissed_action', 'daily_flag'];

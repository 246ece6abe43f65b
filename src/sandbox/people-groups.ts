import type { Knex } from 'knex';
import type { LocalDate } from '../domain/local-date.ts';
import { ROLES, type Role } from '../domain/metric.ts';
import type { PagePerson, PeopleGroup } from './page/time-contract.ts';
import { cast } from './stories.ts';

const roleNames: Readonly<Record<Role, string>> = {
  AE: 'Account Executive',
  AM: 'Account Manager',
  CSM: 'Customer Success Manager',
  SDR: 'Sales Development Representative',
};

interface Row {
  person_id: string;
  full_name: string;
  slack_user_id: string | null;
  is_admin: boolean;
  role: Role | null;
  segment: string | null;
  manager: string | null;
  leads: number;
  leads_leaders: number;
}

/** Everybody of the sample organisation on a date, in the order in which a newcomer looks for them. */
export async function peopleGroups(db: Knex, today: LocalDate): Promise<PeopleGroup[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select p.person_id, p.full_name, p.slack_user_id, p.is_admin, t.role, t.segment, m.full_name as manager,
            (select count(*)::int from reporting_line l where l.manager_id = p.person_id) as leads,
            (select count(*)::int from reporting_line l where l.slm_id = p.person_id) as leads_leaders
     from person p
     left join lateral (
       select role, segment from territory_definitions
       where rep_id = p.person_id and effective_from <= :today and (effective_to is null or :today < effective_to)
       order by effective_from desc limit 1) t on true
     left join reporting_line l on l.rep_id = p.person_id and l.effective_from <= :today
       and (l.effective_to is null or :today < l.effective_to)
     left join person m on m.person_id = l.manager_id
     order by p.full_name`,
    { today },
  );
  const group = (label: string, keep: (row: Row) => boolean): PeopleGroup => ({
    label,
    people: rows.filter(keep).map(personOf),
  });
  const isCast = (row: Row): boolean => castOrder.includes(row.person_id);
  const first = rows.filter(isCast).sort((a, b) => castOrder.indexOf(a.person_id) - castOrder.indexOf(b.person_id));
  return [
    { label: 'In the stories', people: first.map((row) => ({ ...personOf(row), hint: hintOf(row.person_id) })) },
    group('Managers', (row) => row.leads > 0),
    group('Second-line managers', (row) => row.leads_leaders > 0),
    ...ROLES.map((role) => group(`${roleNames[role]}s`, (row) => row.role === role)),
    group('RevOps', (row) => row.is_admin),
  ];
}

const castOrder: readonly string[] = [
  cast.approver,
  cast.approversRep,
  cast.dismisser,
  cast.dismissersRep,
  cast.waiter,
  cast.secondLine,
  cast.waitersRep,
];

const hints: Readonly<Record<string, string>> = {
  [cast.approver]: 'decides in the first story',
  [cast.approversRep]: 'whom the first story is about',
  [cast.dismisser]: 'decides in the second story',
  [cast.dismissersRep]: 'whom the second story is about',
  [cast.waiter]: 'is asked in the third story',
  [cast.secondLine]: 'takes over after three weeks',
  [cast.waitersRep]: 'whom the third story is about',
};

const hintOf = (personId: string): string => hints[personId] ?? '';

function personOf(row: Row): PagePerson {
  return { slackId: row.slack_user_id, name: row.full_name, title: titleOf(row), team: teamOf(row) };
}

function titleOf(row: Row): string {
  if (row.role !== null) {
    const segment = row.segment === null ? '' : `, ${row.segment.replaceAll('_', '-')}`;
    return `${roleNames[row.role]}${segment}`;
  }
  if (row.leads_leaders > 0) return 'Second-line manager';
  if (row.leads > 0) return 'Manager';
  return row.is_admin ? 'RevOps admin' : '';
}

const teamOf = (row: Row): string => (row.manager === null ? '' : `${row.manager}’s team`);

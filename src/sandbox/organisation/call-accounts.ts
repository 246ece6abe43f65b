import { customerAccounts, ownerAt, prospectAccounts } from './customer-accounts.ts';
import { random } from './random.ts';
import { lastStint, type Rep, type Role } from './roster.ts';

/** With whom a rep speaks on a day: a customer of theirs, or a prospect of their segment. */
export type CallAccounts = (role: Role, date: string) => string | null;

/** Drawn apart from all else, so that calls keep their scores. */
export function callAccounts(seed: number): (rep: Rep) => CallAccounts {
  const customers = customerAccounts(seed);
  const prospects = prospectAccounts();
  return (rep) => {
    const chance = random(seed, 'call accounts', rep.id);
    const { segment } = lastStint(rep);
    const ownersOf = { AM: customers.map(own('amOwners', rep)), CSM: customers.map(own('csmOwners', rep)) };
    const ofSegment = prospects.filter((one) => one.segment === segment).map(({ id }) => id);
    return (role, date) => {
      const known = role === 'AM' || role === 'CSM' ? ownersOf[role].flatMap((owned) => owned(date) ?? []) : ofSegment;
      return known.length === 0 ? null : chance.pick(known);
    };
  };
}

/** An account on a date, where the rep owns it then. */
function own(of: 'amOwners' | 'csmOwners', rep: Rep) {
  return ({ id, [of]: owners }: ReturnType<typeof customerAccounts>[number]) => {
    const isEverTheirs = owners.some(({ repId }) => repId === rep.id);
    return (date: string): string | null => (isEverTheirs && ownerAt(owners, date) === rep.id ? id : null);
  };
}

import { accountOwnership, accounts } from '../../db/source-contract/tables/customers.ts';
import { companyNames } from './company-names.ts';
import { random } from './random.ts';
import { type Rep, roster, type Segment } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { knownFromTheStart } from './time-frame.ts';

export interface Owner {
  readonly repId: string;
  readonly from: string;
}

export interface CustomerAccount {
  readonly id: string;
  readonly name: string;
  readonly segment: Segment;
  readonly vertical: string;
  readonly currency: 'USD' | 'EUR';
  /** Position in the AM's book and in the CSM's book, from 0. */
  readonly amPlace: number;
  readonly csmPlace: number;
  /** In order of time; each until the next. */
  readonly amOwners: readonly Owner[];
  readonly csmOwners: readonly Owner[];
  readonly openingArr: number;
}

export interface ProspectAccount {
  readonly id: string;
  readonly segment: Segment;
}

export const accountsPerAm = 20;
const prospectsPerSegment = 600;
export const verticals = ['software', 'retail', 'health', 'manufacturing', 'logistics'] as const;
const segments: readonly Segment[] = ['mid_market', 'enterprise'];
const longAgo = '2024-02-05';

const ofRole = (role: string, segment: Segment): readonly Rep[] =>
  roster.filter((rep) => rep.stints.at(-1)?.role === role && rep.stints.at(-1)?.segment === segment);

/**
 * A rep hired during the sample takes over what colleagues of the segment looked after, an account or a few from each:
 * whoever had a second book on top of their own would look unlike their peers.
 */
function ownersOf(reps: readonly Rep[], position: number, place: number): readonly Owner[] {
  const rep = reps[position];
  if (!rep) throw new RangeError(`No rep at ${position}.`);
  if (rep.hiredOn <= longAgo) return [{ repId: rep.id, from: longAgo }];
  const colleagues = reps.filter(({ hiredOn }) => hiredOn <= longAgo);
  const before = colleagues[place % colleagues.length];
  if (!before) throw new RangeError(`${rep.id} has nobody to take accounts over from.`);
  return [
    { repId: before.id, from: longAgo },
    { repId: rep.id, from: rep.hiredOn },
  ];
}

/**
 * The customers: 20 to an AM, and spread over all CSMs of the segment, so that what happens to one AM's book is a small
 * part of every CSM's, and the other way round.
 */
export function customerAccounts(seed: number): readonly CustomerAccount[] {
  const chance = random(seed, 'accounts');
  const names = companyNames(seed);
  return segments.flatMap((segment) => {
    const ams = ofRole('AM', segment);
    const csms = ofRole('CSM', segment);
    return Array.from({ length: ams.length * accountsPerAm }, (_, index): CustomerAccount => {
      const am = Math.floor(index / accountsPerAm);
      const base = segment === 'enterprise' ? 180_000 : 48_000;
      const sequence = segment === 'enterprise' ? index + 1_001 : index + 1;
      return {
        id: `acc-${String(sequence).padStart(4, '0')}`,
        name: names(),
        segment,
        vertical: verticals[index % verticals.length] ?? 'software',
        currency: ams[am]?.id === 'am-20' ? 'EUR' : 'USD',
        amPlace: index % accountsPerAm,
        csmPlace: Math.floor(index / csms.length),
        amOwners: ownersOf(ams, am, index % accountsPerAm),
        csmOwners: ownersOf(csms, index % csms.length, Math.floor(index / csms.length)),
        openingArr: Math.round((base * (0.6 + 0.8 * chance.next())) / 100) * 100,
      };
    });
  });
}

export const ownerAt = (owners: readonly Owner[], date: string): string =>
  owners.findLast(({ from }) => from <= date)?.repId ?? '';

export function prospectAccounts(): readonly ProspectAccount[] {
  return segments.flatMap((segment) =>
    Array.from({ length: prospectsPerSegment }, (_, index) => ({
      id: `pro-${segment === 'enterprise' ? 'e' : 'm'}${String(index + 1).padStart(4, '0')}`,
      segment,
    })),
  );
}

export interface AccountEnds {
  /** By account id: the local date of the churn. */
  readonly churnedOn: ReadonlyMap<string, string>;
  /** By account id: the last renewal date. */
  readonly renewalOn: ReadonlyMap<string, string>;
}

export function addAccounts(
  book: RowBook,
  seed: number,
  customers: readonly CustomerAccount[],
  ends: AccountEnds,
): void {
  for (const account of customers) {
    const churnedOn = ends.churnedOn.get(account.id) ?? null;
    book.add(accounts, {
      account_id: account.id,
      name: account.name,
      segment: account.segment,
      vertical: account.vertical,
      territory_id: `ter-${account.amOwners.at(-1)?.repId}-1`,
      qbr_required: true,
      qbr_cadence_days: 91,
      renewal_date: ends.renewalOn.get(account.id) ?? null,
      ttv_target_days: account.segment === 'enterprise' ? 45 : 30,
      is_active: churnedOn === null,
      churned_at: churnedOn,
      currency: account.currency,
      recorded_at: knownFromTheStart,
    });
    for (const [owner_role, owners] of [
      ['AM', account.amOwners],
      ['CSM', account.csmOwners],
    ] as const) {
      owners.forEach(({ repId, from }, index) => {
        book.add(accountOwnership, {
          account_id: account.id,
          owner_role,
          owned_from: from,
          rep_id: repId,
          owned_to: owners[index + 1]?.from ?? null,
          recorded_at: knownFromTheStart,
        });
      });
    }
  }
  const names = companyNames(seed, customers.length);
  for (const { id, segment } of prospectAccounts()) {
    book.add(accounts, {
      account_id: id,
      name: names(),
      segment,
      vertical: verticals[Number(id.slice(-2)) % verticals.length] ?? 'software',
      qbr_required: false,
      is_active: true,
      currency: 'USD',
      recorded_at: knownFromTheStart,
    });
  }
}

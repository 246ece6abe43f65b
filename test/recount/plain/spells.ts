import type { HistoryRow } from '../rows.ts';
import { DAY_MS } from './dates.ts';
import { known, midnight, type Run } from './run.ts';
import { closingRow, histories } from './stage-conversion.ts';

/** One deal's stay in one stage. */
export interface Spell {
  readonly oppId: string;
  readonly stage: number;
  readonly segment: string;
  /** Of the first entry. */
  readonly owner: string;
  readonly enteredAt: string;
  /** Days spent in the stage until it was left, handed over or t. */
  readonly days: number;
  /** Left forward, or closed; null: still there, or somebody else's by then. */
  readonly endedAt: string | null;
  /** When it became somebody else's; null: it did not. */
  readonly handedOverAt: string | null;
  /** When the days ran; the last stretch ends at t if they still do. */
  readonly stretches: readonly (readonly [from: string, to: string])[];
}

/** Days that a spell had lasted at an instant. */
export function daysAt(spell: Pick<Spell, 'stretches'>, instant: string): number {
  let ms = 0;
  for (const [from, to] of spell.stretches) {
    const until = to < instant ? to : instant;
    if (until > from) ms += Date.parse(until) - Date.parse(from);
  }
  return ms / DAY_MS;
}

const spellsOfRun = new WeakMap<Run, Spell[]>();

export function allSpells(run: Run): Spell[] {
  const before = spellsOfRun.get(run);
  if (before !== undefined) return before;
  const segments = new Map(
    run.organisation.opportunities.filter((deal) => known(run, deal)).map((deal) => [deal.opp_id, deal.segment]),
  );
  const spells: Spell[] = [];
  for (const [oppId, rows] of histories(run)) {
    const segment = segments.get(oppId);
    if (segment === undefined) continue;
    const usable = rows.filter((row) => row.status !== 'open' || row.stage_order !== null);
    for (const stage of new Set(usable.map((row) => (row.status === 'open' ? row.stage_order : null)))) {
      if (stage === null) continue;
      const spell = spellOf(run, usable, stage);
      if (spell !== null) spells.push({ ...spell, oppId, segment });
    }
  }
  spellsOfRun.set(run, spells);
  return spells;
}

const spellsOfOwners = new WeakMap<Run, Map<string, Spell[]>>();

export function spellsOfOwner(run: Run, owner: string): readonly Spell[] {
  let byOwner = spellsOfOwners.get(run);
  if (byOwner === undefined) {
    byOwner = new Map();
    for (const spell of allSpells(run)) byOwner.set(spell.owner, [...(byOwner.get(spell.owner) ?? []), spell]);
    spellsOfOwners.set(run, byOwner);
  }
  return byOwner.get(owner) ?? [];
}

function spellOf(run: Run, rows: readonly HistoryRow[], stage: number): Omit<Spell, 'oppId' | 'segment'> | null {
  let enteredAt: string | null = null;
  let owner = '';
  let since: string | null = null;
  const stretches: [string, string][] = [];
  let endedAt: string | null = null;
  let handedOverAt: string | null = null;
  for (const row of rows) {
    const here = row.status === 'open' && row.stage_order === stage;
    const beyond = row.status === 'open' && row.stage_order !== null && row.stage_order > stage;
    if (enteredAt === null) {
      // Beyond before it was ever here: the stage was skipped.
      if (beyond) return null;
      if (!here) continue;
      enteredAt = row.entered_at;
      owner = row.owner_rep_id;
      since = row.entered_at;
      continue;
    }
    if (since !== null) stretches.push([since, row.entered_at]);
    since = here ? row.entered_at : null;
    if (beyond || row.status === 'won' || row === closingRow(rows)) {
      endedAt = row.entered_at;
      break;
    }
    if (row.owner_rep_id !== owner) {
      handedOverAt = row.entered_at;
      break;
    }
  }
  if (enteredAt === null) return null;
  const t = midnight(run, run.t);
  if (endedAt === null && handedOverAt === null && since !== null) stretches.push([since, t]);
  const days = daysAt({ stretches }, t);
  if (days < 5 / 1440) return null;
  return { stage, owner, enteredAt, days, endedAt, handedOverAt, stretches };
}

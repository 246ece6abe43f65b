import type { PlantedPattern } from './planted-pattern.ts';
import { plantedPatterns } from './planted-patterns.ts';
import { roster } from './roster.ts';
import { adminNames, managerNames, secondLineNames } from './roster-names.ts';
import type { TableRows } from './row-book.ts';

export interface OrganisationFacts {
  readonly seed: number;
  readonly people: {
    readonly reps: number;
    readonly managers: number;
    readonly secondLine: number;
    readonly admins: number;
  };
  /** Rows by table name. */
  readonly rows: Readonly<Record<string, number>>;
  readonly totalRows: number;
  readonly planted: readonly PlantedPattern[];
}

export function organisationFacts(seed: number, tables: readonly TableRows[]): OrganisationFacts {
  return {
    seed,
    people: {
      reps: roster.length,
      managers: managerNames.length,
      secondLine: secondLineNames.length,
      admins: adminNames.length,
    },
    rows: Object.fromEntries(tables.map(({ table, rows }) => [table.name, rows.length])),
    totalRows: tables.reduce((sum, { rows }) => sum + rows.length, 0),
    planted: plantedPatterns,
  };
}

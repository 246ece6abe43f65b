export interface FiscalQuarter {
  readonly name: string;
  readonly year: string;
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
}

const starts = ['01-01', '04-01', '07-01', '10-01'] as const;

/** Calendar quarters 2025 to 2027, named like 2026Q1. */
export const fiscalQuarters: readonly FiscalQuarter[] = [2025, 2026, 2027].flatMap((year) =>
  starts.map((start, index) => ({
    name: `${year}Q${index + 1}`,
    year: String(year),
    start: `${year}-${start}`,
    end: index === 3 ? `${year + 1}-01-01` : `${year}-${starts[index + 1]}`,
  })),
);

export function quarterOf(date: string): FiscalQuarter {
  const quarter = fiscalQuarters.find(({ start, end }) => start <= date && date < end);
  if (!quarter) throw new RangeError(`No fiscal quarter holds ${date}.`);
  return quarter;
}

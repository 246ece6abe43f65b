import { z } from 'zod';
import { Decimal } from '../../domain/decimal.ts';
import type { EscalationFacts } from '../../domain/escalation-facts.ts';
import { isLocalDate, type LocalDate } from '../../domain/local-date.ts';
import { type MetricKey, ROLES } from '../../domain/metric.ts';

const date = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'expected YYYY-MM-DD');
const metricKey = z.custom<MetricKey>(
  (value) => typeof value === 'string' && ROLES.some((role) => value.startsWith(`${role}.`)),
  'expected ROLE.metric',
);

const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?(e[+-]\d+)?$/, 'expected a number')
  .transform((text) => new Decimal(text));

/** What `escalation.facts` holds. */
export const escalationFactsSchema: z.ZodType<EscalationFacts> = z.discriminatedUnion('rule', [
  z.object({
    rule: z.literal('E1'),
    fiscalQuarter: z.string(),
    quarterEnd: date,
    daysLeft: z.int(),
    attainment: decimal,
    below: decimal,
  }),
  z.object({
    rule: z.literal('E4'),
    from: date,
    to: date,
    book: z.int(),
    compared: z.int(),
    dropped: z.int(),
    churned: z.int(),
    shareAbove: decimal,
  }),
  z.object({
    rule: z.literal('E6'),
    windowDays: z.int(),
    onsets: z.array(z.object({ metricKey, dimension: z.string(), on: date })),
  }),
]);

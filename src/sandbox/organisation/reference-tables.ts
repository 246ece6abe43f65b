import { bool, currency, date, nullable, numeric, text, withDefault } from '../../db/source-contract/column.ts';
import { plainTable } from '../../db/source-contract/source-table.ts';

/** Reference data of schema `coaching`, as far as the sample organisation fills it. */
export const person = plainTable('person', {
  person_id: text,
  full_name: text,
  email: text,
  slack_user_id: nullable(text),
  time_zone: text,
  is_admin: withDefault(bool, 'false'),
});

export const reportingLine = plainTable('reporting_line', {
  rep_id: text,
  manager_id: text,
  slm_id: nullable(text),
  effective_from: date,
  effective_to: nullable(date),
});

export const delegation = plainTable('delegation', {
  manager_id: text,
  delegate_id: text,
  from_date: date,
  to_date: date,
});

export const repProfile = plainTable('rep_profile', { rep_id: text, hire_date: date, ramp_end_date: nullable(date) });

export const repAbsence = plainTable('rep_absence', { rep_id: text, from_date: date, to_date: date, kind: text });

export const fiscalCalendar = plainTable('fiscal_calendar', {
  fiscal_quarter: text,
  fiscal_year: text,
  start_date: date,
  end_date: date,
});

export const fxRate = plainTable('fx_rate', { currency, fiscal_year: text, plan_rate: numeric });

export const businessCalendar = plainTable('business_calendar', { calendar_id: text });

export const holiday = plainTable('holiday', { calendar_id: text, holiday_date: date, name: text });

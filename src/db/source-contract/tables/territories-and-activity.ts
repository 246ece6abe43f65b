import { date, nullable, oneOf, text } from '../column.ts';
import { sourceTable } from '../source-table.ts';

export const territoryDefinitions = sourceTable('territory_definitions', {
  rowIs: 'one rep in one role in a territory',
  key: ['territory_id', 'effective_from'],
  columns: {
    territory_id: text,
    effective_from: date,
    effective_to: nullable(date),
    name: text,
    segment: text,
    region: text,
    country: text,
    holiday_calendar_id: text,
    role: text,
    rep_id: text,
  },
  indexes: [['rep_id', 'role', 'effective_from']],
});

export const repActivity = sourceTable('rep_activity', {
  rowIs: 'activity',
  key: ['activity_id'],
  columns: {
    activity_id: text,
    rep_id: text,
    role: oneOf('AE', 'AM', 'CSM', 'SDR'),
    activity_date: date,
    activity_type: text,
    account_id: nullable(text),
    contact_id: nullable(text),
  },
  indexes: [['rep_id', 'activity_date'], ['activity_date']],
});

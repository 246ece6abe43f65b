import type { Knex } from 'knex';

/** Reference data that no source table holds; imported and checked by `rep-coach import`. */
const referenceData = `
create table person (
  person_id text primary key,
  full_name text not null check (full_name <> ''),
  email text not null,
  slack_user_id text unique,
  time_zone text not null,
  is_admin boolean not null default false,
  deactivated_at timestamptz
);
create unique index person_email_key on person (lower(email));

create table reporting_line (
  rep_id text not null references person,
  manager_id text not null references person,
  slm_id text references person,
  effective_from date not null,
  effective_to date,
  primary key (rep_id, effective_from),
  check (effective_to > effective_from)
);
create index reporting_line_manager on reporting_line (manager_id, effective_from);
create index reporting_line_slm on reporting_line (slm_id, effective_from);

create function refuse_overlapping_reporting_line() returns trigger language plpgsql as $$
begin
  -- Two at once follow one another, or neither would see the other's line.
  perform pg_advisory_xact_lock(703, hashtext(new.rep_id));
  if exists (
    select 1 from reporting_line other
    where other.rep_id = new.rep_id
      and other.ctid is distinct from new.ctid
      and daterange(other.effective_from, other.effective_to) && daterange(new.effective_from, new.effective_to)
  ) then
    raise exception 'reporting_line of % from % overlaps another line of the same rep', new.rep_id, new.effective_from
      using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;
create constraint trigger reporting_line_no_overlap after insert or update on reporting_line
  for each row execute function refuse_overlapping_reporting_line();

-- Who answered for each rep when their open items last followed the lines above.
create table followed_line (
  rep_id text primary key references person,
  is_in_force boolean not null,
  manager_id text references person,
  slm_id text references person,
  acting_for_manager_id text references person
);

-- The Slack account in which each person's open items are.
create table followed_account (
  person_id text primary key references person,
  slack_user_id text not null
);

create table delegation (
  manager_id text not null references person,
  delegate_id text not null references person,
  from_date date not null,
  to_date date not null,
  primary key (manager_id, from_date),
  check (to_date > from_date),
  check (delegate_id <> manager_id)
);
create index delegation_delegate on delegation (delegate_id, from_date);

create function refuse_overlapping_delegation() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(704, hashtext(new.manager_id));
  if exists (
    select 1 from delegation other
    where other.manager_id = new.manager_id
      and other.ctid is distinct from new.ctid
      and daterange(other.from_date, other.to_date) && daterange(new.from_date, new.to_date)
  ) then
    raise exception 'delegation of % from % overlaps another of the same manager', new.manager_id, new.from_date
      using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;
create constraint trigger delegation_no_overlap after insert or update on delegation
  for each row execute function refuse_overlapping_delegation();

create table rep_profile (
  rep_id text primary key references person,
  hire_date date not null,
  ramp_end_date date,
  check (ramp_end_date >= hire_date)
);

create table rep_absence (
  rep_id text not null references person,
  from_date date not null,
  to_date date not null,
  kind text not null,
  primary key (rep_id, from_date),
  check (to_date > from_date)
);

create table fiscal_calendar (
  fiscal_quarter text primary key,
  fiscal_year text not null,
  start_date date not null unique,
  end_date date not null,
  check (end_date > start_date)
);

create table fx_rate (
  currency char(3) not null,
  fiscal_year text not null,
  plan_rate numeric not null check (plan_rate > 0),
  primary key (currency, fiscal_year)
);

create table business_calendar (
  calendar_id text primary key,
  weekend_days int[] not null default '{6,7}' check (weekend_days <@ '{1,2,3,4,5,6,7}')
);

create table holiday (
  calendar_id text not null,
  holiday_date date not null,
  name text not null,
  primary key (calendar_id, holiday_date)
);
`;

/** What a run measured. Immutable: the bot's role may insert and read, nothing else. */
const readings = `
create table metric_reading (
  rep_id text not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  metric_key text not null,
  dimension text not null default '',
  segment text,
  period text not null default 'week' check (period in ('week', 'month')),
  as_of date not null,
  window_start date not null,
  window_end date not null,
  definition_version int not null,
  numerator numeric,
  denominator numeric,
  sample_size int not null,
  minimum_sample int,
  new_evidence int not null,
  value numeric,
  benchmark numeric,
  benchmark_kind text not null check (benchmark_kind in ('segment_peers', 'role_peers', 'target', 'own_past', 'none')),
  peer_count int not null,
  gap numeric,
  percentile numeric,
  evidence_start date,
  evidence_numerator numeric,
  evidence_size int,
  evidence_benchmark numeric,
  series_count int,
  critical_z numeric,
  status text not null check (status in ('ok', 'no_denominator', 'insufficient_sample', 'no_benchmark', 'on_leave',
    'ramping', 'data_quality', 'not_applicable')),
  material boolean not null,
  credible boolean not null,
  fired boolean not null,
  companions jsonb not null default '{}',
  primary key (rep_id, metric_key, dimension, as_of, period, definition_version),
  check (window_start <= window_end)
);
create index metric_reading_run on metric_reading (period, as_of, rep_id);

create table rep_skill_assessment_log (
  rep_id text not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  assessment_date date not null,
  skill_dimension text not null,
  gap_detected boolean not null,
  severity text check (severity in ('low', 'medium', 'high')),
  evidence_source text not null check (evidence_source in ('ConvIntelligence', 'QuoteLog', 'CadenceEventLog')),
  trend text not null check (trend in ('improving', 'stable', 'deteriorating')),
  cohort_percentile numeric,
  score numeric not null,
  evidence_n int not null,
  cohort_n int not null,
  trend_n int not null,
  peer_median numeric,
  scoring_model_version text,
  unique (rep_id, skill_dimension, assessment_date),
  check (gap_detected = (severity is not null))
);
create index rep_skill_assessment_log_week on rep_skill_assessment_log (assessment_date, role);
`;

/** Patterns over time: episodes, their weeks, the coaching log and the escalations. */
const patterns = `
create table pattern_episode (
  episode_id text primary key default gen_random_uuid()::text,
  rep_id text not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  metric_key text not null,
  dimension text not null default '',
  definition_version int not null,
  opened_on date not null,
  clock int not null check (clock >= 0),
  gaps int not null default 0 check (gaps >= 0),
  clear_weeks int not null default 0 check (clear_weeks >= 0),
  last_value numeric,
  escalated_on date,
  state text not null default 'open'
    check (state in ('open', 'resolved', 'expired_insufficient_data', 'role_changed', 'definition_changed', 'rep_left')),
  closed_on date,
  check ((state = 'open') = (closed_on is null))
);
create unique index pattern_episode_one_open on pattern_episode (rep_id, role, metric_key, dimension)
  where state = 'open';
create index pattern_episode_history on pattern_episode (rep_id, metric_key, dimension, opened_on);

create table pattern_week (
  episode_id text not null references pattern_episode,
  as_of date not null,
  value numeric,
  flagged boolean,
  improvement numeric,
  -- What would have restarted the clock, by the thresholds in force then.
  improvement_needed numeric,
  clock int not null,
  hold_reason text,
  primary key (episode_id, as_of)
);

create table rep_coaching_log (
  coaching_id text primary key default gen_random_uuid()::text,
  rep_id text not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  coaching_date date not null,
  pattern_key text not null,
  metric_key text not null,
  dimension text not null default '',
  pattern_detected text not null,
  recommended_action text not null,
  severity text not null check (severity in ('low', 'medium', 'high')),
  approval_status text not null default 'pending_approval'
    check (approval_status in ('pending_approval', 'approved', 'modified', 'dismissed')),
  approved_by text references person,
  -- The absent manager for whom the decider stood in.
  decided_for text references person,
  decided_at timestamptz,
  decision_note text,
  dismiss_reason text
    check (dismiss_reason in ('bad_data', 'already_handled', 'known_context', 'not_coachable', 'other')),
  original_action text,
  -- What the daily run saw when it made the row; a weekly run's reading is found by its date.
  reading jsonb,
  episode_id text references pattern_episode,
  recurrence_of text references pattern_episode,
  escalated_to_slm boolean not null default false,
  escalation_date date,
  resolution_date date,
  improvement_detected boolean not null default false,
  done_at timestamptz,
  surfaced_at timestamptz,
  version int not null default 1,
  check (surfaced_at is null or approval_status in ('approved', 'modified')),
  check ((approval_status = 'pending_approval') = (decided_at is null)),
  check ((approval_status = 'pending_approval') = (approved_by is null)),
  check ((approval_status = 'modified') = (original_action is not null)),
  check ((approval_status = 'dismissed') = (dismiss_reason is not null)),
  check (escalated_to_slm = (escalation_date is not null))
);
create unique index rep_coaching_log_one_per_episode on rep_coaching_log (episode_id);
create index rep_coaching_log_pattern on rep_coaching_log (pattern_key, coaching_date);
create index rep_coaching_log_pending on rep_coaching_log (rep_id) where approval_status = 'pending_approval';

-- What the manager wrote beside a pattern before it escalates; null once taken back.
create table manager_context (
  episode_id text primary key references pattern_episode,
  author_id text not null references person,
  body text,
  written_at timestamptz not null,
  version int not null default 1
);

create table escalation (
  escalation_id text primary key default gen_random_uuid()::text,
  rule text not null check (rule in ('E1', 'E2', 'E3', 'E4', 'E5', 'E6')),
  rep_id text not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  as_of date not null,
  manager_id text references person,
  slm_id text references person,
  -- Since when it is whose it is, also where that is nobody.
  with_since timestamptz not null,
  episode_id text references pattern_episode,
  coaching_id text references rep_coaching_log,
  note text,
  requested_by text references person,
  -- The numbers of the condition, as they were when it held.
  facts jsonb,
  owned_by text references person,
  resolved_at timestamptz,
  resolved_by text references person,
  outcome text check (outcome in ('improving', 'plan_agreed', 'role_change', 'left', 'other')),
  resolution_note text,
  dedup_key text not null unique,
  check ((resolved_at is null) = (outcome is null)),
  check ((resolved_at is null) = (resolved_by is null)),
  check ((resolved_at is null) = (resolution_note is null))
);
create index escalation_rep on escalation (rep_id, as_of);
create index escalation_slm_open on escalation (slm_id) where resolved_at is null;

create table escalation_note (
  note_id text primary key default gen_random_uuid()::text,
  escalation_id text not null references escalation,
  author_id text not null references person,
  body text,
  written_at timestamptz not null,
  slack_channel text,
  slack_ts text,
  -- The first message of the thread: a second-line manager may have several, of one account after another.
  slack_thread_ts text,
  -- The modal in which a manager wrote it, where it is no message.
  view_id text unique,
  edited_at timestamptz,
  deleted_at timestamptz,
  earlier_bodies jsonb not null default '[]',
  unique (slack_channel, slack_ts),
  check ((deleted_at is null) = (body is not null))
);
create index escalation_note_thread on escalation_note (escalation_id, written_at);

create table daily_breach (
  rep_id text not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  metric_key text not null,
  dimension text not null default '',
  breach_date date not null,
  value numeric not null,
  benchmark numeric,
  gap numeric not null,
  -- From where on it is critical, which is so many times what is material (null: a limit of its own), and its own multiple.
  threshold numeric,
  times numeric,
  weight numeric not null,
  reading jsonb not null,
  is_onset boolean not null,
  coaching_id text references rep_coaching_log,
  manager_id text references person,
  delivered_on date,
  delivered_as text check (delivered_as in ('flag', 'review_request', 'escalation')),
  held_back text check (held_back in ('rep_budget', 'manager_budget', 'stale', 'no_manager')),
  summarised_on date,
  primary key (rep_id, metric_key, dimension, breach_date),
  check ((delivered_on is null) = (delivered_as is null)),
  check (is_onset or (delivered_on is null and held_back is null)),
  check (delivered_on is null or held_back is null),
  check (summarised_on is null or held_back = 'stale')
);
-- Days of which all breaches of a role are kept: run, or computed as if they had been.
create table daily_breach_day (
  day date not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  primary key (day, role)
);
create index daily_breach_onsets on daily_breach (breach_date, rep_id) where is_onset;
create index daily_breach_manager on daily_breach (manager_id, delivered_on) where delivered_as = 'flag';

create table quality_day (
  rep_id text not null,
  day date not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  q numeric,
  tau numeric,
  median numeric,
  calls int not null,
  cohort int not null,
  -- The run of days below the line, as it stands after this day.
  below_days int not null,
  below_since date,
  unmeasured_days int not null,
  is_told boolean not null,
  primary key (rep_id, day)
);
create index quality_day_day on quality_day (day);

create table digest (
  digest_id text primary key default gen_random_uuid()::text,
  rep_id text not null,
  role text not null check (role in ('AE', 'AM', 'CSM', 'SDR')),
  period_month date not null check (extract(day from period_month) = 1),
  run_start timestamptz not null,
  content jsonb not null,
  acknowledged_at timestamptz,
  unique (rep_id, period_month)
);

create table digest_action (
  coaching_id text primary key references rep_coaching_log,
  digest_id text not null references digest
);
create index digest_action_digest on digest_action (digest_id);

-- A manager's month: counts of a team, fixed for good. Whoever stands in for the manager has a row of their own.
create table team_rollup (
  rollup_id text primary key default gen_random_uuid()::text,
  team_id text not null references person,
  recipient_id text not null references person,
  period_month date not null check (extract(day from period_month) = 1),
  run_start timestamptz not null,
  content jsonb not null,
  unique (recipient_id, team_id, period_month)
);
`;

/** Jobs, messages, requests and the trail. */
const operations = `
create table job_schedule (
  job text primary key,
  due_from timestamptz not null
);

create table job_run (
  job text not null,
  local_period date not null,
  state text not null default 'running' check (state in ('running', 'done')),
  run_start timestamptz not null,
  attempts int not null default 1,
  fence bigint not null default 1,
  lease_until timestamptz not null,
  stage text not null default 'started',
  summary jsonb not null default '{}',
  last_error text,
  finished_at timestamptz,
  primary key (job, local_period),
  check ((state = 'done') = (finished_at is not null))
);

create table job_item (
  job text not null,
  local_period date not null,
  item text not null,
  state text not null check (state in ('done', 'parked')),
  error text,
  attempts int not null default 1,
  primary key (job, local_period, item),
  foreign key (job, local_period) references job_run,
  check ((state = 'parked') = (error is not null))
);
create index job_item_parked on job_item (item) where state = 'parked';

create table delivery (
  delivery_id text primary key default gen_random_uuid()::text,
  seq bigint generated by default as identity,
  delivery_key text not null unique,
  part int not null default 1,
  part_of text references delivery (delivery_key) on update cascade,
  kind text not null,
  recipient_id text not null references person,
  reference jsonb not null default '{}',
  subjects text[] not null default '{}',
  thread_key text references delivery (delivery_key) on update cascade deferrable initially deferred,
  priority int not null default 50,
  not_before timestamptz not null,
  created_at timestamptz not null,
  state text not null default 'pending'
    check (state in ('pending', 'sending', 'ambiguous', 'sent', 'parked', 'withheld')),
  reason text,
  message_uuid uuid not null default gen_random_uuid(),
  channel_id text,
  message_ts text,
  wanted_version int not null default 1,
  shown_version int not null default 0,
  attempts int not null default 0,
  absent_reads int not null default 0,
  fence bigint not null default 0,
  lease_until timestamptz,
  retry_at timestamptz,
  sending_since timestamptz,
  parked_at timestamptz,
  search_from timestamptz,
  plain boolean not null default false,
  redraw_fault text,
  -- Of what Slack shows; null or a mark while that is not known for certain.
  shown_digest text,
  sweep_at timestamptz,
  sent_at timestamptz,
  picture_tries int not null default 0,
  picture_due timestamptz,
  check ((part > 1) = (part_of is not null)),
  check ((state = 'sent') = (message_ts is not null)),
  check ((state in ('parked', 'withheld')) = (reason is not null))
);
create index delivery_due on delivery (recipient_id, priority, not_before, seq, part)
  where state in ('pending', 'sending', 'ambiguous');
create index delivery_under_way on delivery (recipient_id) where state in ('sending', 'ambiguous');
create index delivery_stale on delivery (priority, seq) where state = 'sent' and shown_version < wanted_version;
create index delivery_sweep on delivery (sweep_at) where sweep_at is not null;
create index delivery_message on delivery (channel_id, message_ts);
create unique index delivery_message_uuid on delivery (message_uuid);
create index delivery_picture on delivery (picture_due) where picture_due is not null;
create index delivery_subjects on delivery using gin (subjects);

-- Messages of ours that were seen in Slack and that no delivery has.
create table unknown_message (
  channel_id text not null,
  message_ts text not null,
  message_uuid uuid not null,
  primary key (channel_id, message_ts)
);

create table picture_file (
  picture_key text primary key,
  file_id text not null,
  state text not null check (state in ('uploaded', 'usable', 'refused'))
);

create table slack_dm (
  slack_user_id text primary key,
  channel_id text not null
);
create index slack_dm_channel on slack_dm (channel_id);

create table rate_gate (
  gate text primary key,
  open_at timestamptz not null
);

create table heartbeat (
  part text primary key,
  beat_at timestamptz not null
);

-- When each source last learnt something, as the auditor saw it; looking again costs a read of the source.
create table source_state (
  source text primary key,
  latest timestamptz,
  looked_at timestamptz not null
);

-- Whose Home was shown as what they were then. It is stale once the lines that made it so have changed.
create table home_shown (
  slack_user_id text primary key,
  person_id text not null references person,
  -- Whether it shows what only admins see.
  is_admin boolean not null,
  is_stale boolean not null default false
);
create index home_shown_person on home_shown (person_id);

create table slack_request (
  request_key text primary key,
  kind text not null,
  received_at timestamptz not null,
  state text not null default 'received' check (state in ('received', 'handled', 'failed'))
);

-- Numbered and chained when the transaction commits: whoever waits for the end of the chain then holds back nobody.
create table audit_event (
  audit_id uuid primary key default gen_random_uuid(),
  seq bigint unique,
  at timestamptz not null,
  actor_id text,
  action text not null,
  rep_id text,
  subject_id text,
  detail jsonb not null default '{}',
  previous_hash bytea,
  hash bytea
);
-- For the counts of what the auditor set right.
create index audit_event_repairs on audit_event (at) where action = 'auditor.repaired';

create function chain_audit_event() returns trigger language plpgsql security definer
  set search_path = coaching, pg_temp as $$
declare
  last_seq bigint;
  last_hash bytea;
begin
  perform pg_advisory_xact_lock(701, 1);
  select seq, hash into last_seq, last_hash from audit_event where seq is not null order by seq desc limit 1;
  update audit_event set
    seq = coalesce(last_seq, 0) + 1,
    previous_hash = coalesce(last_hash, ''::bytea),
    hash = sha256(coalesce(last_hash, ''::bytea) || convert_to(jsonb_build_array(coalesce(last_seq, 0) + 1,
      extract(epoch from at), actor_id, action, rep_id, subject_id, detail)::text, 'UTF8'))
  where audit_id = new.audit_id;
  return null;
end $$;
create constraint trigger audit_event_chain after insert on audit_event deferrable initially deferred
  for each row execute function chain_audit_event();
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw('set local search_path = coaching');
  for (const part of [referenceData, readings, patterns, operations]) await knex.raw(part);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('set local search_path = coaching');
  await knex.raw(`
    drop table audit_event, home_shown, source_state, slack_request, heartbeat, rate_gate, slack_dm, picture_file, unknown_message, delivery, job_item, job_run, job_schedule,
      team_rollup, digest_action, digest, quality_day, daily_breach_day, daily_breach, escalation_note, escalation, manager_context, rep_coaching_log, pattern_week,
      pattern_episode, rep_skill_assessment_log, metric_reading, holiday, business_calendar, fx_rate, fiscal_calendar,
      rep_absence, rep_profile, delegation, followed_account, followed_line, reporting_line, person;
    drop function chain_audit_event();
    drop function refuse_overlapping_reporting_line();
    drop function refuse_overlapping_delegation();
  `);
}

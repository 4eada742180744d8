-- Alert rules, what they have matched, and every attempt to send it.

create table alert_rule (
  id uuid primary key,
  -- Whose: by the name of the token that made it.
  owner text not null,
  name text not null,
  enabled boolean not null,
  -- A list that a rule needs stays.
  watch_list_id uuid references watch_list,
  markets text[] not null,
  -- JSON.
  conditions text not null,
  target_kind text not null,
  -- Tells two targets apart, and nothing else of them.
  target_key text not null,
  -- JSON, encrypted: addresses and tokens that let others send there.
  target_sealed bytea not null,
  delivery text not null check (delivery in ('IMMEDIATE', 'HOURLY', 'SESSION_END')),
  -- ISO 8601.
  cooldown text,
  quiet_from text,
  quiet_to text,
  quiet_zone text,
  language text not null,
  secret_sealed bytea,
  former_secret_sealed bytea,
  former_secret_until timestamptz,
  created_at timestamptz not null,
  revised_at timestamptz,
  -- How its receiver does; the dispatcher's to write.
  failures int not null default 0,
  failing_since timestamptz,
  paused_at timestamptz,
  last_error text
);

create index alert_rule_owner_idx on alert_rule (owner, id);
create index alert_rule_watch_list_idx on alert_rule (watch_list_id);

create table alert_rule_company (
  rule_id uuid not null references alert_rule on delete cascade,
  company_id uuid not null references company,
  primary key (rule_id, company_id)
);

create trigger audit_alert_rule
  after insert or delete or update of
    name, enabled, watch_list_id, markets, conditions, target_kind, target_key, delivery, cooldown,
    quiet_from, quiet_to, quiet_zone, language
  on alert_rule
  for each row execute function audit_change('alert-rule',
    'name,enabled,watch_list_id,markets,conditions,target_kind,target_key,delivery,cooldown,quiet_from,quiet_to,quiet_zone,language');

-- Grows with every change of what rules match, so that matchers know when to read them again.
create table alert_rules_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null default 0
);

insert into alert_rules_version default values;

create function alert_rules_changed() returns trigger language plpgsql as $$
begin
  update alert_rules_version set version = version + 1;
  return null;
end $$;

create trigger alert_rule_changed
  after insert or delete or update of
    name, enabled, watch_list_id, markets, conditions, target_key, delivery, cooldown,
    quiet_from, quiet_to, quiet_zone, language
  on alert_rule for each statement execute function alert_rules_changed();

create trigger alert_rule_company_changed
  after insert or delete on alert_rule_company
  for each statement execute function alert_rules_changed();

create trigger watch_list_company_changed
  after insert or delete on watch_list_company
  for each statement execute function alert_rules_changed();

-- How far timelines were matched.
create table alert_progress (
  only_row boolean primary key default true check (only_row),
  seen_seq bigint not null
);

insert into alert_progress (seen_seq) select coalesce(max(seq), 0) from timeline_entry;

-- Series whose moves are to be matched, each from a session on.
create table alert_move_due (
  series_id int primary key,
  from_session date not null
);

create table alert_delivery (
  -- Of one time order: earlier matches have smaller ids.
  id uuid primary key default uuidv7(),
  rule_id uuid not null references alert_rule on delete cascade,
  target_key text not null,
  subject uuid not null,
  trigger text not null,
  revision text not null,
  -- What is sent in one order: a company, by its ticker.
  lane text not null,
  status text not null default 'PENDING'
    check (status in ('PENDING', 'DELIVERED', 'RETRYING', 'DEAD')),
  created_at timestamptz not null,
  -- When the next attempt is due, and when that was decided: a clock that steps back delays nothing.
  due_at timestamptz not null,
  planned_at timestamptz not null,
  first_tried_at timestamptz,
  attempts int not null default 0,
  -- The process that sends it now, or null.
  taken_by int,
  -- The JSON that a webhook is sent.
  body text not null,
  unique (rule_id, target_key, subject, trigger, revision)
);

create index alert_delivery_due_idx on alert_delivery (due_at)
  where status in ('PENDING', 'RETRYING');
create index alert_delivery_lane_idx on alert_delivery (rule_id, lane, id)
  where status in ('PENDING', 'RETRYING');
create index alert_delivery_list_idx on alert_delivery (rule_id, id desc);
create index alert_delivery_cooldown_idx on alert_delivery (rule_id, lane, created_at);

create table alert_attempt (
  delivery_id uuid not null references alert_delivery on delete cascade,
  number int not null,
  at timestamptz not null,
  -- Of the answer; null where there was none.
  status int,
  millis int not null,
  -- The first kilobyte of the answer, or why there was none.
  answer text not null,
  primary key (delivery_id, number)
);

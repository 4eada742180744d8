-- Alerts: rules on indices, a position that streams follow, upkeep, and who changed whom a rule is for.

-- By ticker, INDEX:HSI: for the listings that are measured against them.
alter table alert_rule add column indices text[] not null default '{}';

drop trigger audit_alert_rule on alert_rule;
create trigger audit_alert_rule
  after insert or delete or update of
    name, enabled, watch_list_id, markets, indices, conditions, target_kind, target_key, delivery,
    cooldown, quiet_from, quiet_to, quiet_zone, language
  on alert_rule
  for each row execute function audit_change('alert-rule',
    'name,enabled,watch_list_id,markets,indices,conditions,target_kind,target_key,delivery,cooldown,quiet_from,quiet_to,quiet_zone,language');

drop trigger alert_rule_changed on alert_rule;
create trigger alert_rule_changed
  after insert or delete or update of
    name, enabled, watch_list_id, markets, indices, conditions, target_key, delivery, cooldown,
    quiet_from, quiet_to, quiet_zone, language
  on alert_rule for each statement execute function alert_rules_changed();

-- The companies of a rule stand in a table of their own: one line says which came or left.
create function audit_alert_rule_companies() returns trigger language plpgsql as $$
begin
  insert into audit_entry (actor, action, subject, subject_id, before, after)
  select coalesce(nullif(current_setting('tapeline.actor', true), ''), 'service'), 'CHANGED',
    'alert-rule', cast(r.rule_id as text),
    case when tg_op = 'DELETE' then r.companies end,
    case when tg_op = 'INSERT' then r.companies end
  from (
    select c.rule_id, jsonb_build_object('companies',
        jsonb_agg(coalesce(l.ticker, cast(c.company_id as text)) order by l.ticker)) as companies
    from changed c left join listing l on l.company_id = c.company_id and l.home
    group by c.rule_id) r;
  return null;
end $$;

create trigger audit_alert_rule_company_added
  after insert on alert_rule_company referencing new table as changed
  for each statement execute function audit_alert_rule_companies();

create trigger audit_alert_rule_company_removed
  after delete on alert_rule_company referencing old table as changed
  for each statement execute function audit_alert_rule_companies();

-- That a secret was made anew is told, and nothing else of it.
create function audit_alert_secret() returns trigger language plpgsql as $$
begin
  insert into audit_entry (actor, action, subject, subject_id, after)
  values (coalesce(nullif(current_setting('tapeline.actor', true), ''), 'service'), 'CHANGED',
    'alert-rule', cast(new.id as text), jsonb_build_object('secret', 'rotated'));
  return null;
end $$;

create trigger audit_alert_rule_secret
  after update of secret_sealed on alert_rule
  for each row when (old.secret_sealed is not null and new.secret_sealed is distinct from old.secret_sealed)
  execute function audit_alert_secret();

-- Whoever inserts holds a lock until its commit, so that positions become visible in their order.
alter table alert_delivery add column position bigint generated always as identity;
create unique index alert_delivery_position_idx on alert_delivery (position);

-- Heads of lanes are found by the lanes, not by time: what waits behind one is due, too.
drop index alert_delivery_due_idx;

create index alert_delivery_ended_idx on alert_delivery (created_at)
  where status in ('DELIVERED', 'DEAD');
create index alert_delivery_dead_idx on alert_delivery (rule_id, id desc) where status = 'DEAD';

-- Who may do what, and who did.

create table api_token (
  id uuid primary key default uuidv7(),
  name text not null,
  -- SHA-256 of the secret, which is 256 random bits: nothing slower is needed against guessing.
  hash bytea not null unique check (length(hash) = 32),
  scopes text[] not null check (scopes <@ '{read,write,admin}' and scopes <> '{}'),
  created_at timestamptz not null,
  expires_at timestamptz,
  -- Written once a minute at most.
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  -- Who did it, as the session says in tapeline.actor.
  actor text not null,
  action text not null check (action in ('CREATED', 'CHANGED', 'REMOVED')),
  subject text not null,
  subject_id text,
  before jsonb,
  after jsonb
);

create index audit_entry_subject_idx on audit_entry (subject, id);

-- Writes down a change in the transaction that makes it. Arguments: what the rows are called, and
-- the columns that people edit, parted by commas; a change of others is none.
create function audit_change() returns trigger language plpgsql as $$
declare
  kept text[] := string_to_array(tg_argv[1], ',');
  old_row jsonb;
  new_row jsonb;
begin
  if tg_op <> 'INSERT' then
    old_row := to_jsonb(old);
  end if;
  if tg_op <> 'DELETE' then
    new_row := to_jsonb(new);
  end if;
  insert into audit_entry (actor, action, subject, subject_id, before, after)
  select
    coalesce(nullif(current_setting('tapeline.actor', true), ''), 'service'),
    case tg_op when 'INSERT' then 'CREATED' when 'UPDATE' then 'CHANGED' else 'REMOVED' end,
    tg_argv[0],
    coalesce(new_row, old_row) ->> 'id',
    jsonb_strip_nulls(was.columns),
    jsonb_strip_nulls(shall.columns)
  from
    (select jsonb_object_agg(key, value) as columns
     from jsonb_each(old_row) where key = any(kept)) was,
    (select jsonb_object_agg(key, value) as columns
     from jsonb_each(new_row) where key = any(kept)) shall
  where was.columns is distinct from shall.columns;
  return null;
end $$;

create trigger audit_source
  after insert or delete or update of name, url, language, fetch_pages, enabled on source
  for each row execute function audit_change('source', 'name,kind,url,language,fetch_pages,enabled');

create trigger audit_api_token
  after insert or delete or update of name, scopes, expires_at, revoked_at on api_token
  for each row execute function audit_change('token', 'name,scopes,expires_at,revoked_at');

create trigger audit_watch_list
  after insert or delete or update of name on watch_list
  for each row execute function audit_change('watch-list', 'name');

-- A directory is written as a whole: one line says that it was, and which.
create trigger audit_directory
  after insert or update of fingerprint on directory_state
  for each row execute function audit_change('companies', 'fingerprint');

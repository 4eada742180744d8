-- Where articles come from.
create table source (
  id uuid primary key default uuidv7(),
  name text not null,
  kind text not null check (kind in ('FEED', 'SAMPLE', 'PUSH')),
  sample boolean not null default false
);

create unique index source_push_name_idx on source (name) where kind = 'PUSH';

-- Timelines: a company's entries, newest first.

create sequence timeline_seq;

create table timeline_entry (
  id uuid primary key default uuidv7(),
  company_id uuid not null references company,
  kind text not null check (kind in ('NEWS_EVENT', 'PRICE_MOVE')),
  state text not null check (state in ('ACTIVE', 'RETRACTED', 'MERGED')),
  -- What the entry shows: an event or a recorded move. One entry a company and subject.
  subject_id uuid not null,
  occurred_at timestamptz not null,
  type text,
  language text,
  relevance smallint not null,
  -- The largest absolute change in percent that the entry tells; null where it tells none.
  move_size numeric,
  sample boolean not null,
  revision int not null default 1,
  first_seen_at timestamptz not null,
  known_from timestamptz not null,
  -- Taken after commit by the sequencer, so that no reader of 42 can miss a 41 that commits later.
  seq bigint,
  -- Waits for a (new) sequence number.
  pending boolean not null default true,
  -- The entry's JSON without seq, as it is sent.
  body text not null,
  unique (subject_id, company_id)
) with (toast_tuple_target = 8160, fillfactor = 90);

-- One range scan of this index is one page of a timeline.
create index timeline_entry_page_idx on timeline_entry (company_id, occurred_at desc, id desc)
  where state = 'ACTIVE';
create unique index timeline_entry_seq_idx on timeline_entry (seq);
create index timeline_entry_pending_idx on timeline_entry (id) where pending;
create index timeline_entry_company_seq_idx on timeline_entry (company_id, seq);

-- What entries were before, for views as of then.
create table timeline_entry_revision (
  entry_id uuid not null references timeline_entry,
  revision int not null,
  company_id uuid not null,
  kind text not null,
  state text not null,
  occurred_at timestamptz not null,
  type text,
  language text,
  relevance smallint not null,
  move_size numeric,
  known_from timestamptz not null,
  known_to timestamptz not null,
  seq bigint,
  body text not null,
  primary key (entry_id, revision)
);

create index timeline_entry_revision_page_idx
  on timeline_entry_revision (company_id, occurred_at desc, entry_id desc);

-- How fresh the timelines are; reported by those who pull.
create table freshness (
  only_row boolean primary key default true check (only_row),
  news_pulled_at timestamptz,
  prices_session date,
  failing_sources text[] not null default '{}'
);

insert into freshness default values;

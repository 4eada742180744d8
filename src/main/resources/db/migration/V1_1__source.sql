-- Where articles come from.

create table source (
  id uuid primary key default uuidv7(),
  name text not null,
  -- PUSH sources are made by what vendors push under their name; nothing pulls them.
  kind text not null check (kind in ('FEED', 'SAMPLE', 'PUSH')),
  sample boolean not null default false,
  url text,
  language text,
  fetch_pages boolean not null default true,
  enabled boolean not null default true,
  created_at timestamptz not null default now(),

  -- What the server gave with its last good answer, to be sent back; null also where the next pull
  -- has to see the whole feed again.
  etag text,
  last_modified text,

  -- When it is due; null for never.
  next_pull_at timestamptz,
  -- Half of its items came closer together than this, as its last good pull showed.
  gap_seconds bigint,
  -- A pull in progress: whose it is, and until when the others leave it to them.
  lease uuid,
  leased_until timestamptz,

  state text not null default 'NEW' check (state in ('NEW', 'OK', 'FAILING', 'GONE')),
  last_pull_at timestamptz,
  last_good_pull_at timestamptz,
  last_error text,
  failures int not null default 0,
  items bigint not null default 0,

  check ((kind = 'FEED') = (url is not null))
);

create unique index source_push_name_idx on source (name) where kind = 'PUSH';
create unique index source_url_idx on source (url) where kind = 'FEED';
create unique index source_sample_idx on source (kind) where kind = 'SAMPLE';
create index source_due_idx on source (next_pull_at) where enabled and next_pull_at is not null;

-- What was seen of an item in its feed, so that a pull hands on only what is new or changed, and
-- knows which article pages it still has to fetch.
create table source_item (
  source_id uuid not null references source on delete cascade,
  item_id text not null,
  feed_hash bytea not null,
  -- The article's page was not needed or is there; was not to be had yet; was given up.
  page text not null check (page in ('DONE', 'PENDING', 'GIVEN_UP')),
  page_attempts smallint not null default 0,
  seen_at timestamptz not null,
  primary key (source_id, item_id)
);

-- The latest remarks on a source and its items: what was refused, and what was taken with doubts.
create table source_remark (
  id bigint generated always as identity primary key,
  source_id uuid not null references source on delete cascade,
  at timestamptz not null,
  -- Null where the feed itself is meant.
  item_id text,
  reason text not null,
  refused boolean not null
);

create index source_remark_source_idx on source_remark (source_id, id desc);

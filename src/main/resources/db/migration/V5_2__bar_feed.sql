-- Listings and indices whose bars are pulled, and how the providers do.

create table bar_feed (
  id uuid primary key default uuidv7(),
  -- In Yahoo's form.
  ticker text not null unique,
  reason text not null check (reason in ('CONFIGURED', 'FOLDER', 'ADDED', 'NEWS', 'BENCHMARK')),
  enabled boolean not null default true,
  created_at timestamptz not null,

  -- When it is due.
  next_pull_at timestamptz not null,
  -- A pull in progress: whose it is, and until when the others leave it to them.
  lease uuid,
  leased_until timestamptz,

  state text not null default 'NEW'
    check (state in ('NEW', 'OK', 'WAITING', 'FAILING', 'UNKNOWN')),
  -- Who gave the last bars, and in which currency the provider says that they are.
  provider text,
  currency text,
  last_session date,
  last_pull_at timestamptz,
  last_good_pull_at timestamptz,
  last_error text,
  -- How often in a row the expected bar could not be had.
  misses int not null default 0,
  bars bigint not null default 0
);

create index bar_feed_due_idx on bar_feed (next_pull_at) where enabled;

-- The latest remarks on a feed's bars: what was refused, and what was taken with doubts.
create table bar_feed_remark (
  id bigint generated always as identity primary key,
  feed_id uuid not null references bar_feed on delete cascade,
  at timestamptz not null,
  provider text,
  reason text not null,
  refused boolean not null
);

create index bar_feed_remark_feed_idx on bar_feed_remark (feed_id, id desc);

create table bar_provider (
  name text primary key,
  -- It does not want to be asked before, by its own word or since the key does not do.
  paused_until timestamptz,
  last_good_at timestamptz,
  last_error_at timestamptz,
  last_error text
);

-- Daily bars of listings and indices, and the moves that they record.

create table price_series (
  id int generated always as identity primary key,
  -- In Yahoo's form: '1810.HK', or 'INDEX:HSI' for an index.
  ticker text not null unique,
  -- MIC:code; null for an index and where the venue is not known.
  listing text,
  -- Whose calendar it follows, or null.
  mic text,
  currency text,
  -- The index that it is measured against, or null.
  benchmark text,
  -- Null for an index.
  company_id uuid references company,
  -- From which session on moves have to be computed anew; null where they are up to date.
  moves_due date,
  -- From which session on timelines and claims have to follow the moves.
  follow_up_due date
);

create index price_series_company_idx on price_series (company_id);
create index price_series_benchmark_idx on price_series (benchmark);
create index price_series_due_idx on price_series (id)
  where moves_due is not null or follow_up_due is not null;

-- Partitions by year are made when their first bar arrives. No foreign key: it would double the
-- time of a COPY, and only one place writes here.
create table bar (
  series_id int not null,
  session date not null,
  provider text not null,
  revision smallint not null,
  -- The one that counts, of all providers and revisions of a session.
  current boolean not null,
  open double precision,
  high double precision,
  low double precision,
  -- Adjusted for splits.
  close double precision not null,
  -- Adjusted for splits and dividends; null where the provider does not tell.
  adjusted_close double precision,
  volume bigint,
  -- Why the bar is not to be trusted, or null.
  flag text,
  recorded_at timestamptz not null,
  primary key (series_id, session, provider, revision)
) partition by range (session);

create unique index bar_current_idx on bar (series_id, session) where current;

create table recorded_move (
  series_id int not null,
  session date not null,
  previous_session date not null,
  -- By the exchange's calendar; null where no calendar is known.
  sessions_missed int,
  previous_close double precision not null,
  close double precision not null,
  change_percent double precision not null,
  total_return_percent double precision,
  abnormal_percent double precision,
  model text,
  benchmark text,
  z_score double precision,
  -- JSON; null where there is none, as on most days.
  extremes text,
  -- Sessions in a row: positive upwards, negative downwards, 0 for an unchanged close.
  streak smallint not null,
  explained boolean,
  explanations text,
  provider text not null,
  sample boolean not null,
  flagged boolean not null,
  primary key (series_id, session)
);

create index recorded_move_session_idx on recorded_move (session desc, series_id desc);
create index recorded_move_large_idx on recorded_move (session desc, series_id desc)
  where abs(change_percent) >= 5;

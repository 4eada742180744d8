-- Which events explain a recorded move, and what has to be known for that.

-- Why it is not known whether news explains a large move; null where it is known or not looked for.
alter table recorded_move add column unexplained_reason text
  check (unexplained_reason in ('NO_NEWS_PULLED', 'NEWS_PULLED_IN_PART'));

-- Moves that wait for news of their time to be pulled.
create index recorded_move_unknown_idx on recorded_move (sample, session)
  where unexplained_reason is not null;

-- When news was pulled well: from when to when nothing that a source published can have been missed.
-- Rows of one source do not overlap; a pull that reaches back to the last one makes its row longer.
create table news_coverage (
  source_id uuid not null,
  sample boolean not null,
  covered_from timestamptz not null,
  covered_to timestamptz not null,
  reported_at timestamptz not null,
  primary key (source_id, covered_from),
  check (covered_from <= covered_to)
);

-- What shares usually do in the first session after an event of a type, as own moves show it.
create table event_effect (
  -- group/type; empty for news without a type.
  type text primary key,
  events int not null,
  -- Mean of the absolute abnormal return in percent.
  mean_abnormal double precision not null
);

-- How far explanations have followed what they are made of.
create table explanation_progress (
  only_row boolean primary key default true check (only_row),
  -- Entries up to this number have been looked at.
  seen_seq bigint not null default 0,
  -- When event_effect was computed, null for never.
  effects_at timestamptz
);

insert into explanation_progress default values;

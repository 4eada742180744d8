-- Articles, the stories that they tell, and the events and claims read from them.

create table story (
  id uuid primary key default uuidv7(),
  -- Sample articles tell stories of their own.
  sample boolean not null,
  first_seen_at timestamptz not null
);

create table article (
  id uuid primary key default uuidv7(),
  source_id uuid not null,
  -- As it was called when the article came: the source may be renamed or removed later.
  source_name text not null,
  sample boolean not null,
  item_id text not null,
  state text not null check (state in ('ACTIVE', 'RETRACTED')),
  headline text not null,
  language text,
  url text,
  title text,
  text text,
  told_language text,
  published_at timestamptz,
  first_seen_at timestamptz not null,
  revised_at timestamptz,
  revision int not null default 1,
  -- Over what the source gave, to tell a repeat from a revision.
  content_hash bytea not null,
  -- 64-bit hash of what it says: those of near-duplicates differ in few bits.
  similarity bigint not null,
  story_id uuid references story,
  -- The analysis as it is sent: json and not jsonb keeps its order and the digits that were told.
  analysis json not null,
  unique (source_id, item_id)
);

create index article_story_idx on article (story_id);

create table article_revision (
  article_id uuid not null references article,
  revision int not null,
  url text,
  title text,
  text text,
  published_at timestamptz,
  seen_at timestamptz not null,
  primary key (article_id, revision)
);

-- Which companies an article is about: the way from a company to its recent articles.
create table article_company (
  article_id uuid not null references article,
  company_id uuid not null references company,
  role text not null,
  relevance smallint not null,
  published_at timestamptz not null,
  primary key (article_id, company_id)
);

create index article_company_recent_idx on article_company (company_id, published_at desc);

create table event (
  id uuid primary key default uuidv7(),
  story_id uuid not null references story,
  company_id uuid not null references company,
  -- group/type; null for news of a company in which no event of the taxonomy was read.
  type text,
  period text,
  -- What tells two events of one type in one story apart, such as the counterparty.
  distinction text not null default '',
  occurred_at timestamptz not null,
  novelty smallint not null,
  state text not null check (state in ('ACTIVE', 'RETRACTED', 'MERGED')),
  merged_into uuid references event,
  first_seen_at timestamptz not null,
  revised_at timestamptz,
  revision int not null default 1,
  -- What its reports say of it together, as GET /events/{id} shows it; {} before the first.
  body json not null default '{}',
  unique nulls not distinct (story_id, company_id, type, period, distinction)
);

create index event_recent_idx on event (company_id, occurred_at desc);

create table event_revision (
  event_id uuid not null references event,
  revision int not null,
  state text not null,
  body json not null,
  known_from timestamptz not null,
  known_to timestamptz not null,
  primary key (event_id, revision)
);

-- Which articles tell an event, and what each says of it.
create table event_report (
  event_id uuid not null references event,
  article_id uuid not null references article,
  published_at timestamptz not null,
  report json not null,
  primary key (event_id, article_id)
);

create index event_report_article_idx on event_report (article_id);

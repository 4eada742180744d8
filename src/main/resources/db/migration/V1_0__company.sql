-- Companies (issuers), their listings and the names that texts use for them.

create table company (
  id uuid primary key default uuidv7(),
  -- The directory's stable key of an issuer, for example 'xiaomi'.
  issuer text not null unique,
  name text not null,
  country text,
  sector text
);

create table listing (
  id uuid primary key default uuidv7(),
  company_id uuid not null references company,
  ticker text not null unique,
  -- MIC:code; null where the venue is not known.
  listing text unique,
  mic text,
  currency text,
  isin text,
  benchmark text,
  -- The listing that stands for the company: exactly one a company.
  home boolean not null
);

create index listing_company_idx on listing (company_id);
create unique index listing_home_idx on listing (company_id) where home;

create table company_name (
  company_id uuid not null references company,
  name text not null,
  kind text not null check (kind in ('OFFICIAL', 'LOCAL', 'ALIAS', 'BRAND', 'PERSON')),
  -- Lower case, for searching.
  folded text not null,
  -- Whether it is an ordinary word too, so that a text must show that the company is meant.
  needs_evidence boolean not null,
  primary key (company_id, kind, name)
);

-- What the built-in directory was when it was last written here, so that a start that finds
-- nothing new writes nothing.
create table directory_state (
  only_row boolean primary key default true check (only_row),
  fingerprint text not null
);

-- Listings and names that somebody imported, as their files tell them. The companies in use are the
-- built-in ones and these, joined to issuers.

create table imported_listing (
  -- In Yahoo's form.
  ticker text not null,
  -- A register of issuers and a list of lines may both tell of one ticker.
  register boolean not null,
  -- In the order in which they came first: of two that could be an issuer's name, the first is.
  place bigint not null generated always as identity,
  name text,
  mic text,
  currency text,
  country text,
  sector text,
  isin text,
  issuer_key text,
  delisted boolean not null,
  primary key (ticker, register)
);

create table imported_name (
  ticker text not null,
  name text not null,
  place bigint not null generated always as identity,
  primary key (ticker, name)
);

-- Counts the imports that changed something, for whoever links with the companies in use.
create table directory_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);

insert into directory_revision (revision) values (0);

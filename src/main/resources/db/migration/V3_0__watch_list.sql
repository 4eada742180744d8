-- Named lists of companies, edited by people.

create table watch_list (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null,
  revised_at timestamptz
);

-- Two lists may not be told apart by the case of a letter alone.
create unique index watch_list_name_idx on watch_list (lower(name));

create table watch_list_company (
  watch_list_id uuid not null references watch_list on delete cascade,
  company_id uuid not null references company,
  primary key (watch_list_id, company_id)
);

-- What bars have shown of exchanges' sessions, where that is not what their calendars say, or where
-- the calendars end.

create table observed_session (
  mic text not null,
  session date not null,
  -- Listings that were looked at, and how many of them had volume.
  active int not null,
  with_volume int not null,
  primary key (mic, session)
);

-- Changes with each change of the table above, so that readers need not read it each time.
create table observed_sessions_version (
  only_row boolean primary key default true check (only_row),
  version uuid not null
);

insert into observed_sessions_version (version) values (uuidv7());

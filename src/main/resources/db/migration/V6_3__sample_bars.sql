-- What the sample's bars were when they were last brought in, so that a start that finds nothing
-- new reads and writes none.
create table sample_bars (
  only_row boolean primary key default true check (only_row),
  fingerprint text not null
);

-- From which session on it has to be counted again on which days the exchange's listings traded;
-- null where nothing has come since the last count. It cannot be told from moves_due: bars that come
-- between a count and the computing of moves would never be counted.
alter table price_series add count_due date;

create index price_series_count_due_idx on price_series (id) where count_due is not null;

update price_series set count_due = moves_due where moves_due is not null;

-- Whether a series holds bars of the built-in sample, so that they are found when it leaves.
alter table price_series add column sample boolean not null default false;

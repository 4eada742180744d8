-- The events of some types, as studies and explanations ask for them.
create index event_type_idx on event (type, occurred_at) where state = 'ACTIVE';

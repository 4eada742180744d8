-- Moves by whether news could have caused them, newest session first.
create index recorded_move_explained_idx on recorded_move (explained, session desc, series_id desc)
  where explained is not null;

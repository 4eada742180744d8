-- Listings whose bars are pulled because somebody said so are changed by people, too.

create trigger audit_bar_feed_added
  after insert on bar_feed
  for each row when (new.reason = 'ADDED')
  execute function audit_change('price-feed', 'ticker,reason,enabled');

create trigger audit_bar_feed
  after delete or update of enabled on bar_feed
  for each row execute function audit_change('price-feed', 'ticker,reason,enabled');

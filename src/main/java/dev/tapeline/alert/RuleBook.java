package dev.tapeline.alert;

import dev.tapeline.company.WatchLists;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/** The rules that are enabled, indexed; read again when the database says that they changed. */
@ApplicationScoped
class RuleBook {
  private final Jdbi jdbi;
  private final AlertRules rules;
  private final WatchLists lists;
  private long version = -1;
  private RuleIndex index = new RuleIndex(java.util.List.of());

  RuleBook(Jdbi jdbi, AlertRules rules, WatchLists lists) {
    this.jdbi = jdbi;
    this.rules = rules;
    this.lists = lists;
  }

  /** The rules as they are committed now. */
  synchronized RuleIndex index() {
    // The version first: rules that change between the two reads are read once more, not missed.
    long now =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select version from alert_rules_version")
                    .mapTo(Long.class)
                    .one());
    if (now != version) {
      index = new RuleIndex(rules.live(lists::companiesOf));
      version = now;
    }
    return index;
  }
}

package dev.tapeline.alert;

import dev.tapeline.company.WatchLists;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The rules that are enabled, indexed. When the database says that rules changed, those whose rows
 * did are read again, and those with watch lists: an edit costs one rule, not ten thousand.
 */
@ApplicationScoped
class RuleBook {
  private static final int READ_TOGETHER = 1_000;

  private final Jdbi jdbi;
  private final AlertRules rules;
  private final WatchLists lists;
  private long version = -1;
  private Map<UUID, Page> pages = Map.of();
  private RuleIndex index = new RuleIndex(List.of());

  RuleBook(Jdbi jdbi, AlertRules rules, WatchLists lists) {
    this.jdbi = jdbi;
    this.rules = rules;
    this.lists = lists;
  }

  /** A rule, and which version of its row it was read from, or an earlier one. */
  private record Page(String row, LiveRule rule) {}

  /** The rules as they are committed now. */
  synchronized RuleIndex index() {
    // The version first: rules that change between the two reads are read once more, not missed.
    long now = jdbi.withHandle(RuleBook::version);
    if (now != version) {
      pages = read();
      index = new RuleIndex(pages.values().stream().map(Page::rule).toList());
      version = now;
    }
    return index;
  }

  private static long version(Handle handle) {
    return handle.createQuery("select version from alert_rules_version").mapTo(Long.class).one();
  }

  private Map<UUID, Page> read() {
    Map<UUID, String> rows = rows();
    Map<UUID, Page> read = new HashMap<>();
    List<UUID> changed = new ArrayList<>();
    rows.forEach(
        (id, row) -> {
          Page page = pages.get(id);
          if (page != null && page.row().equals(row)) {
            read.put(id, page);
          } else {
            changed.add(id);
          }
        });
    for (int from = 0; from < changed.size(); from += READ_TOGETHER) {
      List<UUID> some = changed.subList(from, Math.min(changed.size(), from + READ_TOGETHER));
      for (LiveRule rule : rules.live(some, lists::companiesOf)) {
        read.put(rule.id(), new Page(rows.getOrDefault(rule.id(), ""), rule));
      }
    }
    return read;
  }

  /**
   * The versions of the rules' rows. What a watch list holds stands elsewhere: any change counts
   * for them.
   */
  private Map<UUID, String> rows() {
    Map<UUID, String> rows = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, xmin || case when watch_list_id is null then ''
                      else ' ' || (select version from alert_rules_version) end as row
                    from alert_rule where enabled
                    """)
                .map(
                    (row, context) ->
                        rows.put(row.getObject("id", UUID.class), row.getString("row")))
                .list());
    return rows;
  }
}

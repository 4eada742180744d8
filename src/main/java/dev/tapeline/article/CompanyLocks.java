package dev.tapeline.article;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Keeps writers of one company's events apart, in all processes, until they commit.
 *
 * <p>Whoever holds some and waits for more does so in the order of the keys, or not at all: {@link
 * #takeFree} never waits. So two never wait for each other.
 */
final class CompanyLocks {

  private CompanyLocks() {}

  /** Takes the locks of all the companies, and waits for those who have them. */
  static void take(Handle handle, Collection<UUID> companies) {
    SortedSet<Long> keys = keys(companies);
    if (!keys.isEmpty()) {
      handle
          .createQuery(
              """
              select count(pg_advisory_xact_lock(key))
              from (select key from unnest(cast(:keys as bigint[])) key order by key) ordered
              """)
          .bindArray("keys", Long.class, List.copyOf(keys))
          .mapTo(Integer.class)
          .one();
    }
  }

  /**
   * Takes the locks that nobody else has, and waits for none.
   *
   * @return the companies that were free
   */
  static Set<UUID> takeFree(Handle handle, Collection<UUID> companies) {
    SortedSet<Long> keys = keys(companies);
    Set<UUID> free = new HashSet<>();
    if (!keys.isEmpty()) {
      Set<Long> taken =
          handle
              .createQuery(
                  """
                  select key from unnest(cast(:keys as bigint[])) key
                  where pg_try_advisory_xact_lock(key)
                  """)
              .bindArray("keys", Long.class, List.copyOf(keys))
              .mapTo(Long.class)
              .set();
      companies.stream().filter(company -> taken.contains(key(company))).forEach(free::add);
    }
    return free;
  }

  private static SortedSet<Long> keys(Collection<UUID> companies) {
    return companies.stream().map(CompanyLocks::key).collect(Collectors.toCollection(TreeSet::new));
  }

  private static long key(UUID company) {
    return company.getMostSignificantBits() ^ company.getLeastSignificantBits();
  }
}

package dev.tapeline.pull;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Who is pulling which row of a table. A row is taken for a time: where its process is killed,
 * another takes it when that time is over, and what the first still writes is not taken.
 *
 * @param <T> a row
 */
public final class Leases<T> {
  private final Jdbi jdbi;
  private final String table;
  private final String due;
  private final String columns;
  private final RowMapper<T> reader;

  /**
   * Leases of a table.
   *
   * @param due what else a row must be to be due, in SQL
   * @param columns what the reader needs of a row, in SQL
   */
  public Leases(Jdbi jdbi, String table, String due, String columns, RowMapper<T> reader) {
    this.jdbi = jdbi;
    this.table = table;
    this.due = due;
    this.columns = columns;
    this.reader = reader;
  }

  /**
   * Takes the row that has been due for longest, if any is due that nobody else is pulling.
   *
   * @param lease whose it is from now on
   */
  public Optional<T> takeDue(UUID lease, Instant now, Instant until) {
    return jdbi.withHandle(
        handle ->
            taken(
                handle.createQuery(
                    """
                    update %1$s set lease = :lease, leased_until = :until
                    where id = (
                      select id from %1$s
                      where enabled and next_pull_at <= :now and %2$s
                        and (leased_until is null or leased_until <= :now)
                      order by next_pull_at limit 1 for update skip locked)
                    returning %3$s
                    """
                        .formatted(table, due, columns)),
                lease,
                now,
                until));
  }

  /** Takes one row, due or not; empty while somebody else is pulling it, or if it is gone. */
  public Optional<T> take(UUID id, UUID lease, Instant now, Instant until) {
    return jdbi.withHandle(
        handle ->
            taken(
                handle
                    .createQuery(
                        """
                        update %s set lease = :lease, leased_until = :until
                        where id = :id and (leased_until is null or leased_until <= :now)
                        returning %s
                        """
                            .formatted(table, columns))
                    .bind("id", id),
                lease,
                now,
                until));
  }

  private Optional<T> taken(Query query, UUID lease, Instant now, Instant until) {
    return query.bind("lease", lease).bind("now", now).bind("until", until).map(reader).findOne();
  }

  /** Says that a pull still goes on; false where the row is gone or somebody else's by now. */
  public boolean renew(UUID id, UUID lease, Instant until) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "update %s set leased_until = ? where id = ? and lease = ?".formatted(table),
                    Timestamp.from(until),
                    id,
                    lease))
        == 1;
  }

  /** Gives back what was taken and not pulled to the end. */
  public void release(UUID id, UUID lease) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update %s set lease = null, leased_until = null where id = ? and lease = ?"
                    .formatted(table),
                id,
                lease));
  }
}

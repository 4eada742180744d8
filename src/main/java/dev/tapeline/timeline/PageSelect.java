package dev.tapeline.timeline;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The select of a page of one company's timeline.
 *
 * <p>It is what a service that serves timelines does all day, and therefore plain JDBC and one
 * statement on a connection of the pool: the page, the largest number of all and the largest of the
 * company come out of one snapshot and one exchange with the database. Times and ids are read as
 * they come over the wire in binary, bodies as the bytes that are sent on.
 */
final class PageSelect {

  private static final String OF_COMPANY =
      "select coalesce(max(seq), 0) from timeline_entry where company_id = ?";
  private static final String NUMBERS =
      "(select max(seq) from timeline_entry), (" + OF_COMPANY + ")";

  private final TimelineQuery query;
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /**
   * Writes the statement.
   *
   * @param older whether entries that are older than the cursor are wanted, newest first; newer
   *     ones, oldest first, otherwise
   * @param limit at most so many
   */
  PageSelect(TimelineQuery query, @Nullable Cursor cursor, boolean older, int limit) {
    this.query = query;
    if (query.asOf() == null) {
      select("id", NUMBERS, "timeline_entry");
    } else {
      sql.append("select seq, occurred_at, id, body, ").append(NUMBERS).append(" from (");
      values.add(query.company());
      select("id", "1", "timeline_entry");
      and(" and known_from <= ?", query.asOf());
      sql.append(" union all ");
      select("entry_id as id", "1", "timeline_entry_revision");
      and(" and known_from <= ?", query.asOf());
      and(" and known_to > ?", query.asOf());
      sql.append(") known where true");
    }
    if (cursor != null) {
      sql.append(" and (occurred_at, id) ").append(older ? '<' : '>').append(" (?, ?)");
      values.add(cursor.occurredAt());
      values.add(cursor.id());
    }
    String order = older ? "desc" : "asc";
    sql.append(" order by occurred_at ").append(order).append(", id ").append(order);
    // Written out: a plan for any limit is not the plan for a page.
    sql.append(" limit ").append(limit);
  }

  private void select(String id, String numbers, String table) {
    sql.append("select seq, occurred_at, ").append(id).append(", body, ").append(numbers);
    sql.append(" from ")
        .append(table)
        .append(" where company_id = ? and state = 'ACTIVE' and seq is not null");
    if (numbers.equals(NUMBERS)) {
      values.add(query.company());
    }
    values.add(query.company());
    // Written out: with a parameter the planner thinks that it must plan anew for every company,
    // which takes three times as long as the page itself.
    sql.append(" and relevance >= ").append(query.minRelevance());
    and(" and occurred_at >= ?", query.from());
    and(" and occurred_at < ?", query.to());
    and(" and move_size >= ?", query.minMove());
    anyOf(" and kind = any(?)", query.kinds().stream().map(Enum::name).sorted().toList());
    anyOf(" and language = any(?)", query.languages());
    if (!query.types().isEmpty()) {
      anyOf(" and (type = any(?)", query.types());
      anyOf(" or split_part(type, '/', 1) = any(?))", query.types());
    }
  }

  private void and(String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      values.add(value);
    }
  }

  private void anyOf(String condition, List<String> allowed) {
    if (!allowed.isEmpty()) {
      sql.append(condition);
      values.add(allowed);
    }
  }

  /**
   * What was found.
   *
   * @param rows in the order asked for
   * @param lastSeq the largest number of all timelines
   * @param companySeq the largest number of the company's entries
   */
  record Found(List<TimelineReader.Row> rows, long lastSeq, long companySeq) {}

  /** Asks the database. */
  Found read(DataSource database) {
    try (Connection connection = database.getConnection()) {
      Found found = rows(connection);
      if (!found.rows().isEmpty()) {
        return found;
      }
      // The numbers come with the rows. Where there are none, numbers from before tell what a page
      // that is still empty has seen.
      long lastSeq = number(connection, "select coalesce(max(seq), 0) from timeline_entry", null);
      long companySeq = number(connection, OF_COMPANY, query.company());
      Found again = rows(connection);
      return again.rows().isEmpty() ? new Found(again.rows(), lastSeq, companySeq) : again;
    } catch (SQLException e) {
      throw new IllegalStateException("a timeline could not be read", e);
    }
  }

  /** The largest number that entries of a company have, whatever their state; 0 for none. */
  static long companySeq(DataSource database, UUID company) {
    try (Connection connection = database.getConnection()) {
      return number(connection, OF_COMPANY, company);
    } catch (SQLException e) {
      throw new IllegalStateException("a timeline could not be read", e);
    }
  }

  private Found rows(Connection connection) throws SQLException {
    List<TimelineReader.Row> rows = new ArrayList<>();
    long lastSeq = 0;
    long companySeq = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < values.size(); i++) {
        bind(statement, i + 1, values.get(i));
      }
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          if (rows.isEmpty()) {
            lastSeq = found.getLong(5);
            companySeq = found.getLong(6);
          }
          rows.add(
              new TimelineReader.Row(
                  found.getLong(1),
                  found.getTimestamp(2).toInstant(),
                  found.getObject(3, UUID.class),
                  query.company(),
                  found.getBytes(4))); // of a text: its bytes, which are UTF-8 on every connection
        }
      }
    }
    return new Found(rows, lastSeq, companySeq);
  }

  private static long number(Connection connection, String select, @Nullable UUID company)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      if (company != null) {
        statement.setObject(1, company);
      }
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
    } else if (value instanceof BigDecimal number) {
      statement.setBigDecimal(index, number);
    } else if (value instanceof List<?> texts) {
      statement.setArray(index, statement.getConnection().createArrayOf("text", texts.toArray()));
    } else {
      statement.setObject(index, value);
    }
  }
}

package dev.tapeline.timeline;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The one reading path of timelines: pages of a company's, and deltas over all. */
@ApplicationScoped
public class TimelineReader {

  /** Up to so many companies are looked up one by one. */
  private static final int LOOKED_UP = 200;

  private static final int MOST_DATED = 1_000;

  private final Jdbi jdbi;

  TimelineReader(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * An entry as it is sent.
   *
   * @param seq its sequence number
   * @param occurredAt when it happened
   * @param id its id
   * @param company whose timeline it stands in
   * @param body its JSON in UTF-8, without {@code seq}
   */
  record Row(long seq, Instant occurredAt, UUID id, UUID company, byte[] body) {}

  /**
   * A page of a timeline, newest first.
   *
   * @param rows the entries
   * @param next where older ones begin, or null
   * @param prev where newer ones begin, or null
   * @param lastSeq a delta that follows from here misses nothing
   */
  record Page(List<Row> rows, @Nullable Cursor next, @Nullable Cursor prev, long lastSeq) {

    /** Changes when any of the entries does. */
    long hash() {
      long hash = 1;
      for (Row row : rows) {
        hash = 31 * (31 * hash + row.seq()) + row.id().hashCode();
      }
      return 31 * hash + (next == null ? 0 : 1);
    }
  }

  /**
   * What is new or changed.
   *
   * @param rows by sequence number
   * @param lastSeq follow from here
   * @param more whether the next delta is known to hold something
   */
  record Delta(List<Row> rows, long lastSeq, boolean more) {}

  /** The newest entries, or those beside a cursor of the same query. */
  Page page(TimelineQuery query, @Nullable Cursor cursor, int limit) {
    return page(query, cursor, limit, "body");
  }

  /** The same with empty bodies: enough to tell whether anything has changed. */
  Page outline(TimelineQuery query, @Nullable Cursor cursor, int limit) {
    return page(query, cursor, limit, "'' as body");
  }

  private Page page(TimelineQuery query, @Nullable Cursor cursor, int limit, String body) {
    boolean older = cursor == null || cursor.older();
    Statement statement = new Statement(query, cursor, older, body);
    return jdbi.withHandle(
        handle -> {
          long lastSeq = lastSeq(handle);
          List<Row> rows = new ArrayList<>(statement.rows(handle, limit + 1));
          boolean more = rows.size() > limit;
          if (more) {
            rows.remove(limit);
          }
          if (!older) {
            Collections.reverse(rows);
          }
          return page(rows, query, cursor, older, more, lastSeq);
        });
  }

  private static Page page(
      List<Row> rows,
      TimelineQuery query,
      @Nullable Cursor cursor,
      boolean older,
      boolean more,
      long lastSeq) {
    if (rows.isEmpty()) {
      return new Page(rows, null, null, lastSeq);
    }
    boolean hasOlder = older ? more : true;
    boolean hasNewer = older ? cursor != null : more;
    Row first = rows.get(0);
    Row last = rows.get(rows.size() - 1);
    return new Page(
        rows,
        hasOlder ? new Cursor(true, query.fingerprint(), last.occurredAt(), last.id()) : null,
        hasNewer ? new Cursor(false, query.fingerprint(), first.occurredAt(), first.id()) : null,
        lastSeq);
  }

  /**
   * Everything after a sequence number, whatever its state, in the order of the numbers.
   *
   * @param companies whose entries; null for all companies
   */
  Delta delta(@Nullable Collection<UUID> companies, long afterSeq, int limit) {
    String condition = "seq > :after";
    String order = "order by seq limit :limit";
    List<Row> rows =
        new ArrayList<>(
            rows(
                ofCompanies(companies, condition, order),
                companies,
                Map.of("after", afterSeq),
                limit + 1));
    boolean more = rows.size() > limit;
    if (more) {
      rows.remove(limit);
    }
    long lastSeq = rows.isEmpty() ? afterSeq : rows.get(rows.size() - 1).seq();
    return new Delta(rows, lastSeq, more);
  }

  /** The entries that changed last and still stand, the latest first. */
  List<Row> latest(@Nullable Collection<UUID> companies, int limit) {
    return rows(
        ofCompanies(
            companies, "state = 'ACTIVE' and seq is not null", "order by seq desc limit :limit"),
        companies,
        Map.of(),
        limit);
  }

  /** Events with a period that are neither rumoured nor denied, those that occurred last first. */
  List<Row> dated(Collection<UUID> companies) {
    return rows(
        ofCompanies(
            companies,
            """
            state = 'ACTIVE' and seq is not null and kind = 'NEWS_EVENT' and type is not null
            and body like '%"period":"%'
            and cast(body as json) -> 'event' ->> 'period' is not null
            and cast(body as json) -> 'event' ->> 'factLevel' in ('PLANNED', 'CONFIRMED')""",
            "order by occurred_at desc, id desc limit :limit"),
        companies,
        Map.of(),
        MOST_DATED);
  }

  /**
   * A select of entries. For some companies it looks each of them up, since an index over all
   * entries would be read past those of everybody else.
   */
  private static String ofCompanies(
      @Nullable Collection<UUID> companies, String condition, String order) {
    String columns = "seq, occurred_at, id, company_id, body";
    if (companies == null) {
      return "select %s from timeline_entry where %s %s".formatted(columns, condition, order);
    }
    if (companies.size() > LOOKED_UP) {
      return "select %s from timeline_entry where company_id = any(:companies) and %s %s"
          .formatted(columns, condition, order);
    }
    return """
        select %1$s from unnest(:companies) as wanted (one) cross join lateral (
          select %1$s from timeline_entry where company_id = wanted.one and %2$s %3$s) found
        %3$s
        """
        .formatted(columns, condition, order);
  }

  private List<Row> rows(
      String sql, @Nullable Collection<UUID> companies, Map<String, ?> values, int limit) {
    return jdbi.withHandle(
        handle -> {
          Query select = handle.createQuery(sql).bindMap(values).bind("limit", limit);
          if (companies != null) {
            select.bindArray("companies", UUID.class, List.copyOf(companies));
          }
          return select.map((row, context) -> row(row)).list();
        });
  }

  /** The largest sequence number that was given. */
  long lastSeq() {
    return jdbi.withHandle(TimelineReader::lastSeq);
  }

  private static long lastSeq(Handle handle) {
    return handle
        .createQuery("select coalesce(max(seq), 0) from timeline_entry")
        .mapTo(Long.class)
        .one();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("seq"),
        row.getTimestamp("occurred_at").toInstant(),
        row.getObject("id", UUID.class),
        row.getObject("company_id", UUID.class),
        row.getString("body").getBytes(StandardCharsets.UTF_8));
  }

  /** The select of a page, and what it binds. */
  private static final class Statement {
    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    Statement(TimelineQuery query, @Nullable Cursor cursor, boolean older, String body) {
      String select = "select seq, occurred_at, %s, company_id, " + body + " from ";
      if (query.asOf() == null) {
        sql.append(select.formatted("id")).append("timeline_entry");
        where(query);
      } else {
        bind("asOf", query.asOf());
        sql.append("select * from (").append(select.formatted("id")).append("timeline_entry");
        where(query);
        sql.append(" and known_from <= :asOf union all ");
        sql.append(select.formatted("entry_id as id")).append("timeline_entry_revision");
        where(query);
        sql.append(" and known_from <= :asOf and known_to > :asOf) known where true");
      }
      if (cursor != null) {
        sql.append(" and (occurred_at, id) ")
            .append(older ? '<' : '>')
            .append(" (:placeAt, :placeId)");
        bind("placeAt", cursor.occurredAt());
        bind("placeId", cursor.id());
      }
      String order = older ? "desc" : "asc";
      sql.append(" order by occurred_at %s, id %s limit :limit".formatted(order, order));
    }

    private void where(TimelineQuery query) {
      sql.append(" where company_id = :company and state = 'ACTIVE' and seq is not null");
      bind("company", query.company());
      and(" and relevance >= :minRelevance", "minRelevance", query.minRelevance());
      and(" and occurred_at >= :from", "from", query.from());
      and(" and occurred_at < :to", "to", query.to());
      and(" and move_size >= :minMove", "minMove", query.minMove());
      anyOf("kind", query.kinds().stream().map(Enum::name).toList());
      anyOf("language", query.languages());
      if (!query.types().isEmpty()) {
        sql.append(" and (type = any(:types) or split_part(type, '/', 1) = any(:types))");
        lists.put("types", query.types());
      }
    }

    private void and(String condition, String name, @Nullable Object value) {
      if (value != null) {
        sql.append(condition);
        bind(name, value);
      }
    }

    private void anyOf(String column, List<String> allowed) {
      if (!allowed.isEmpty()) {
        String name = column + "s";
        sql.append(" and ").append(column).append(" = any(:").append(name).append(')');
        lists.put(name, allowed);
      }
    }

    private void bind(String name, Object value) {
      values.put(name, value);
    }

    List<Row> rows(Handle handle, int limit) {
      Query select = handle.createQuery(sql.toString()).bind("limit", limit).bindMap(values);
      lists.forEach((name, list) -> select.bindArray(name, String.class, list));
      return select.map((row, context) -> row(row)).list();
    }
  }
}

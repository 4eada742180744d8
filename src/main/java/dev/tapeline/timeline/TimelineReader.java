package dev.tapeline.timeline;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
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
  private final DataSource database;

  TimelineReader(Jdbi jdbi, DataSource database) {
    this.jdbi = jdbi;
    this.database = database;
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
   * @param version what {@link TimelineReader#version} says of the same page
   */
  record Page(
      List<Row> rows, @Nullable Cursor next, @Nullable Cursor prev, long lastSeq, long version) {}

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
    boolean older = cursor == null || cursor.older();
    PageSelect select = new PageSelect(query, cursor, older, limit + 1);
    PageSelect.Found found = select.read(database);
    List<Row> rows = found.rows();
    boolean more = rows.size() > limit;
    if (more) {
      rows.remove(limit);
    }
    if (!older) {
      Collections.reverse(rows);
    }
    int fingerprint = query.fingerprint();
    long version = version(fingerprint, cursor, limit, found.companySeq());
    if (rows.isEmpty()) {
      return new Page(rows, null, null, found.lastSeq(), version);
    }
    boolean hasOlder = older ? more : true;
    boolean hasNewer = older ? cursor != null : more;
    Row first = rows.get(0);
    Row last = rows.get(rows.size() - 1);
    return new Page(
        rows,
        hasOlder ? new Cursor(true, fingerprint, last.occurredAt(), last.id()) : null,
        hasNewer ? new Cursor(false, fingerprint, first.occurredAt(), first.id()) : null,
        found.lastSeq(),
        version);
  }

  /**
   * Changes whenever a page does, at the price of one look into an index: with the largest number
   * that the company's entries have. Whatever comes into a timeline, changes in it or leaves it
   * takes a new number, so the page is as it was while that stays. (It may change where the page
   * does not: an entry that is on another page then costs an answer.)
   */
  long version(TimelineQuery query, @Nullable Cursor cursor, int limit) {
    return version(
        query.fingerprint(), cursor, limit, PageSelect.companySeq(database, query.company()));
  }

  private static long version(
      int fingerprint, @Nullable Cursor cursor, int limit, long companySeq) {
    long page = 31L * fingerprint + limit;
    long place = cursor == null ? 0 : cursor.hashCode();
    return 31 * (31 * page + place) + companySeq;
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
        row.getBytes("body")); // of a text these are its bytes, and those of a connection are UTF-8
  }
}

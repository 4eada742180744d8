package dev.tapeline.article;

import dev.tapeline.analysis.event.EventType;
import dev.tapeline.analysis.event.FactLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * When which companies had events of what type: for those who measure what followed. Events of no
 * type, those taken back and those that turned out to be another are not among them.
 */
public final class EventHistory {

  private EventHistory() {}

  /**
   * An event as a point in a company's time.
   *
   * @param id its own id
   * @param company whose event
   * @param type {@code group/type}
   * @param occurredAt when its first report was published
   * @param sample whether it is the built-in sample's
   */
  public record Moment(UUID id, UUID company, EventType type, Instant occurredAt, boolean sample) {}

  /**
   * Which events; an empty list or null leaves a condition out, but for companies.
   *
   * @param types any of these
   * @param companies any of these; null for all, empty for none
   * @param from first moment
   * @param to the moment behind the last
   * @param factLevels any of these
   * @param minRelevance of the company for the event, 0 to 100
   * @param minNovelty 100 for what a story's first article told
   */
  public record Selection(
      List<EventType> types,
      @Nullable List<UUID> companies,
      @Nullable Instant from,
      @Nullable Instant to,
      List<FactLevel> factLevels,
      @Nullable Integer minRelevance,
      @Nullable Integer minNovelty) {

    public Selection {
      types = List.copyOf(types);
      companies = companies == null ? null : List.copyOf(companies);
      factLevels = List.copyOf(factLevels);
    }
  }

  /** Up to so many of the events, company by company, oldest first. */
  public static List<Moment> find(Handle handle, Selection selection, int limit) {
    StringBuilder where = new StringBuilder("e.state = 'ACTIVE' and e.type is not null");
    Map<String, Object> values = new HashMap<>();
    condition(where, values, " and e.occurred_at >= :from", "from", selection.from());
    condition(where, values, " and e.occurred_at < :to", "to", selection.to());
    condition(where, values, " and e.novelty >= :novelty", "novelty", selection.minNovelty());
    condition(
        where,
        values,
        " and cast(e.body ->> 'relevance' as int) >= :relevance",
        "relevance",
        selection.minRelevance());
    condition(where, " and e.type = any(:types)", selection.types());
    List<UUID> companies = selection.companies();
    if (companies != null) {
      where.append(" and e.company_id = any(:companies)");
    }
    condition(where, " and e.body ->> 'factLevel' = any(:levels)", selection.factLevels());
    Query query =
        handle
            .createQuery(
                """
                select e.id, e.company_id, e.type, e.occurred_at, s.sample
                from event e join story s on s.id = e.story_id
                where %s order by e.company_id, e.occurred_at, e.id limit :limit
                """
                    .formatted(where))
            .bindMap(values)
            .bind("limit", limit);
    bind(query, "types", selection.types());
    bind(query, "levels", selection.factLevels());
    if (companies != null) {
      query.bindArray("companies", UUID.class, companies);
    }
    return query.map((row, context) -> moment(row)).list();
  }

  private static void condition(
      StringBuilder where,
      Map<String, Object> values,
      String sql,
      String name,
      @Nullable Object value) {
    if (value != null) {
      where.append(sql);
      values.put(name, value);
    }
  }

  private static void condition(StringBuilder where, String sql, List<?> allowed) {
    if (!allowed.isEmpty()) {
      where.append(sql);
    }
  }

  private static void bind(Query query, String name, List<?> allowed) {
    if (!allowed.isEmpty()) {
      query.bindArray(name, String.class, allowed.stream().map(Object::toString).toList());
    }
  }

  private static Moment moment(ResultSet row) throws SQLException {
    return new Moment(
        row.getObject("id", UUID.class),
        row.getObject("company_id", UUID.class),
        EventType.parse(row.getString("type")),
        row.getTimestamp("occurred_at").toInstant(),
        row.getBoolean("sample"));
  }
}

package dev.tapeline.app.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail; triggers of the database write it. */
@ApplicationScoped
class AuditTrail {
  private final Jdbi jdbi;
  private final ObjectMapper json;

  AuditTrail(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /** What was done. */
  enum Action {
    CREATED,
    CHANGED,
    REMOVED
  }

  /**
   * One change.
   *
   * @param id grows with each
   * @param at when
   * @param actor who: {@code admin}, {@code token:NAME (ID)}, {@code oidc:NAME}, {@code
   *     command:USER}, {@code service}
   * @param action what was done
   * @param subject to what sort of thing: {@code source}, {@code token}, {@code watch-list}, {@code
   *     companies}, {@code alert-rule}
   * @param subjectId to which
   * @param before what people edit, as it was; absent for what was created
   * @param after the same as it is; absent for what was removed
   */
  @Schema(name = "AuditEntry")
  record Entry(
      long id,
      Instant at,
      String actor,
      Action action,
      String subject,
      @Nullable String subjectId,
      @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
          @Nullable JsonNode before,
      @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
          @Nullable JsonNode after) {}

  /**
   * Changes, the latest first.
   *
   * @param subject of this sort alone, or null
   * @param below with smaller ids
   */
  List<Entry> page(@Nullable String subject, long below, int limit) {
    String where = subject == null ? "" : " and subject = :subject";
    return jdbi.withHandle(
        handle -> {
          var select =
              handle
                  .createQuery(
                      "select id, at, actor, action, subject, subject_id, before, after"
                          + " from audit_entry where id < :below"
                          + where
                          + " order by id desc limit :limit")
                  .bind("below", below)
                  .bind("limit", limit);
          if (subject != null) {
            select.bind("subject", subject);
          }
          return select.map((row, context) -> entry(row)).list();
        });
  }

  private Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        row.getTimestamp("at").toInstant(),
        row.getString("actor"),
        Action.valueOf(row.getString("action")),
        row.getString("subject"),
        row.getString("subject_id"),
        tree(row.getString("before")),
        tree(row.getString("after")));
  }

  private @Nullable JsonNode tree(@Nullable String column) {
    try {
      return column == null ? null : json.readTree(column);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry of the audit trail cannot be read", e);
    }
  }
}

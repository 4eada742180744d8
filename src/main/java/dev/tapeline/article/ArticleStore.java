package dev.tapeline.article;

import dev.tapeline.article.ArticleResource.ArticleDetails;
import dev.tapeline.article.ArticleResource.ArticleRevision;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Articles out of the database. */
@ApplicationScoped
class ArticleStore {
  private final Jdbi jdbi;

  ArticleStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Optional<ArticleDetails> find(UUID id) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery("select * from article where id = :id")
                .bind("id", id)
                .map((row, context) -> details(row, events(handle, id), revisions(handle, id)))
                .findOne());
  }

  private static List<UUID> events(Handle handle, UUID article) {
    return handle
        .createQuery("select event_id from event_report where article_id = :id order by event_id")
        .bind("id", article)
        .mapTo(UUID.class)
        .list();
  }

  private static List<ArticleRevision> revisions(Handle handle, UUID article) {
    return handle
        .createQuery("select * from article_revision where article_id = :id order by revision")
        .bind("id", article)
        .map(
            (row, context) ->
                new ArticleRevision(
                    row.getInt("revision"),
                    row.getString("url"),
                    row.getString("title"),
                    row.getString("text"),
                    instant(row, "published_at"),
                    row.getTimestamp("seen_at").toInstant()))
        .list();
  }

  private static ArticleDetails details(
      ResultSet row, List<UUID> events, List<ArticleRevision> revisions) throws SQLException {
    return new ArticleDetails(
        row.getObject("id", UUID.class),
        row.getString("source_name"),
        row.getString("item_id"),
        row.getString("state"),
        row.getBoolean("sample"),
        row.getObject("story_id", UUID.class),
        row.getString("url"),
        row.getString("title"),
        row.getString("text"),
        instant(row, "published_at"),
        row.getTimestamp("first_seen_at").toInstant(),
        instant(row, "revised_at"),
        row.getString("analysis"),
        events,
        revisions);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}

package dev.tapeline.article;

import dev.tapeline.analysis.linking.Role;
import dev.tapeline.article.ArticleResource.ArticleDetails;
import dev.tapeline.article.ArticleResource.ArticleRevision;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Articles in the database. What writes runs inside the caller's transaction, and takes the same
 * few statements however many articles there are.
 */
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

  /**
   * An article as it stands.
   *
   * @param hash over what the source gave
   * @param active whether it has not been retracted
   */
  record Standing(UUID id, byte[] hash, boolean active, @Nullable UUID story, Instant firstSeenAt) {

    /** Whether recording the item would change nothing. */
    boolean says(CheckedArticle item) {
      return active && Arrays.equals(hash, item.hash());
    }
  }

  /** What is known of items. */
  static Map<ArticleKey, Standing> standing(Handle handle, List<ArticleKey> keys) {
    return standing(handle, keys, "");
  }

  /** As {@link #standing}, and keeps others from changing them until commit. */
  static Map<ArticleKey, Standing> locked(Handle handle, List<ArticleKey> keys) {
    return standing(handle, keys, "order by a.source_id, a.item_id for update of a");
  }

  private static Map<ArticleKey, Standing> standing(
      Handle handle, List<ArticleKey> keys, String order) {
    Map<ArticleKey, Standing> standing = new HashMap<>();
    handle
        .createQuery(
            """
            select a.source_id, a.item_id, a.id, a.content_hash, a.state, a.story_id,
              a.first_seen_at
            from unnest(cast(:sources as uuid[]), cast(:items as text[])) as k (source, item)
            join article a on a.source_id = k.source and a.item_id = k.item
            """
                + order)
        .bindArray("sources", UUID.class, keys.stream().map(ArticleKey::source).toList())
        .bindArray("items", String.class, keys.stream().map(ArticleKey::item).toList())
        .map(
            (row, context) ->
                Map.entry(
                    new ArticleKey(
                        row.getObject("source_id", UUID.class), row.getString("item_id")),
                    new Standing(
                        row.getObject("id", UUID.class),
                        row.getBytes("content_hash"),
                        row.getString("state").equals("ACTIVE"),
                        row.getObject("story_id", UUID.class),
                        row.getTimestamp("first_seen_at").toInstant())))
        .forEach(entry -> standing.put(entry.getKey(), entry.getValue()));
    return standing;
  }

  /** What is written of an article. */
  record Row(
      Told told,
      CheckedArticle checked,
      ArticleIntake.ArticleSource source,
      UUID story,
      @Nullable String language,
      String analysis) {

    void bind(PreparedBatch batch, Instant now) {
      IncomingArticle incoming = checked.incoming();
      batch
          .bind("id", told.articleId())
          .bind("source", incoming.sourceId())
          .bind("item", incoming.itemId())
          .bind("sourceName", source.name())
          .bind("sample", source.sample())
          .bind("headline", checked.headline())
          .bind("language", language)
          .bind("url", incoming.url())
          .bind("title", incoming.title())
          .bind("text", incoming.text())
          .bind("toldLanguage", incoming.language())
          .bind("publishedAt", incoming.publishedAt())
          .bind("hash", checked.hash())
          .bind("similarity", told.similarity())
          .bind("story", story)
          .bind("analysis", analysis)
          .bind("now", now)
          .add();
    }
  }

  /**
   * Writes new articles.
   *
   * @throws Raced where another transaction has written one of them meanwhile
   */
  static void insert(Handle handle, List<Row> rows, Instant now) {
    if (rows.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into article (id, source_id, item_id, source_name, sample, state, headline,
              language, url, title, text, told_language, published_at, first_seen_at, content_hash,
              similarity, story_id, analysis)
            values (:id, :source, :item, :sourceName, :sample, 'ACTIVE', :headline, :language, :url,
              :title, :text, :toldLanguage, :publishedAt, :now, :hash, :similarity, :story,
              cast(:analysis as json))
            on conflict (source_id, item_id) do nothing
            """);
    rows.forEach(row -> row.bind(batch, now));
    if (Arrays.stream(batch.execute()).anyMatch(written -> written == 0)) {
      throw new Raced();
    }
  }

  /** Another transaction has written the same item first: what was found before holds no more. */
  static final class Raced extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Writes what articles say now, and keeps what they said before. */
  static void revise(Handle handle, List<Row> rows, Instant now) {
    if (rows.isEmpty()) {
      return;
    }
    List<UUID> ids = rows.stream().map(row -> row.told().articleId()).toList();
    handle
        .createUpdate(
            """
            insert into article_revision (article_id, revision, url, title, text, published_at, seen_at)
            select id, revision, url, title, text, published_at, coalesce(revised_at, first_seen_at)
            from article where id = any(:ids)
            """)
        .bindArray("ids", UUID.class, ids)
        .execute();
    PreparedBatch batch =
        handle.prepareBatch(
            """
            update article set source_name = :sourceName, sample = :sample, state = 'ACTIVE',
              headline = :headline, language = :language, url = :url, title = :title, text = :text,
              told_language = :toldLanguage, published_at = :publishedAt, content_hash = :hash,
              similarity = :similarity, story_id = :story, analysis = cast(:analysis as json),
              revised_at = :now, revision = revision + 1
            where id = :id
            """);
    rows.forEach(row -> row.bind(batch, now));
    batch.execute();
    handle
        .createUpdate("delete from article_company where article_id = any(:ids)")
        .bindArray("ids", UUID.class, ids)
        .execute();
  }

  /** That an article is about a company. */
  record Link(UUID company, Role role, int relevance) {}

  /** Writes which companies articles are about. */
  static void link(Handle handle, List<Told> articles, Function<UUID, List<Link>> links) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into article_company (article_id, company_id, role, relevance, published_at)
            values (:article, :company, :role, :relevance, :at)
            on conflict (article_id, company_id) do nothing
            """);
    for (Told article : articles) {
      for (Link link : links.apply(article.articleId())) {
        batch
            .bind("article", article.articleId())
            .bind("company", link.company())
            .bind("role", link.role().name())
            .bind("relevance", link.relevance())
            .bind("at", article.publishedAt())
            .add();
      }
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}

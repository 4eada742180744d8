package dev.tapeline.source;

import dev.tapeline.pull.Leases;
import dev.tapeline.pull.Remark;
import dev.tapeline.pull.RemarkLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Sources in the database. */
@ApplicationScoped
class SourceStore {
  /** Pushed articles are counted where they are, as nobody here sees them come. */
  private static final String SELECT =
      """
      select s.*, case kind when 'PUSH'
          then (select count(*) from article a where a.source_id = s.id and a.state = 'ACTIVE')
          else items end as brought
      from source s
      """;

  private final Jdbi jdbi;
  private final Leases<Source> leases;
  private final RemarkLog remarks;

  SourceStore(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.leases =
        new Leases<>(
            jdbi, "source", "kind <> 'PUSH'", "*, items as brought", (row, context) -> source(row));
    this.remarks = new RemarkLog(jdbi, "source_remark", "source", "source_id", "item_id");
  }

  /** Who is pulling which source. */
  Leases<Source> leases() {
    return leases;
  }

  /** What was remarked of feeds and of items in them. */
  RemarkLog remarks() {
    return remarks;
  }

  /**
   * What was seen of an item in its feed.
   *
   * @param hash over all that the feed says of it
   * @param page how it stands with its page
   * @param pageAttempts how often its page was asked for in vain
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals alone
  record SeenItem(byte[] hash, Page page, int pageAttempts) {}

  /** How it stands with an article's page. */
  enum Page {
    /** It was not needed, or is there. */
    DONE,
    /** It is to be tried (again) at the next pull. */
    PENDING,
    /** It was tried often enough; the summary has to do. */
    GIVEN_UP
  }

  // Edited by hand

  /** Adds a feed, unless there is one of its address. */
  Optional<UUID> insert(SourceEdit edit, Instant now, Instant firstPullAt) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    insert into source
                      (name, kind, url, language, fetch_pages, enabled, created_at, next_pull_at)
                    values (:name, 'FEED', :url, :language, :fetchPages, :enabled, :now, :first)
                    on conflict (url) where kind = 'FEED' do nothing
                    returning id
                    """)
                .bind("name", edit.name())
                .bind("url", String.valueOf(edit.url()))
                .bind("language", edit.language())
                .bind("fetchPages", edit.fetchPages())
                .bind("enabled", edit.enabled())
                .bind("now", now)
                .bind("first", firstPullAt)
                .mapTo(UUID.class)
                .findOne());
  }

  /**
   * Writes what was edited. Another address is another feed: what was known of the old one's
   * answers is forgotten, and it is pulled soon.
   *
   * @return false where another feed has the address
   */
  boolean update(UUID id, SourceEdit edit, Instant soon) {
    return jdbi.inTransaction(
        handle -> {
          boolean taken =
              handle
                  .createQuery(
                      "select true from source where url = :url and kind = 'FEED' and id <> :id")
                  .bind("url", String.valueOf(edit.url()))
                  .bind("id", id)
                  .mapTo(Boolean.class)
                  .findOne()
                  .isPresent();
          if (taken) {
            return false;
          }
          handle
              .createUpdate(
                  """
                  update source set name = :name, language = :language, fetch_pages = :fetchPages,
                    enabled = :enabled, url = :url,
                    etag = case when url = :url then etag end,
                    last_modified = case when url = :url then last_modified end,
                    gap_seconds = case when url = :url then gap_seconds end,
                    failures = case when url = :url then failures else 0 end,
                    last_error = case when url = :url then last_error end,
                    state = case when url = :url then state else 'NEW' end,
                    next_pull_at = case
                      when url <> :url or (not enabled and :enabled) then :soon
                      else next_pull_at end
                  where id = :id
                  """)
              .bind("id", id)
              .bind("name", edit.name())
              .bind("url", String.valueOf(edit.url()))
              .bind("language", edit.language())
              .bind("fetchPages", edit.fetchPages())
              .bind("enabled", edit.enabled())
              .bind("soon", soon)
              .execute();
          return true;
        });
  }

  /** Removes a source; its articles are another matter. */
  void delete(UUID id) {
    jdbi.useHandle(handle -> handle.execute("delete from source where id = ?", id));
  }

  Optional<Source> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + "where id = :id")
                .bind("id", id)
                .map((row, context) -> source(row))
                .findOne());
  }

  Optional<UUID> findByUrl(URI url) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from source where kind = 'FEED' and url = :url")
                .bind("url", url.toString())
                .mapTo(UUID.class)
                .findOne());
  }

  /** Sources in the order in which they were made, behind one of them. */
  List<Source> list(@Nullable UUID behind, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        where cast(:behind as uuid) is null or id > :behind
                        order by id limit :limit
                        """)
                .bind("behind", behind)
                .bind("limit", limit)
                .map((row, context) -> source(row))
                .list());
  }

  // The sample

  /** Makes the sample's source where there is none. */
  void insertSample(String name, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into source (name, kind, sample, fetch_pages, created_at, next_pull_at)
                    values (:name, 'SAMPLE', true, false, :now, :now)
                    on conflict (kind) where kind = 'SAMPLE' do nothing
                    """)
                .bind("name", name)
                .bind("now", now)
                .execute());
  }

  Optional<UUID> findSample() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from source where kind = 'SAMPLE'")
                .mapTo(UUID.class)
                .findOne());
  }

  /** Whether any article came from elsewhere than the sample. */
  boolean hasOwnArticles() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from article where not sample)")
                .mapTo(Boolean.class)
                .one());
  }

  /** Sample sources that are gone, while articles of theirs still stand. */
  List<UUID> samplesLeft() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct a.source_id from article a
                    where a.sample and a.state = 'ACTIVE'
                      and not exists (select from source s where s.id = a.source_id)
                    """)
                .mapTo(UUID.class)
                .list());
  }

  // Pulling

  /**
   * How a good pull ended.
   *
   * @param url where the feed is from now on, where it has moved; null where it has not
   * @param brought how many articles were new
   */
  record GoodPull(
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable Duration gap,
      @Nullable URI url,
      int brought) {}

  /** Ends a good pull; false where the source is gone or somebody else's by now. */
  boolean succeed(UUID id, UUID lease, Instant now, @Nullable Instant next, GoodPull pull) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        update source set state = 'OK', last_pull_at = :now, last_good_pull_at = :now,
                          last_error = null, failures = 0, next_pull_at = :next,
                          etag = :etag, last_modified = :lastModified, gap_seconds = :gap,
                          items = items + :brought, lease = null, leased_until = null,
                          url = case
                            when cast(:url as text) is null
                              or exists (select from source s where s.url = :url) then url
                            else :url end
                        where id = :id and lease = :lease
                        """)
                    .bind("id", id)
                    .bind("lease", lease)
                    .bind("now", now)
                    .bind("next", next)
                    .bind("etag", pull.etag())
                    .bind("lastModified", pull.lastModified())
                    .bind("gap", pull.gap() == null ? null : pull.gap().toSeconds())
                    .bind("url", pull.url() == null ? null : pull.url().toString())
                    .bind("brought", pull.brought())
                    .execute())
        == 1;
  }

  /** Ends a pull that failed; false where the source is gone or somebody else's by now. */
  boolean fail(
      UUID id, UUID lease, Instant now, @Nullable Instant next, Health.Status state, String error) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        update source set state = :state, last_pull_at = :now, last_error = :error,
                          failures = failures + 1, next_pull_at = :next,
                          lease = null, leased_until = null
                        where id = :id and lease = :lease
                        """)
                    .bind("id", id)
                    .bind("lease", lease)
                    .bind("now", now)
                    .bind("next", next)
                    .bind("state", state.name())
                    .bind("error", Remark.shortened(error))
                    .execute())
        == 1;
  }

  /** The names of all sources whose last pull failed. */
  Set<String> failing() {
    return jdbi.withHandle(
        handle ->
            new TreeSet<>(
                handle
                    .createQuery(
                        "select name from source where enabled and state in ('FAILING', 'GONE')")
                    .mapTo(String.class)
                    .list()));
  }

  // Items

  Map<String, SeenItem> seen(UUID source, Collection<String> ids) {
    Map<String, SeenItem> seen = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select item_id, feed_hash, page, page_attempts from source_item
                    where source_id = :source and item_id = any(:ids)
                    """)
                .bind("source", source)
                .bindArray("ids", String.class, List.copyOf(ids))
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getString("item_id"),
                            new SeenItem(
                                row.getBytes("feed_hash"),
                                Page.valueOf(row.getString("page")),
                                row.getInt("page_attempts"))))
                .forEach(entry -> seen.put(entry.getKey(), entry.getValue())));
    return seen;
  }

  /** Remembers items; does nothing for a source that is gone. */
  void remember(UUID source, Map<String, SeenItem> items, Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (!isThere(handle, source)) {
            return;
          }
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  insert into source_item (source_id, item_id, feed_hash, page, page_attempts, seen_at)
                  values (:source, :item, :hash, :page, :attempts, :now)
                  on conflict (source_id, item_id) do update set feed_hash = excluded.feed_hash,
                    page = excluded.page, page_attempts = excluded.page_attempts,
                    seen_at = excluded.seen_at
                  """);
          items.forEach(
              (id, item) ->
                  batch
                      .bind("source", source)
                      .bind("item", id)
                      .bind("hash", item.hash())
                      .bind("page", item.page().name())
                      .bind("attempts", item.pageAttempts())
                      .bind("now", now)
                      .add());
          batch.execute();
        });
  }

  /** Says that items are still in their feed, and forgets those that left it long ago. */
  void keep(UUID source, Collection<String> ids, Instant now, Duration forgetAfter) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  """
                  update source_item set seen_at = :now
                  where source_id = :source and item_id = any(:ids)
                    and seen_at < cast(:now as timestamptz) - interval '1 day'
                  """)
              .bind("source", source)
              .bind("now", now)
              .bindArray("ids", String.class, List.copyOf(ids))
              .execute();
          handle.execute(
              "delete from source_item where source_id = ? and seen_at < ?",
              source,
              Timestamp.from(now.minus(forgetAfter)));
        });
  }

  /** Holds the source's row until commit, so that nobody removes it meanwhile. */
  private static boolean isThere(Handle handle, UUID source) {
    return handle
        .createQuery("select true from source where id = :id for key share")
        .bind("id", source)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  private static Source source(ResultSet row) throws SQLException {
    String url = row.getString("url");
    long gap = row.getLong("gap_seconds");
    boolean noGap = row.wasNull();
    return new Source(
        row.getObject("id", UUID.class),
        row.getString("name"),
        SourceKind.valueOf(row.getString("kind")),
        row.getBoolean("sample"),
        url == null ? null : URI.create(url),
        row.getString("language"),
        row.getBoolean("fetch_pages"),
        row.getBoolean("enabled"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("etag"),
        row.getString("last_modified"),
        instant(row, "next_pull_at"),
        noGap ? null : Duration.ofSeconds(gap),
        Health.Status.valueOf(row.getString("state")),
        instant(row, "last_pull_at"),
        instant(row, "last_good_pull_at"),
        row.getString("last_error"),
        row.getInt("failures"),
        row.getLong("brought"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}

package dev.tapeline.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.company.Companies;
import dev.tapeline.timeline.Sequencer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The one way in for articles, pulled or pushed. What it has answered is committed; recording the
 * same item again changes nothing; an item that cannot be recorded is refused with its reason, and
 * the others of its batch go on.
 */
@ApplicationScoped
public class ArticleIntake {
  private static final Logger LOG = Logger.getLogger(ArticleIntake.class);

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final InstantSource clock;
  private final Companies companies;
  private final LiveAnalyzer analyzer;
  private final EventStore events;
  private final Sequencer sequencer;
  private final Event<OwnArticleRecorded> ownArticle;

  ArticleIntake(
      Jdbi jdbi,
      ObjectMapper json,
      InstantSource clock,
      Companies companies,
      LiveAnalyzer analyzer,
      EventStore events,
      Sequencer sequencer,
      Event<OwnArticleRecorded> ownArticle) {
    this.jdbi = jdbi;
    this.json = json;
    this.clock = clock;
    this.companies = companies;
    this.analyzer = analyzer;
    this.events = events;
    this.sequencer = sequencer;
    this.ownArticle = ownArticle;
  }

  /** An item whose analysis is done, at its place in the batch. */
  private record Prepared(
      int place,
      CheckedArticle checked,
      ArticleSource source,
      Analysis analysis,
      long similarity,
      List<EventDraft> drafts) {}

  /**
   * An article's source.
   *
   * @param name as articles show it
   * @param sample whether it is the built-in sample
   */
  private record ArticleSource(String name, boolean sample) {}

  private record Key(UUID source, String item) {
    static Key of(IncomingArticle item) {
      return new Key(item.sourceId(), item.itemId());
    }
  }

  private record Known(UUID id, byte[] hash, boolean active) {}

  /**
   * Records items.
   *
   * @param items any number of any sources
   * @return what became of each, in their order
   */
  public List<Recorded> recordAll(List<IncomingArticle> items) {
    @Nullable Recorded[] results = new Recorded[items.size()];
    List<Prepared> prepared = prepare(items, results);
    if (!prepared.isEmpty()) {
      recordTogether(prepared, results);
      sequencer.advance();
      announce(prepared, results);
    }
    return Arrays.stream(results).map(java.util.Objects::requireNonNull).toList();
  }

  /** Takes back every article of a source, and with them what only they told. */
  public void retractSource(UUID sourceId) {
    List<UUID> articles =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select id from article where source_id = :source and state = 'ACTIVE'")
                    .bind("source", sourceId)
                    .mapTo(UUID.class)
                    .list());
    for (UUID article : articles) {
      jdbi.useTransaction(handle -> retract(handle, article));
    }
    sequencer.advance();
  }

  private void retract(Handle handle, UUID article) {
    lock(
        handle,
        handle
            .createQuery(
                """
                select distinct e.company_id from event_report r join event e on e.id = r.event_id
                where r.article_id = :article
                """)
            .bind("article", article)
            .mapTo(UUID.class)
            .list());
    handle.execute("update article set state = 'RETRACTED' where id = ?", article);
    events.retract(handle, article, now());
  }

  private List<Prepared> prepare(List<IncomingArticle> items, @Nullable Recorded[] results) {
    Instant now = now();
    Map<UUID, ArticleSource> sources = sources(items);
    List<CheckedArticle> checked = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      IncomingArticle item = items.get(i);
      try {
        if (!sources.containsKey(item.sourceId())) {
          throw new CheckedArticle.Refused("its source is not known (any more)");
        }
        checked.add(CheckedArticle.of(item, now));
        places.add(i);
      } catch (CheckedArticle.Refused e) {
        results[i] = Recorded.refused(item.itemId(), String.valueOf(e.getMessage()));
      }
    }
    Map<Key, Known> known = known(checked);
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < checked.size(); i++) {
      Known before = known.get(Key.of(checked.get(i).incoming()));
      if (before != null
          && before.active()
          && Arrays.equals(before.hash(), checked.get(i).hash())) {
        results[places.get(i)] = unchanged(checked.get(i), before.id());
      } else {
        changed.add(i);
      }
    }
    // The analysis is pure computing: all processors share it.
    return changed.parallelStream()
        .map(i -> analysed(places.get(i), checked.get(i), sources))
        .toList();
  }

  private Prepared analysed(int place, CheckedArticle checked, Map<UUID, ArticleSource> sources) {
    Analysis analysis = analyzer.analyze(checked.newsItem());
    return new Prepared(
        place,
        checked,
        java.util.Objects.requireNonNull(sources.get(checked.incoming().sourceId())),
        analysis,
        Similarity.hash(checked.incoming().title(), checked.incoming().text()),
        EventDrafts.of(companies, analysis));
  }

  private Map<UUID, ArticleSource> sources(List<IncomingArticle> items) {
    Set<UUID> ids = new LinkedHashSet<>();
    items.forEach(item -> ids.add(item.sourceId()));
    Map<UUID, ArticleSource> sources = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("select id, name, sample from source where id = any(:ids)")
                .bindArray("ids", UUID.class, List.copyOf(ids))
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getObject("id", UUID.class),
                            new ArticleSource(row.getString("name"), row.getBoolean("sample"))))
                .forEach(entry -> sources.put(entry.getKey(), entry.getValue())));
    return sources;
  }

  private Map<Key, Known> known(List<CheckedArticle> items) {
    Map<Key, Known> known = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select a.source_id, a.item_id, a.id, a.content_hash, a.state from article a
                    join unnest(cast(:sources as uuid[]), cast(:items as text[])) as k (source, item)
                      on a.source_id = k.source and a.item_id = k.item
                    """)
                .bindArray(
                    "sources",
                    UUID.class,
                    items.stream().map(item -> item.incoming().sourceId()).toList())
                .bindArray(
                    "items",
                    String.class,
                    items.stream().map(item -> item.incoming().itemId()).toList())
                .map(
                    (row, context) ->
                        Map.entry(
                            new Key(
                                row.getObject("source_id", UUID.class), row.getString("item_id")),
                            new Known(
                                row.getObject("id", UUID.class),
                                row.getBytes("content_hash"),
                                row.getString("state").equals("ACTIVE"))))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue())));
    return known;
  }

  /** All in one transaction; where that fails, each in its own, so that one cannot fail others. */
  private void recordTogether(List<Prepared> prepared, @Nullable Recorded[] results) {
    try {
      Map<Integer, Recorded> recorded = inTransaction(prepared);
      recorded.forEach((place, result) -> results[place] = result);
    } catch (RuntimeException together) {
      LOG.debugf(together, "a batch of %d failed together", prepared.size());
      for (Prepared one : prepared) {
        try {
          inTransaction(List.of(one)).forEach((place, result) -> results[place] = result);
        } catch (RuntimeException alone) {
          LOG.warnf(alone, "the item %s could not be recorded", one.checked().incoming().itemId());
          results[one.place()] =
              Recorded.refused(
                  one.checked().incoming().itemId(), "it could not be recorded: internal error");
        }
      }
    }
  }

  private Map<Integer, Recorded> inTransaction(List<Prepared> prepared) {
    return jdbi.inTransaction(
        handle -> {
          Set<UUID> concerned = new LinkedHashSet<>();
          prepared.forEach(p -> concerned.addAll(EventStore.companies(p.drafts())));
          lock(handle, concerned);
          Map<Integer, Recorded> results = new HashMap<>();
          // One order in all transactions, so that two with the same items never wait crosswise;
          // items that come twice in a batch keep their order.
          prepared.stream()
              .sorted(
                  Comparator.comparing((Prepared p) -> p.checked().incoming().sourceId())
                      .thenComparing(p -> p.checked().incoming().itemId())
                      .thenComparing(Prepared::place))
              .forEach(p -> results.put(p.place(), record(handle, p)));
          return results;
        });
  }

  /** Keeps two writers of one company's events apart until commit. */
  static void lock(Handle handle, Collection<UUID> companies) {
    Set<Long> keys = new TreeSet<>();
    companies.forEach(id -> keys.add(id.getMostSignificantBits() ^ id.getLeastSignificantBits()));
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

  private Recorded record(Handle handle, Prepared item) {
    Instant now = now();
    Optional<UUID> inserted = insert(handle, item, now);
    if (inserted.isPresent()) {
      tell(handle, item, inserted.get(), null, now, now);
      return result(item, inserted.get(), Recorded.Status.CREATED);
    }
    return revise(handle, item, now);
  }

  private Recorded revise(Handle handle, Prepared item, Instant now) {
    record Before(
        UUID id, byte[] hash, boolean active, @Nullable UUID story, Instant firstSeenAt) {}
    IncomingArticle incoming = item.checked().incoming();
    Before before =
        handle
            .createQuery(
                """
                select id, content_hash, state, story_id, first_seen_at from article
                where source_id = :source and item_id = :item for update
                """)
            .bind("source", incoming.sourceId())
            .bind("item", incoming.itemId())
            .map(
                (row, context) ->
                    new Before(
                        row.getObject("id", UUID.class),
                        row.getBytes("content_hash"),
                        row.getString("state").equals("ACTIVE"),
                        row.getObject("story_id", UUID.class),
                        row.getTimestamp("first_seen_at").toInstant()))
            .one();
    if (before.active() && Arrays.equals(before.hash(), item.checked().hash())) {
      return unchanged(item.checked(), before.id());
    }
    handle
        .createUpdate(
            """
            insert into article_revision (article_id, revision, url, title, text, published_at, seen_at)
            select id, revision, url, title, text, published_at, coalesce(revised_at, first_seen_at)
            from article where id = :id
            """)
        .bind("id", before.id())
        .execute();
    handle
        .createUpdate(
            """
            update article set source_name = :sourceName, sample = :sample, state = 'ACTIVE',
              headline = :headline, language = :language, url = :url, title = :title, text = :text,
              told_language = :toldLanguage, published_at = :publishedAt, content_hash = :hash,
              similarity = :similarity, analysis = cast(:analysis as json), revised_at = :now,
              revision = revision + 1
            where id = :id
            """)
        .bindMap(columns(item))
        .bind("id", before.id())
        .bind("now", now)
        .execute();
    handle.execute("delete from article_company where article_id = ?", before.id());
    tell(handle, item, before.id(), before.story(), before.firstSeenAt(), now);
    return result(item, before.id(), Recorded.Status.REVISED);
  }

  private Optional<UUID> insert(Handle handle, Prepared item, Instant now) {
    return handle
        .createQuery(
            """
            insert into article (source_id, item_id, source_name, sample, state, headline, language,
              url, title, text, told_language, published_at, first_seen_at, content_hash,
              similarity, analysis)
            values (:source, :item, :sourceName, :sample, 'ACTIVE', :headline, :language, :url,
              :title, :text, :toldLanguage, :publishedAt, :now, :hash, :similarity,
              cast(:analysis as json))
            on conflict (source_id, item_id) do nothing
            returning id
            """)
        .bindMap(columns(item))
        .bind("now", now)
        .mapTo(UUID.class)
        .findOne();
  }

  private Map<String, @Nullable Object> columns(Prepared item) {
    IncomingArticle incoming = item.checked().incoming();
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("source", incoming.sourceId());
    columns.put("item", incoming.itemId());
    columns.put("sourceName", item.source().name());
    columns.put("sample", item.source().sample());
    columns.put("headline", item.checked().headline());
    columns.put("language", item.analysis().language());
    columns.put("url", incoming.url());
    columns.put("title", incoming.title());
    columns.put("text", incoming.text());
    columns.put("toldLanguage", incoming.language());
    columns.put("publishedAt", incoming.publishedAt());
    columns.put("hash", item.checked().hash());
    columns.put("similarity", item.similarity());
    columns.put("analysis", write(item.analysis()));
    return columns;
  }

  /** Writes what the article tells: its companies, its events, their timelines. */
  private void tell(
      Handle handle,
      Prepared item,
      UUID article,
      @Nullable UUID story,
      Instant firstSeenAt,
      Instant now) {
    Instant told = item.checked().incoming().publishedAt();
    Instant published = told == null ? firstSeenAt : told;
    linkCompanies(handle, article, item.analysis(), published);
    events.record(
        handle,
        new EventStore.Told(
            article, published, item.source().sample(), item.similarity(), story, item.drafts()),
        now);
  }

  private void linkCompanies(Handle handle, UUID article, Analysis analysis, Instant published) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into article_company (article_id, company_id, role, relevance, published_at)
            values (:article, :company, :role, :relevance, :at)
            on conflict (article_id, company_id) do nothing
            """);
    analysis.companies().stream()
        .filter(link -> link.role() == Role.SUBJECT || link.role() == Role.PARTY)
        .forEach(
            link ->
                companies
                    .byTicker(link.ticker())
                    .ifPresent(
                        company ->
                            batch
                                .bind("article", article)
                                .bind("company", company.id())
                                .bind("role", link.role().name())
                                .bind("relevance", link.relevance())
                                .bind("at", published)
                                .add()));
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private void announce(List<Prepared> prepared, @Nullable Recorded[] results) {
    boolean own =
        prepared.stream()
            .filter(item -> !item.source().sample())
            .map(item -> results[item.place()])
            .anyMatch(result -> result != null && result.status() == Recorded.Status.CREATED);
    if (own) {
      ownArticle.fire(new OwnArticleRecorded());
    }
  }

  private static Recorded unchanged(CheckedArticle item, UUID id) {
    return new Recorded(item.incoming().itemId(), id, Recorded.Status.UNCHANGED, item.note());
  }

  private static Recorded result(Prepared item, UUID id, Recorded.Status status) {
    return new Recorded(item.checked().incoming().itemId(), id, status, item.checked().note());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an analysis could not be written", e);
    }
  }
}

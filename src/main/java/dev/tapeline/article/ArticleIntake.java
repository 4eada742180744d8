package dev.tapeline.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.company.Companies;
import dev.tapeline.timeline.Sequencer;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one way in for articles, pulled or pushed. What it has answered is committed; recording the
 * same item again changes nothing; an item that cannot be recorded is refused with its reason, and
 * the others of its batch go on.
 */
@ApplicationScoped
public class ArticleIntake {
  private static final Logger LOG = Logger.getLogger(ArticleIntake.class);

  /** Articles of a source that goes. */
  private static final int RETRACTED_TOGETHER = 100;

  /**
   * The analysis is pure computing: as many at once as there are processors, however many batches
   * come in, each of which may use all.
   */
  private final ExecutorService analysts =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Analyst::new);

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final InstantSource clock;
  private final Companies companies;
  private final LiveAnalyzer analyzer;
  private final EventStore events;
  private final Sequencer sequencer;
  private final Event<OwnArticleRecorded> ownArticle;
  private final IntakeFigures figures;

  ArticleIntake(
      Jdbi jdbi,
      ObjectMapper json,
      InstantSource clock,
      Companies companies,
      LiveAnalyzer analyzer,
      EventStore events,
      Sequencer sequencer,
      Event<OwnArticleRecorded> ownArticle,
      IntakeFigures figures) {
    this.jdbi = jdbi;
    this.json = json;
    this.clock = clock;
    this.companies = companies;
    this.analyzer = analyzer;
    this.events = events;
    this.sequencer = sequencer;
    this.ownArticle = ownArticle;
    this.figures = figures;
  }

  private static final class Analyst extends Thread {
    Analyst(Runnable work) {
      super(work, "analyst");
      setDaemon(true);
    }
  }

  @PreDestroy
  void stop() {
    analysts.shutdown();
  }

  /**
   * An item whose analysis is done, at its place in the batch.
   *
   * @param language that the analysis found
   * @param analysis as JSON: written before the companies are locked
   */
  private record Prepared(
      int place,
      CheckedArticle checked,
      ArticleSource source,
      @Nullable String language,
      String analysis,
      long similarity,
      List<ArticleStore.Link> links,
      List<EventDraft> drafts) {}

  /**
   * An article's source.
   *
   * @param name as articles show it
   * @param sample whether it is the built-in sample
   */
  record ArticleSource(String name, boolean sample) {}

  /**
   * Records items.
   *
   * @param items any number of any sources
   * @return what became of each, in their order
   */
  @WithSpan
  public List<Recorded> recordAll(List<IncomingArticle> items) {
    @Nullable Recorded[] results = new Recorded[items.size()];
    List<Prepared> prepared = prepare(items, results);
    if (!prepared.isEmpty()) {
      recordTogether(prepared, results);
      sequencer.advance();
      announce(prepared, results);
    }
    List<Recorded> recorded = Arrays.stream(results).map(Objects::requireNonNull).toList();
    figures.count(items, recorded);
    return recorded;
  }

  /** Takes back every article of a source, and with them what only they told. */
  public void retractSource(UUID sourceId) {
    boolean more = true;
    while (more) {
      more = jdbi.inTransaction(handle -> retractSome(handle, sourceId));
      sequencer.advance();
    }
  }

  /** A part in a transaction of its own, so that no company is locked for long. */
  private boolean retractSome(Handle handle, UUID sourceId) {
    List<UUID> articles =
        handle
            .createQuery(
                """
                select id from article where source_id = :source and state = 'ACTIVE'
                order by id limit :some
                """)
            .bind("source", sourceId)
            .bind("some", RETRACTED_TOGETHER)
            .mapTo(UUID.class)
            .list();
    CompanyLocks.take(
        handle,
        handle
            .createQuery(
                """
                select distinct t.company_id from event_report r
                  join timeline_entry t on t.subject_id = r.event_id
                where r.article_id = any(:articles)
                """)
            .bindArray("articles", UUID.class, articles)
            .mapTo(UUID.class)
            .list());
    handle
        .createUpdate("update article set state = 'RETRACTED' where id = any(:articles)")
        .bindArray("articles", UUID.class, articles)
        .execute();
    events.retract(handle, articles, now());
    return articles.size() == RETRACTED_TOGETHER;
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
    Map<ArticleKey, ArticleStore.Standing> known =
        jdbi.withHandle(
            handle -> ArticleStore.standing(handle, checked.stream().map(ArticleKey::of).toList()));
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < checked.size(); i++) {
      ArticleStore.Standing before = known.get(ArticleKey.of(checked.get(i)));
      if (before != null && before.says(checked.get(i))) {
        results[places.get(i)] = unchanged(checked.get(i), before.id());
      } else {
        changed.add(i);
      }
    }
    Map<Integer, CompletableFuture<Prepared>> analyses = new LinkedHashMap<>();
    for (int i : changed) {
      int place = places.get(i);
      analyses.put(
          place,
          CompletableFuture.supplyAsync(() -> analysed(place, checked.get(i), sources), analysts));
    }
    List<Prepared> prepared = new ArrayList<>();
    analyses.forEach(
        (place, analysis) -> {
          try {
            prepared.add(analysis.join());
          } catch (CompletionException e) {
            String id = items.get(place).itemId();
            LOG.errorf(e.getCause(), "the item %s could not be analysed", id);
            results[place] = Recorded.refused(id, "it could not be analysed: internal error");
          }
        });
    return prepared;
  }

  private Prepared analysed(int place, CheckedArticle checked, Map<UUID, ArticleSource> sources) {
    Analysis analysis = analyzer.analyze(checked.newsItem());
    return new Prepared(
        place,
        checked,
        Objects.requireNonNull(sources.get(checked.incoming().sourceId())),
        analysis.language(),
        write(analysis),
        Similarity.hash(checked.incoming().title(), checked.incoming().text()),
        links(analysis),
        EventDrafts.of(companies, analysis));
  }

  private List<ArticleStore.Link> links(Analysis analysis) {
    return analysis.companies().stream()
        .filter(link -> link.role() == Role.SUBJECT || link.role() == Role.PARTY)
        .flatMap(
            link ->
                companies.byTicker(link.ticker()).stream()
                    .map(found -> new ArticleStore.Link(found.id(), link.role(), link.relevance())))
        .toList();
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

  /**
   * All together; where that fails, each in its own transaction, so that one cannot fail others.
   */
  private void recordTogether(List<Prepared> prepared, @Nullable Recorded[] results) {
    try {
      inTransactions(prepared, results);
    } catch (RuntimeException together) {
      LOG.debugf(together, "a batch of %d failed together", prepared.size());
      for (Prepared one : prepared) {
        if (results[one.place()] != null) {
          continue;
        }
        try {
          inTransaction(List.of(one), results, ArticleIntake::awaited);
        } catch (RuntimeException alone) {
          LOG.warnf(alone, "the item %s could not be recorded", one.checked().incoming().itemId());
          results[one.place()] =
              Recorded.refused(
                  one.checked().incoming().itemId(), "it could not be recorded: internal error");
        }
      }
    }
  }

  /**
   * In one transaction what concerns no company of which somebody else writes news; what concerns
   * one then waits for them in a transaction of its own, and nothing else with it. Busy companies
   * are in nearly every batch: with one transaction for all, writers would follow one another.
   */
  private void inTransactions(List<Prepared> prepared, @Nullable Recorded[] results) {
    inTransaction(prepared, results, ArticleIntake::free);
    List<Prepared> waiting = prepared.stream().filter(p -> results[p.place()] == null).toList();
    if (!waiting.isEmpty()) {
      inTransaction(waiting, results, ArticleIntake::awaited);
    }
  }

  /** Takes the locks of companies, and says which of the items may be recorded under them. */
  private interface Locking {
    List<Prepared> locked(Handle handle, List<Prepared> items);
  }

  private void inTransaction(
      List<Prepared> prepared, @Nullable Recorded[] results, Locking locking) {
    Map<Integer, Recorded> recorded;
    try {
      recorded =
          jdbi.inTransaction(handle -> recordLocked(handle, locking.locked(handle, prepared)));
    } catch (ArticleStore.Raced e) {
      // Somebody else has written one of the items, and committed: now it is found.
      inTransaction(prepared, results, locking);
      return;
    }
    recorded.forEach((place, result) -> results[place] = result);
  }

  private static List<Prepared> awaited(Handle handle, List<Prepared> items) {
    CompanyLocks.take(handle, companies(items));
    return items;
  }

  private static List<Prepared> free(Handle handle, List<Prepared> items) {
    Set<UUID> free = CompanyLocks.takeFree(handle, companies(items));
    // What comes twice keeps its order.
    Set<ArticleKey> waiting =
        items.stream()
            .filter(item -> !free.containsAll(EventStore.companies(item.drafts())))
            .map(item -> ArticleKey.of(item.checked()))
            .collect(Collectors.toSet());
    return items.stream().filter(item -> !waiting.contains(ArticleKey.of(item.checked()))).toList();
  }

  private static Set<UUID> companies(List<Prepared> items) {
    Set<UUID> concerned = new LinkedHashSet<>();
    items.forEach(item -> concerned.addAll(EventStore.companies(item.drafts())));
    return concerned;
  }

  private Map<Integer, Recorded> recordLocked(Handle handle, List<Prepared> prepared) {
    Map<Integer, Recorded> done = new HashMap<>();
    for (List<Prepared> round : rounds(prepared)) {
      done.putAll(record(handle, round));
    }
    return done;
  }

  /**
   * Items that come twice in a batch are recorded one after the other, all others together. Inside
   * a round there is one order in all transactions, so that two with the same items never wait
   * crosswise.
   */
  private static List<List<Prepared>> rounds(List<Prepared> prepared) {
    List<List<Prepared>> rounds = new ArrayList<>();
    Map<ArticleKey, Integer> seen = new HashMap<>();
    for (Prepared item : prepared) {
      int round = seen.merge(ArticleKey.of(item.checked()), 1, Integer::sum) - 1;
      if (round == rounds.size()) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(round).add(item);
    }
    rounds.forEach(round -> round.sort(Comparator.comparing(p -> ArticleKey.of(p.checked()))));
    return rounds;
  }

  /** Records items of different keys. */
  private Map<Integer, Recorded> record(Handle handle, List<Prepared> items) {
    Instant now = now();
    Map<ArticleKey, ArticleStore.Standing> before =
        ArticleStore.locked(handle, items.stream().map(i -> ArticleKey.of(i.checked())).toList());
    Iterator<UUID> ids = StoryStore.newIds(handle, items.size()).iterator();
    Map<Integer, Recorded> results = new HashMap<>();
    Map<UUID, Prepared> written = new LinkedHashMap<>();
    Set<UUID> revised = new LinkedHashSet<>();
    List<Told> told = new ArrayList<>();
    for (Prepared item : items) {
      ArticleStore.Standing standing = before.get(ArticleKey.of(item.checked()));
      if (standing == null) {
        UUID id = ids.next();
        written.put(id, item);
        told.add(told(item, id, null, now));
        results.put(item.place(), result(item, id, Recorded.Status.CREATED));
      } else if (standing.says(item.checked())) {
        results.put(item.place(), unchanged(item.checked(), standing.id()));
      } else {
        written.put(standing.id(), item);
        revised.add(standing.id());
        told.add(told(item, standing.id(), standing.story(), standing.firstSeenAt()));
        results.put(item.place(), result(item, standing.id(), Recorded.Status.REVISED));
      }
    }
    if (!told.isEmpty()) {
      tell(handle, told, written, revised, now);
    }
    return results;
  }

  private static Told told(Prepared item, UUID id, @Nullable UUID story, Instant firstSeenAt) {
    Instant published = item.checked().incoming().publishedAt();
    return new Told(
        id,
        published == null ? firstSeenAt : published,
        item.source().sample(),
        item.similarity(),
        story,
        item.links().stream().map(ArticleStore.Link::company).collect(Collectors.toSet()),
        item.drafts());
  }

  /** Writes the articles, their companies, their events and the timelines. */
  private void tell(
      Handle handle, List<Told> told, Map<UUID, Prepared> written, Set<UUID> revised, Instant now) {
    StoryStore.Decided decided = StoryStore.decide(handle, told, now);
    List<ArticleStore.Row> created = new ArrayList<>();
    List<ArticleStore.Row> changed = new ArrayList<>();
    for (Told one : told) {
      Prepared item = Objects.requireNonNull(written.get(one.articleId()));
      var row =
          new ArticleStore.Row(
              one,
              item.checked(),
              item.source(),
              Objects.requireNonNull(decided.stories().get(one.articleId())),
              item.language(),
              item.analysis());
      (revised.contains(one.articleId()) ? changed : created).add(row);
    }
    ArticleStore.insert(handle, created, now);
    ArticleStore.revise(handle, changed, now);
    ArticleStore.link(handle, told, id -> Objects.requireNonNull(written.get(id)).links());
    events.report(handle, decided.reports(), revised, now);
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

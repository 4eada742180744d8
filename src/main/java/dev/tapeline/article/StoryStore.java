package dev.tapeline.article;

import dev.tapeline.article.StoryBook.KnownEvent;
import dev.tapeline.article.StoryBook.KnownText;
import dev.tapeline.article.StoryBook.NewEvent;
import dev.tapeline.article.StoryBook.Report;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Stories and the events that they begin with, in the database. Whatever the number of articles, it
 * takes the same few statements. Every method runs inside the caller's transaction, which holds the
 * locks of the companies concerned.
 */
final class StoryStore {

  /**
   * What was decided for a batch.
   *
   * @param stories of each article
   * @param reports which article tells which event
   */
  record Decided(Map<UUID, UUID> stories, List<Report> reports) {}

  private StoryStore() {}

  /** Finds or makes the story and the events of each article. */
  static Decided decide(Handle handle, List<Told> batch, Instant now) {
    List<Told> ordered =
        batch.stream()
            .sorted(Comparator.comparing(Told::publishedAt).thenComparing(Told::articleId))
            .toList();
    List<KnownEvent> known = knownEvents(handle, ordered);
    List<Told> unknown =
        ordered.stream()
            .filter(told -> !told.drafts().isEmpty() && !StoryBook.isKnown(told, known))
            .toList();
    int mostIds = batch.size() + batch.stream().mapToInt(told -> told.drafts().size()).sum();
    Iterator<UUID> ids = newIds(handle, mostIds).iterator();
    var book = new StoryBook(ids::next, known, knownTexts(handle, unknown));
    ordered.forEach(book::tell);
    insertStories(handle, book.newStories(), now);
    Map<UUID, UUID> written = insertEvents(handle, book, batch, now);
    Map<UUID, UUID> stories = new HashMap<>();
    batch.forEach(told -> stories.put(told.articleId(), book.storyOf(told.articleId())));
    return new Decided(
        stories,
        book.reports().stream()
            .map(r -> new Report(written.getOrDefault(r.event(), r.event()), r.told(), r.draft()))
            .toList());
  }

  /** So many new ids, ascending: the database's own kind, in one round trip. */
  static List<UUID> newIds(Handle handle, int count) {
    return handle
        .createQuery("select uuidv7() from generate_series(1, :count)")
        .bind("count", count)
        .mapTo(UUID.class)
        .list();
  }

  /** What a batch may tell again: around which time whose news of which type. */
  private static final class Windows {
    private record Concern(boolean sample, UUID company, @Nullable String type) {}

    private final Map<Concern, Instant[]> spans = new HashMap<>();

    void add(Told told, UUID company, @Nullable String type) {
      Instant from = told.publishedAt().minus(StoryBook.SAME_NEWS);
      Instant to = told.publishedAt().plus(StoryBook.SAME_NEWS);
      Instant[] span =
          spans.computeIfAbsent(
              new Concern(told.sample(), company, type), k -> new Instant[] {from, to});
      span[0] = span[0].isBefore(from) ? span[0] : from;
      span[1] = span[1].isAfter(to) ? span[1] : to;
    }

    boolean isEmpty() {
      return spans.isEmpty();
    }

    /** Binds them as parallel arrays. */
    <T extends org.jdbi.v3.core.statement.SqlStatement<T>> T bind(T statement) {
      List<Map.Entry<Concern, Instant[]>> all = List.copyOf(spans.entrySet());
      return statement
          .bindArray("samples", Boolean.class, all.stream().map(e -> e.getKey().sample()).toList())
          .bindArray("companies", UUID.class, all.stream().map(e -> e.getKey().company()).toList())
          .bindArray("types", String.class, all.stream().map(e -> e.getKey().type()).toArray())
          .bindArray(
              "froms", String.class, all.stream().map(e -> e.getValue()[0].toString()).toList())
          .bindArray(
              "tos", String.class, all.stream().map(e -> e.getValue()[1].toString()).toList());
    }
  }

  private static List<KnownEvent> knownEvents(Handle handle, List<Told> batch) {
    var windows = new Windows();
    for (Told told : batch) {
      told.drafts().stream()
          .filter(draft -> draft.type() != null)
          .forEach(draft -> windows.add(told, draft.company().id(), draft.type()));
    }
    if (windows.isEmpty()) {
      return List.of();
    }
    List<UUID> stories = batch.stream().map(Told::story).filter(Objects::nonNull).toList();
    return windows
        .bind(
            handle.createQuery(
                """
                select e.id, e.story_id, s.sample, e.company_id, e.type, e.period, e.distinction,
                  e.occurred_at
                from unnest(cast(:samples as boolean[]), cast(:companies as uuid[]),
                    cast(:types as text[]), cast(:froms as timestamptz[]),
                    cast(:tos as timestamptz[])) as k (sample, company, type, since, until)
                  join event e on e.company_id = k.company and e.type = k.type
                    and e.occurred_at between k.since and k.until
                  join story s on s.id = e.story_id and s.sample = k.sample
                where e.state <> 'MERGED'
                union
                select e.id, e.story_id, s.sample, e.company_id, e.type, e.period, e.distinction,
                  e.occurred_at
                from event e join story s on s.id = e.story_id
                where e.story_id = any(:stories) and e.state <> 'MERGED'
                """))
        .bindArray("stories", UUID.class, stories)
        .map(
            (row, context) ->
                new KnownEvent(
                    row.getObject("id", UUID.class),
                    row.getObject("story_id", UUID.class),
                    row.getBoolean("sample"),
                    row.getObject("company_id", UUID.class),
                    row.getString("type"),
                    row.getString("period"),
                    row.getString("distinction"),
                    row.getTimestamp("occurred_at").toInstant()))
        .list();
  }

  private static List<KnownText> knownTexts(Handle handle, List<Told> batch) {
    var windows = new Windows();
    for (Told told : batch) {
      told.drafts().forEach(draft -> windows.add(told, draft.company().id(), null));
    }
    if (windows.isEmpty()) {
      return List.of();
    }
    return windows
        .bind(
            handle.createQuery(
                """
                select a.id, a.story_id, a.sample, c.company_id, c.published_at, a.similarity
                from unnest(cast(:samples as boolean[]), cast(:companies as uuid[]),
                    cast(:types as text[]), cast(:froms as timestamptz[]),
                    cast(:tos as timestamptz[])) as k (sample, company, type, since, until)
                  join article_company c on c.company_id = k.company
                    and c.published_at between k.since and k.until
                  join article a on a.id = c.article_id and a.sample = k.sample
                where a.state = 'ACTIVE' and a.story_id is not null
                """))
        .map(
            (row, context) ->
                new KnownText(
                    row.getObject("id", UUID.class),
                    row.getObject("story_id", UUID.class),
                    row.getBoolean("sample"),
                    row.getObject("company_id", UUID.class),
                    row.getTimestamp("published_at").toInstant(),
                    row.getLong("similarity")))
        .list();
  }

  private static void insertStories(Handle handle, Map<UUID, Boolean> stories, Instant now) {
    if (stories.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into story (id, sample, first_seen_at) values (:id, :sample, :now)");
    stories.forEach(
        (id, sample) -> batch.bind("id", id).bind("sample", sample).bind("now", now).add());
    batch.execute();
  }

  /** Under which id each new event stands: another one where its story had it already. */
  private static Map<UUID, UUID> insertEvents(
      Handle handle, StoryBook book, List<Told> told, Instant now) {
    if (book.newEvents().isEmpty()) {
      return Map.of();
    }
    Map<UUID, Integer> earlier = toldBefore(handle, book, told);
    Map<EventKey, NewEvent> made = new LinkedHashMap<>();
    book.newEvents().forEach(event -> made.putIfAbsent(EventKey.of(event), event));
    List<NewEvent> events = List.copyOf(made.values());
    Map<EventKey, UUID> standing = new HashMap<>();
    handle
        .createQuery(
            """
            insert into event (id, story_id, company_id, type, period, distinction, occurred_at,
              novelty, state, first_seen_at)
            select made.id, story, company, made.type, made.period, made.distinction, at, made.novelty,
              'ACTIVE', :now
            from unnest(cast(:ids as uuid[]), cast(:stories as uuid[]), cast(:companies as uuid[]),
                cast(:types as text[]), cast(:periods as text[]), cast(:distinctions as text[]),
                cast(:ats as timestamptz[]), cast(:novelties as int[]))
              as made (id, story, company, type, period, distinction, at, novelty)
            on conflict (story_id, company_id, type, period, distinction) do update
              set state = event.state
            returning id, story_id, company_id, type, period, distinction
            """)
        .bindArray("ids", UUID.class, column(events, NewEvent::id))
        .bindArray("stories", UUID.class, column(events, NewEvent::story))
        .bindArray("companies", UUID.class, column(events, event -> event.draft().company().id()))
        .bindArray("types", String.class, column(events, event -> event.draft().type()))
        .bindArray("periods", String.class, column(events, event -> event.draft().period()))
        .bindArray(
            "distinctions", String.class, column(events, event -> event.draft().distinction()))
        .bindArray("ats", String.class, column(events, event -> event.occurredAt().toString()))
        .bindArray(
            "novelties",
            Integer.class,
            column(
                events,
                event -> novelty(earlier.getOrDefault(event.story(), 0) + event.toldBefore())))
        .bind("now", now)
        .map((row, context) -> Map.entry(EventKey.of(row), row.getObject("id", UUID.class)))
        .forEach(event -> standing.put(event.getKey(), event.getValue()));
    Map<UUID, UUID> written = new HashMap<>();
    book.newEvents()
        .forEach(
            event ->
                written.put(event.id(), Objects.requireNonNull(standing.get(EventKey.of(event)))));
    return written;
  }

  private static @Nullable Object[] column(
      List<NewEvent> events, Function<NewEvent, @Nullable Object> value) {
    return events.stream().map(value).toArray();
  }

  /** What there is one event of: the unique key of the table. */
  private record EventKey(
      UUID story,
      UUID company,
      @Nullable String type,
      @Nullable String period,
      String distinction) {

    static EventKey of(NewEvent event) {
      EventDraft draft = event.draft();
      return new EventKey(
          event.story(), draft.company().id(), draft.type(), draft.period(), draft.distinction());
    }

    static EventKey of(ResultSet row) throws SQLException {
      return new EventKey(
          row.getObject("story_id", UUID.class),
          row.getObject("company_id", UUID.class),
          row.getString("type"),
          row.getString("period"),
          row.getString("distinction"));
    }
  }

  /** 100 for what the story's first article tells, 50 for what its second adds, 33, 25 … */
  private static int novelty(int earlier) {
    return 100 / (1 + earlier);
  }

  /** How many articles beside the batch's tell the stories that get new events. */
  private static Map<UUID, Integer> toldBefore(Handle handle, StoryBook book, List<Told> batch) {
    List<UUID> stories = new ArrayList<>();
    book.newEvents().stream()
        .map(NewEvent::story)
        .filter(story -> !book.newStories().containsKey(story))
        .forEach(stories::add);
    if (stories.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Integer> counts = new HashMap<>();
    handle
        .createQuery(
            """
            select story_id, count(*) as articles from article
            where story_id = any(:stories) and state = 'ACTIVE' and id <> all(:batch)
            group by story_id
            """)
        .bindArray("stories", UUID.class, stories)
        .bindArray("batch", UUID.class, batch.stream().map(Told::articleId).toList())
        .map(
            (row, context) ->
                Map.entry(row.getObject("story_id", UUID.class), row.getInt("articles")))
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }
}

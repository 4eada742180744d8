package dev.tapeline.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tapeline.article.EventAssembly.Reported;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.timeline.EntryDraft;
import dev.tapeline.timeline.EntryState;
import dev.tapeline.timeline.ExactJson;
import dev.tapeline.timeline.NewsEvent;
import dev.tapeline.timeline.TimelineWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Stories and events in the database. Every method runs inside the caller's transaction, which
 * holds the locks of the companies concerned.
 */
@ApplicationScoped
class EventStore {

  /** Reports of one event appear within this time of each other. */
  private static final Duration SAME_NEWS = Duration.ofHours(72);

  private final Companies companies;
  private final TimelineWriter timeline;
  private final ObjectMapper json;
  private final ObjectReader exact;
  private final ClaimJudge judge;

  EventStore(Companies companies, TimelineWriter timeline, ObjectMapper json, ClaimJudge judge) {
    this.companies = companies;
    this.timeline = timeline;
    this.json = json;
    this.judge = judge;
    this.exact = ExactJson.reader(json);
  }

  /**
   * An article whose events are to be recorded.
   *
   * @param publishedAt or first seen, where it does not say
   * @param similarity of what it says
   * @param story that it already belongs to, or null
   */
  record Told(
      UUID articleId,
      Instant publishedAt,
      boolean sample,
      long similarity,
      @Nullable UUID story,
      List<EventDraft> drafts) {}

  private record Known(
      UUID id,
      UUID story,
      UUID company,
      @Nullable String type,
      @Nullable String period,
      String distinction,
      Instant occurredAt) {}

  /**
   * Finds or makes the story and the events that an article tells, leaves its reports, and writes
   * the timelines.
   *
   * @return the story
   */
  UUID record(Handle handle, Told told, Instant now) {
    List<Known> known = known(handle, told);
    UUID story = story(handle, told, known, now);
    Set<UUID> touched = new LinkedHashSet<>(dropReports(handle, told.articleId()));
    for (EventDraft draft : told.drafts()) {
      UUID event =
          match(draft, known, told.publishedAt())
              .map(Known::id)
              .orElseGet(() -> insert(handle, story, draft, told, now));
      report(handle, event, told, draft);
      touched.add(event);
    }
    handle.execute("update article set story_id = ? where id = ?", story, told.articleId());
    touched.forEach(event -> rebuild(handle, event, now));
    return story;
  }

  /** Takes back everything that an article said. */
  void retract(Handle handle, UUID article, Instant now) {
    dropReports(handle, article).forEach(event -> rebuild(handle, event, now));
  }

  private List<Known> known(Handle handle, Told told) {
    List<UUID> concerned = told.drafts().stream().map(d -> d.company().id()).distinct().toList();
    return handle
        .createQuery(
            """
            select e.id, e.story_id, e.company_id, e.type, e.period, e.distinction, e.occurred_at
            from event e join story s on s.id = e.story_id
            where e.company_id = any(:companies) and s.sample = :sample
              and (e.occurred_at between :from and :to or e.story_id = :story)
              and e.state <> 'MERGED'
            """)
        .bindArray("companies", UUID.class, concerned)
        .bind("sample", told.sample())
        .bind("from", told.publishedAt().minus(SAME_NEWS))
        .bind("to", told.publishedAt().plus(SAME_NEWS))
        .bind("story", told.story())
        .map(
            (row, context) ->
                new Known(
                    row.getObject("id", UUID.class),
                    row.getObject("story_id", UUID.class),
                    row.getObject("company_id", UUID.class),
                    row.getString("type"),
                    row.getString("period"),
                    row.getString("distinction"),
                    row.getTimestamp("occurred_at").toInstant()))
        .list();
  }

  private static Optional<Known> match(EventDraft draft, List<Known> known, Instant at) {
    // News without a type says too little to be told from other such news by its type alone.
    if (draft.type() == null) {
      return Optional.empty();
    }
    return known.stream()
        .filter(event -> event.company().equals(draft.company().id()))
        .filter(event -> draft.mayBe(event.type(), event.period(), event.distinction()))
        .min(
            Comparator.comparing((Known event) -> Duration.between(event.occurredAt(), at).abs())
                .thenComparing(Known::id));
  }

  private UUID story(Handle handle, Told told, List<Known> known, Instant now) {
    if (told.story() != null) {
      return told.story();
    }
    return told.drafts().stream()
        .flatMap(draft -> match(draft, known, told.publishedAt()).stream())
        .map(Known::story)
        .findFirst()
        .or(() -> storyOfTheSameText(handle, told))
        .orElseGet(
            () ->
                handle
                    .createQuery(
                        "insert into story (sample, first_seen_at) values (:sample, :now) returning id")
                    .bind("sample", told.sample())
                    .bind("now", now)
                    .mapTo(UUID.class)
                    .one());
  }

  private Optional<UUID> storyOfTheSameText(Handle handle, Told told) {
    if (told.drafts().isEmpty()) {
      return Optional.empty();
    }
    List<UUID> concerned = told.drafts().stream().map(d -> d.company().id()).distinct().toList();
    record Candidate(UUID story, long similarity) {}
    return handle
        .createQuery(
            """
            select distinct a.story_id, a.similarity
            from article_company c join article a on a.id = c.article_id
            where c.company_id = any(:companies) and c.published_at between :from and :to
              and a.state = 'ACTIVE' and a.sample = :sample and a.id <> :article
              and a.story_id is not null
            """)
        .bindArray("companies", UUID.class, concerned)
        .bind("from", told.publishedAt().minus(SAME_NEWS))
        .bind("to", told.publishedAt().plus(SAME_NEWS))
        .bind("sample", told.sample())
        .bind("article", told.articleId())
        .map(
            (row, context) ->
                new Candidate(row.getObject("story_id", UUID.class), row.getLong("similarity")))
        .stream()
        .filter(candidate -> Similarity.near(candidate.similarity(), told.similarity()))
        .map(Candidate::story)
        .findFirst();
  }

  private UUID insert(Handle handle, UUID story, EventDraft draft, Told told, Instant now) {
    return handle
        .createQuery(
            """
            insert into event (story_id, company_id, type, period, distinction, occurred_at, novelty,
              state, first_seen_at)
            values (:story, :company, :type, :period, :distinction, :at, :novelty, 'ACTIVE', :now)
            on conflict (story_id, company_id, type, period, distinction) do update
              set state = event.state
            returning id
            """)
        .bind("story", story)
        .bind("company", draft.company().id())
        .bind("type", draft.type())
        .bind("period", draft.period())
        .bind("distinction", draft.distinction())
        .bind("at", told.publishedAt())
        .bind("novelty", novelty(handle, story, told.articleId()))
        .bind("now", now)
        .mapTo(UUID.class)
        .one();
  }

  /** 100 for what the story's first article tells, 50 for what its second adds, 33, 25 … */
  private static int novelty(Handle handle, UUID story, UUID article) {
    int earlier =
        handle
            .createQuery(
                """
                select count(*) from article
                where story_id = :story and id <> :article and state = 'ACTIVE'
                """)
            .bind("story", story)
            .bind("article", article)
            .mapTo(Integer.class)
            .one();
    return 100 / (1 + earlier);
  }

  private void report(Handle handle, UUID event, Told told, EventDraft draft) {
    handle
        .createUpdate(
            """
            insert into event_report (event_id, article_id, published_at, report)
            values (:event, :article, :at, cast(:report as json))
            on conflict (event_id, article_id) do nothing
            """)
        .bind("event", event)
        .bind("article", told.articleId())
        .bind("at", told.publishedAt())
        .bind("report", write(draft.report()))
        .execute();
  }

  private static List<UUID> dropReports(Handle handle, UUID article) {
    return handle
        .createQuery("delete from event_report where article_id = :article returning event_id")
        .bind("article", article)
        .mapTo(UUID.class)
        .list();
  }

  /** Makes an event's body and its timeline entries anew from its reports. */
  void rebuild(Handle handle, UUID event, Instant now) {
    List<Reported> reports = reports(handle, event);
    Stored stored = stored(handle, event);
    if (reports.isEmpty()) {
      if (stored.state() == EntryState.ACTIVE) {
        update(handle, stored, EntryState.RETRACTED, stored.occurredAt(), stored.body(), now);
      }
      timeline.retractAllBut(handle, event, Set.of());
      return;
    }
    EventAssembly assembly =
        new EventAssembly(
            companies,
            stored.company(),
            reports,
            (ticker, move, sample, open) -> judge.judge(handle, ticker, move, sample, open));
    EventBody body = assembly.body();
    String written = write(body);
    if (stored.isNew()) {
      handle
          .createUpdate(
              "update event set body = cast(:body as json), occurred_at = :at where id = :id")
          .bind("body", written)
          .bind("at", assembly.occurredAt())
          .bind("id", event)
          .execute();
    } else if (stored.state() != EntryState.ACTIVE || !sameJson(stored.body(), written)) {
      update(handle, stored, EntryState.ACTIVE, assembly.occurredAt(), written, now);
    }
    writeTimelines(handle, stored, body, assembly.occurredAt());
  }

  private void update(
      Handle handle,
      Stored stored,
      EntryState state,
      Instant occurredAt,
      String body,
      Instant now) {
    handle
        .createUpdate(
            """
            insert into event_revision (event_id, revision, state, body, known_from, known_to)
            select id, revision, state, body, coalesce(revised_at, first_seen_at), :now
            from event where id = :id
            """)
        .bind("id", stored.id())
        .bind("now", now)
        .execute();
    handle
        .createUpdate(
            """
            update event set state = :state, body = cast(:body as json), occurred_at = :at,
              revised_at = :now, revision = revision + 1
            where id = :id
            """)
        .bind("id", stored.id())
        .bind("state", state.name())
        .bind("body", body)
        .bind("at", occurredAt)
        .bind("now", now)
        .execute();
  }

  private void writeTimelines(Handle handle, Stored stored, EventBody body, Instant occurredAt) {
    List<CompanyRef> parties =
        body.parties().stream().map(EventBody.InvolvedParty::company).toList();
    Set<UUID> shown = new HashSet<>();
    timeline.record(
        handle, entry(stored, body, occurredAt, stored.company(), parties, body.relevance()));
    shown.add(stored.company().id());
    for (EventBody.InvolvedParty party : body.parties()) {
      List<CompanyRef> others = new ArrayList<>(parties);
      others.remove(party.company());
      others.add(0, stored.company());
      timeline.record(
          handle, entry(stored, body, occurredAt, party.company(), others, party.relevance()));
      shown.add(party.company().id());
    }
    timeline.retractAllBut(handle, stored.id(), shown);
  }

  private EntryDraft entry(
      Stored stored,
      EventBody body,
      Instant occurredAt,
      CompanyRef company,
      List<CompanyRef> others,
      int relevance) {
    boolean owner = company.equals(stored.company());
    var summary =
        new NewsEvent.Summary(
            stored.id(),
            stored.type(),
            body.factLevel(),
            body.polarity(),
            body.period(),
            relevance,
            stored.novelty(),
            stored.story());
    // The moves are those of the owner's shares: on a party's timeline they would be mistaken.
    var content =
        new NewsEvent(
            summary,
            owner ? body.moves() : List.of(),
            body.evidence(),
            owner ? body.claims() : List.of(),
            body.articles());
    return new EntryDraft(
        stored.id(),
        EntryState.ACTIVE,
        body.sample(),
        company,
        others,
        occurredAt,
        body.zone(),
        body.session(),
        body.title(),
        body.language(),
        content);
  }

  private record Stored(
      UUID id,
      UUID story,
      CompanyRef company,
      @Nullable String type,
      EntryState state,
      int novelty,
      Instant occurredAt,
      String body) {

    boolean isNew() {
      return body.equals("{}");
    }
  }

  private Stored stored(Handle handle, UUID event) {
    return handle
        .createQuery(
            """
            select id, story_id, company_id, type, state, novelty, occurred_at, body
            from event where id = :id for update
            """)
        .bind("id", event)
        .map(
            (row, context) ->
                new Stored(
                    row.getObject("id", UUID.class),
                    row.getObject("story_id", UUID.class),
                    companies.byId(row.getObject("company_id", UUID.class)).orElseThrow(),
                    row.getString("type"),
                    EntryState.valueOf(row.getString("state")),
                    row.getInt("novelty"),
                    row.getTimestamp("occurred_at").toInstant(),
                    row.getString("body")))
        .one();
  }

  private List<Reported> reports(Handle handle, UUID event) {
    return handle
        .createQuery(
            """
            select a.id, a.url, a.source_name, r.published_at, a.headline, a.language, a.sample,
              r.report
            from event_report r join article a on a.id = r.article_id
            where r.event_id = :event
            """)
        .bind("event", event)
        .map(
            (row, context) ->
                new Reported(
                    row.getObject("id", UUID.class),
                    row.getString("url"),
                    row.getString("source_name"),
                    row.getTimestamp("published_at").toInstant(),
                    row.getString("headline"),
                    row.getString("language"),
                    row.getBoolean("sample"),
                    read(row.getString("report"), EventReport.class)))
        .list();
  }

  /** The ids of the companies that the article's events concern. */
  static Set<UUID> companies(Collection<EventDraft> drafts) {
    Set<UUID> ids = new HashSet<>();
    for (EventDraft draft : drafts) {
      ids.add(draft.company().id());
      draft.report().parties().forEach(party -> ids.add(party.company()));
    }
    return ids;
  }

  private boolean sameJson(String one, String other) {
    try {
      return exact.readTree(one).equals(exact.readTree(other));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored event cannot be read", e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event could not be written", e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored report cannot be read", e);
    }
  }
}

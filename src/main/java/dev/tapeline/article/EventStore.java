package dev.tapeline.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.article.EventAssembly.Reported;
import dev.tapeline.article.StoryBook.Report;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.timeline.EntryDraft;
import dev.tapeline.timeline.EntryState;
import dev.tapeline.timeline.NewsEvent;
import dev.tapeline.timeline.ObservedExchanges;
import dev.tapeline.timeline.TimelineWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Events and what articles report of them, in the database. Every method runs inside the caller's
 * transaction, which holds the locks of the companies concerned.
 */
@ApplicationScoped
class EventStore {

  private final Companies companies;
  private final TimelineWriter timeline;
  private final ObjectMapper json;
  private final ClaimJudge judge;

  EventStore(Companies companies, TimelineWriter timeline, ObjectMapper json, ClaimJudge judge) {
    this.companies = companies;
    this.timeline = timeline;
    this.json = json;
    this.judge = judge;
  }

  /**
   * Leaves the reports of a batch of articles, and makes the events that they tell, or no longer
   * tell, and their timelines anew.
   */
  void report(Handle handle, List<Report> reports, Collection<UUID> articles, Instant now) {
    Set<UUID> touched = new LinkedHashSet<>(dropReports(handle, articles));
    if (!reports.isEmpty()) {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              insert into event_report (event_id, article_id, published_at, report)
              values (:event, :article, :at, cast(:report as json))
              on conflict (event_id, article_id) do nothing
              """);
      for (Report report : reports) {
        batch
            .bind("event", report.event())
            .bind("article", report.told().articleId())
            .bind("at", report.told().publishedAt())
            .bind("report", write(report.draft().report()))
            .add();
        touched.add(report.event());
      }
      batch.execute();
    }
    rebuild(handle, touched, now);
  }

  /** Takes back everything that articles said. */
  void retract(Handle handle, Collection<UUID> articles, Instant now) {
    rebuild(handle, dropReports(handle, articles), now);
  }

  private static Set<UUID> dropReports(Handle handle, Collection<UUID> articles) {
    return handle
        .createQuery(
            "delete from event_report where article_id = any(:articles) returning event_id")
        .bindArray("articles", UUID.class, articles)
        .mapTo(UUID.class)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** An event that is to be written, and what it says now. */
  private record Rebuilt(Stored stored, EntryState state, Instant occurredAt, String body) {}

  /**
   * Makes the bodies and timeline entries of events anew from their reports. However many there
   * are, it takes the same few statements, beside those that read the prices of claims.
   */
  void rebuild(Handle handle, Collection<UUID> events, Instant now) {
    if (events.isEmpty()) {
      return;
    }
    Map<UUID, List<Reported>> reports = reports(handle, events);
    ClaimJudge.Records prices = judge.in(handle, tickers(reports.values()));
    Exchanges exchanges = ObservedExchanges.in(handle);
    List<Rebuilt> begun = new ArrayList<>();
    List<Rebuilt> revised = new ArrayList<>();
    List<EntryDraft> entries = new ArrayList<>();
    for (Stored stored : stored(handle, events)) {
      List<Reported> told = reports.getOrDefault(stored.id(), List.of());
      if (told.isEmpty()) {
        if (stored.state() == EntryState.ACTIVE) {
          revised.add(
              new Rebuilt(stored, EntryState.RETRACTED, stored.occurredAt(), stored.body()));
        }
        continue;
      }
      var assembly = new EventAssembly(companies, exchanges, stored.company(), told, prices);
      EventBody body = assembly.body();
      var rebuilt = new Rebuilt(stored, EntryState.ACTIVE, assembly.occurredAt(), write(body));
      if (stored.isNew()) {
        begun.add(rebuilt);
      } else if (stored.state() != EntryState.ACTIVE || !stored.body().equals(rebuilt.body())) {
        revised.add(rebuilt);
      }
      entries.addAll(entries(stored, body, assembly.occurredAt()));
    }
    begin(handle, begun);
    revise(handle, revised, now);
    timeline.replace(handle, events, entries);
  }

  private static Set<String> tickers(Collection<List<Reported>> reports) {
    return reports.stream()
        .flatMap(List::stream)
        .flatMap(reported -> reported.report().moves().stream())
        .map(ReportedMove::ticker)
        .collect(Collectors.toSet());
  }

  private static void begin(Handle handle, List<Rebuilt> events) {
    if (events.isEmpty()) {
      return;
    }
    bind(
            handle.createUpdate(
                """
                update event set body = cast(made.body as json), occurred_at = made.at
                from unnest(cast(:ids as uuid[]), cast(:states as text[]), cast(:bodies as text[]),
                  cast(:ats as timestamptz[])) as made (id, state, body, at)
                where event.id = made.id
                """),
            events)
        .execute();
  }

  private static Update bind(Update statement, List<Rebuilt> events) {
    return statement
        .bindArray("ids", UUID.class, events.stream().map(e -> e.stored().id()).toList())
        .bindArray("states", String.class, events.stream().map(e -> e.state().name()).toList())
        .bindArray("bodies", String.class, events.stream().map(Rebuilt::body).toList())
        .bindArray(
            "ats", String.class, events.stream().map(e -> e.occurredAt().toString()).toList());
  }

  private static void revise(Handle handle, List<Rebuilt> events, Instant now) {
    if (events.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            insert into event_revision (event_id, revision, state, body, known_from, known_to)
            select id, revision, state, body, coalesce(revised_at, first_seen_at), :now
            from event where id = any(:ids)
            """)
        .bindArray("ids", UUID.class, events.stream().map(event -> event.stored().id()).toList())
        .bind("now", now)
        .execute();
    bind(
            handle.createUpdate(
                """
                update event set state = made.state, body = cast(made.body as json),
                  occurred_at = made.at, revised_at = :now, revision = revision + 1
                from unnest(cast(:ids as uuid[]), cast(:states as text[]), cast(:bodies as text[]),
                  cast(:ats as timestamptz[])) as made (id, state, body, at)
                where event.id = made.id
                """),
            events)
        .bind("now", now)
        .execute();
  }

  private static List<EntryDraft> entries(Stored stored, EventBody body, Instant occurredAt) {
    List<CompanyRef> parties =
        body.parties().stream().map(EventBody.InvolvedParty::company).toList();
    List<EntryDraft> entries = new ArrayList<>();
    entries.add(entry(stored, body, occurredAt, stored.company(), parties, body.relevance()));
    for (EventBody.InvolvedParty party : body.parties()) {
      List<CompanyRef> others = new ArrayList<>(parties);
      others.remove(party.company());
      others.add(0, stored.company());
      entries.add(entry(stored, body, occurredAt, party.company(), others, party.relevance()));
    }
    return entries;
  }

  private static EntryDraft entry(
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

  /**
   * An event as it stands in the database.
   *
   * @param body as this class wrote it, to the letter: what says the same is written the same
   */
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

  private List<Stored> stored(Handle handle, Collection<UUID> events) {
    return handle
        .createQuery(
            """
            select id, story_id, company_id, type, state, novelty, occurred_at, body
            from event where id = any(:ids) order by id for update
            """)
        .bindArray("ids", UUID.class, events)
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
        .list();
  }

  static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  private Map<UUID, List<Reported>> reports(Handle handle, Collection<UUID> events) {
    Map<UUID, List<Reported>> reports = new HashMap<>();
    handle
        .createQuery(
            """
            select r.event_id, a.id, a.url, a.source_name, a.published_at, r.published_at as at,
              a.headline, a.language, a.sample, r.report
            from event_report r join article a on a.id = r.article_id
            where r.event_id = any(:events)
            """)
        .bindArray("events", UUID.class, events)
        .map(
            (row, context) ->
                Map.entry(
                    row.getObject("event_id", UUID.class),
                    new Reported(
                        row.getObject("id", UUID.class),
                        row.getString("url"),
                        row.getString("source_name"),
                        instant(row.getTimestamp("published_at")),
                        row.getTimestamp("at").toInstant(),
                        row.getString("headline"),
                        row.getString("language"),
                        row.getBoolean("sample"),
                        read(row.getString("report"), EventReport.class))))
        .forEach(
            report ->
                reports
                    .computeIfAbsent(report.getKey(), event -> new ArrayList<>())
                    .add(report.getValue()));
    return reports;
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

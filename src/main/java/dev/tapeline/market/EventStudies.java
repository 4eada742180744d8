package dev.tapeline.market;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.Resolution;
import dev.tapeline.article.EventHistory;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.market.study.EventStudy;
import dev.tapeline.market.study.LeftOut;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Event studies over the events and bars of a database.
 *
 * <p>A company's events are measured on its home listing; on another of its listings where the home
 * listing has no bars. What it keeps in memory are the events' times, the indices, and some
 * listings at a time.
 */
public final class EventStudies {

  /** Events that one study takes: more are refused, not cut off. */
  static final int MOST_EVENTS = 100_000;

  private final Jdbi jdbi;
  private final String version;
  private final int mostEvents;

  /**
   * The studies of a database.
   *
   * @param version of the code, told in every answer
   */
  public EventStudies(Jdbi jdbi, String version) {
    this(jdbi, version, MOST_EVENTS);
  }

  EventStudies(Jdbi jdbi, String version, int mostEvents) {
    this.jdbi = jdbi;
    this.version = version;
    this.mostEvents = mostEvents;
  }

  /**
   * The company that somebody means, outside of the service: as {@link
   * dev.tapeline.company.Companies} finds it.
   *
   * @param written a ticker, {@code MIC:code}, an ISIN or an id
   * @throws HttpProblem 404 where nothing is meant, 409 where more than one company is
   */
  public StudyQuery.Subject find(String written) {
    UUID id = Parameters.id(written);
    Resolution resolution =
        id != null ? new Resolution.Unknown() : CompanyDirectory.builtIn().resolve(written);
    if (resolution instanceof Resolution.Ambiguous ambiguous) {
      throw Refusal.ambiguous(
          "company",
          written,
          ambiguous.candidates().stream().map(one -> one.listing().ticker()).toList());
    }
    String ticker =
        resolution instanceof Resolution.Found found ? found.listing().ticker() : written;
    return jdbi.withHandle(handle -> subject(handle, id, ticker))
        .orElseThrow(() -> Refusal.notFound("company", written));
  }

  private static Optional<StudyQuery.Subject> subject(
      Handle handle, @Nullable UUID id, String ticker) {
    return handle
        .createQuery(
            """
            select h.company_id, h.ticker from listing h
            where h.home and h.company_id = coalesce(cast(:id as uuid),
              (select l.company_id from listing l where l.ticker = :ticker or l.listing = :ticker
               limit 1))
            """)
        .bind("id", id)
        .bind("ticker", ticker)
        .map(
            (row, context) ->
                new StudyQuery.Subject(
                    row.getObject("company_id", UUID.class), row.getString("ticker")))
        .findFirst();
  }

  /**
   * Computes a study, all of it from one state of the database.
   *
   * @throws HttpProblem 400 where more events are selected than one study takes
   */
  public StudyAnswer run(StudyQuery query) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, handle -> run(handle, query));
  }

  private StudyAnswer run(Handle handle, StudyQuery query) {
    List<EventHistory.Moment> events = events(handle, query);
    EventStudy study = new EventStudy(query.model(), query.windows(), query.overlapping());
    TreeSet<String> benchmarks = new TreeSet<>();
    TreeSet<String> providers = new TreeSet<>();
    List<StudyReturns.Wanted> wanted = wanted(handle, events, study);
    new StudyReturns(handle)
        .forEach(
            wanted,
            (listing, found) -> {
              if (study.add(found.returns(), listing.reactions())) {
                providers.addAll(found.providers());
                if (study.usesBenchmark() && found.benchmark() != null) {
                  benchmarks.add(found.benchmark());
                }
              }
            });
    return new StudyAnswer(
        StudyAnswer.Settings.of(query),
        version,
        events.size(),
        StudyAnswer.Data.of(study.coverage(), benchmarks, providers),
        study.figures(),
        null);
  }

  private List<EventHistory.Moment> events(Handle handle, StudyQuery query) {
    EventHistory.Selection selection =
        new EventHistory.Selection(
            query.types().stream().flatMap(word -> StudyRequest.typesOf(word).stream()).toList(),
            ids(query.companies()),
            query.from(),
            query.to(),
            query.factLevels(),
            query.minRelevance(),
            query.minNovelty());
    List<EventHistory.Moment> events = EventHistory.find(handle, selection, mostEvents + 1);
    if (events.size() > mostEvents) {
      throw HttpProblem.builder()
          .withStatus(Status.BAD_REQUEST)
          .withTitle("Study too large")
          .withDetail(
              "more than %d events are selected; narrow the study by type, companies, from or to"
                  .formatted(mostEvents))
          .build();
    }
    return events;
  }

  private static @Nullable List<UUID> ids(@Nullable List<StudyQuery.Subject> companies) {
    return companies == null ? null : companies.stream().map(StudyQuery.Subject::id).toList();
  }

  /** The listings whose bars are needed; events that have none are left out of the study here. */
  private static List<StudyReturns.Wanted> wanted(
      Handle handle, List<EventHistory.Moment> events, EventStudy study) {
    Map<UUID, List<EventHistory.Moment>> byCompany = new LinkedHashMap<>();
    for (EventHistory.Moment event : events) {
      if (event.sample()) {
        study.leaveOut(LeftOut.SAMPLE, 1);
      } else {
        byCompany.computeIfAbsent(event.company(), any -> new ArrayList<>()).add(event);
      }
    }
    Map<UUID, SeriesStore.Standing> standing =
        SeriesStore.standingFor(handle, List.copyOf(byCompany.keySet()));
    List<StudyReturns.Wanted> wanted = new ArrayList<>();
    byCompany.forEach(
        (company, own) -> {
          SeriesStore.Standing found = standing.get(company);
          if (found == null || found.sample()) {
            study.leaveOut(found == null ? LeftOut.NO_BARS : LeftOut.SAMPLE, own.size());
            return;
          }
          Optional<Exchange> exchange = found.series().exchange();
          if (exchange.isEmpty()) {
            study.leaveOut(LeftOut.NO_EXCHANGE, own.size());
            return;
          }
          wanted.add(
              new StudyReturns.Wanted(
                  found.series(), exchange.get(), reactions(exchange.get(), own)));
        });
    return wanted;
  }

  private static int[] reactions(Exchange exchange, List<EventHistory.Moment> events) {
    return events.stream()
        .mapToInt(
            event ->
                (int) exchange.at(event.occurredAt()).firstSessionThatCouldReact().toEpochDay())
        .toArray();
  }
}

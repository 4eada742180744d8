package dev.tapeline.article;

import dev.tapeline.analysis.event.EventArgument;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Period;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.article.EventBody.InvolvedParty;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.NewsEvent.ArticleEvidence;
import dev.tapeline.timeline.NewsEvent.ArticleRef;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes what an event says out of its reports. The same reports in any order say the same. */
final class EventAssembly {

  /** Of the reports, and their evidence, that an event shows: so many first and so many last. */
  static final int MOST_AT_EITHER_END = 25;

  /** Surest first; a denial is weighed by time instead. */
  private static final List<FactLevel> SURENESS =
      List.of(FactLevel.CONFIRMED, FactLevel.PLANNED, FactLevel.RUMOURED, FactLevel.OPINION);

  /**
   * A report, and the article that made it.
   *
   * @param publishedAt when the article was published, or null where it does not say
   * @param at the same, or when it was first seen
   */
  record Reported(
      UUID articleId,
      @Nullable String url,
      String source,
      @Nullable Instant publishedAt,
      Instant at,
      String headline,
      @Nullable String language,
      boolean sample,
      EventReport report) {}

  /** A move, and whose shares it is of. */
  private record TickerMove(String ticker, ToldMove move) {}

  private final Companies companies;
  private final Exchanges exchanges;
  private final CompanyRef company;
  private final List<Reported> reports;
  private final ClaimJudge.Records judge;

  /**
   * @param exchanges whose sessions they are
   * @param company whose event
   * @param reports at least one
   * @param judge checks the claims
   */
  EventAssembly(
      Companies companies,
      Exchanges exchanges,
      CompanyRef company,
      List<Reported> reports,
      ClaimJudge.Records judge) {
    this.exchanges = exchanges;
    this.judge = judge;
    this.companies = companies;
    this.company = company;
    this.reports =
        reports.stream()
            .sorted(Comparator.comparing(Reported::at).thenComparing(Reported::articleId))
            .toList();
  }

  /** When the first report was published. */
  Instant occurredAt() {
    return reports.get(0).at();
  }

  EventBody body() {
    Reported first = reports.get(0);
    Reported surest = surest();
    Optional<Exchange> exchange = homeExchange();
    List<TickerMove> told = moves();
    List<ToldMove> moves = told.stream().map(TickerMove::move).toList();
    boolean sample = reports.stream().allMatch(Reported::sample);
    return new EventBody(
        surest.report().factLevel(),
        surest.report().polarity(),
        period(),
        reports.stream().mapToInt(r -> r.report().relevance()).max().orElse(0),
        reports.stream().mapToDouble(r -> r.report().confidence()).max().orElse(0),
        first.headline(),
        first.language(),
        exchange.map(e -> e.zone().getId()).orElse(null),
        session(exchange, moves),
        sample,
        arguments(),
        moves,
        claims(told, sample),
        parties(),
        evidence(),
        articles());
  }

  private Reported surest() {
    Reported surest = reports.get(0);
    for (Reported report : reports) {
      FactLevel level = report.report().factLevel();
      FactLevel best = surest.report().factLevel();
      if (level != null
          && (best == null
              || level == FactLevel.DENIED
              || best == FactLevel.DENIED
              || SURENESS.indexOf(level) < SURENESS.indexOf(best))) {
        surest = report;
      }
    }
    return surest;
  }

  private @Nullable Period period() {
    return reports.stream()
        .map(r -> r.report().period())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Optional<Exchange> homeExchange() {
    return Optional.ofNullable(company.listing())
        .map(listing -> listing.substring(0, listing.indexOf(':')))
        .flatMap(exchanges::find);
  }

  /**
   * The session of a move that was told with the event, since the shares had reacted by then; else
   * the first that could react.
   */
  private @Nullable LocalDate session(Optional<Exchange> exchange, List<ToldMove> moves) {
    Optional<LocalDate> told =
        moves.stream()
            .map(ToldMove::session)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    return told.or(() -> exchange.map(e -> e.at(occurredAt()).firstSessionThatCouldReact()))
        .orElse(null);
  }

  private List<EventArgument> arguments() {
    Set<EventArgument> arguments = new LinkedHashSet<>();
    reports.forEach(r -> arguments.addAll(r.report().arguments()));
    return List.copyOf(arguments);
  }

  /** Each move once: the report that tells most of it stands for all that tell the same change. */
  private List<TickerMove> moves() {
    Map<Object, TickerMove> moves = new LinkedHashMap<>();
    for (Reported reported : reports) {
      for (ReportedMove told : reported.report().moves()) {
        TickerMove move = new TickerMove(told.ticker(), ToldMove.of(told));
        moves.merge(moveKey(move), move, (a, b) -> detail(b.move()) > detail(a.move()) ? b : a);
      }
    }
    return List.copyOf(moves.values());
  }

  private static Object moveKey(TickerMove told) {
    ToldMove move = told.move();
    return List.of(
        told.ticker(),
        move.direction(),
        Optional.ofNullable(move.session()),
        Optional.ofNullable(move.period()),
        Optional.ofNullable(move.changePercent()).map(p -> p.stripTrailingZeros()));
  }

  private static int detail(ToldMove move) {
    return (move.price() == null ? 0 : 1)
        + (move.streak() == null ? 0 : 1)
        + move.extremes().size();
  }

  private List<ClaimCheck> claims(List<TickerMove> moves, boolean sample) {
    return moves.stream()
        .flatMap(
            told ->
                judge.judge(told.ticker(), told.move(), sample, Claims.of(told.move())).stream())
        .toList();
  }

  private List<InvolvedParty> parties() {
    Map<UUID, Integer> relevance = new LinkedHashMap<>();
    for (Reported reported : reports) {
      for (EventReport.Party party : reported.report().parties()) {
        relevance.merge(party.company(), party.relevance(), Math::max);
      }
    }
    relevance.remove(company.id());
    return relevance.entrySet().stream()
        .sorted(Map.Entry.<UUID, Integer>comparingByValue().reversed())
        .flatMap(
            entry ->
                companies.byId(entry.getKey()).stream()
                    .map(party -> new InvolvedParty(party, entry.getValue())))
        .toList();
  }

  /**
   * The first reports, and the latest: an event that thousands of articles repeat would otherwise
   * be written anew, longer each time, with each of them.
   */
  private List<Reported> shown() {
    if (reports.size() <= 2 * MOST_AT_EITHER_END) {
      return reports;
    }
    List<Reported> shown = new ArrayList<>(reports.subList(0, MOST_AT_EITHER_END));
    shown.addAll(reports.subList(reports.size() - MOST_AT_EITHER_END, reports.size()));
    return shown;
  }

  private List<ArticleEvidence> evidence() {
    Set<ArticleEvidence> evidence = new LinkedHashSet<>();
    for (Reported reported : shown()) {
      EventReport report = reported.report();
      report.evidence().forEach(e -> evidence.add(ArticleEvidence.of(reported.articleId(), e)));
      for (ReportedMove move : report.moves()) {
        move.evidence().forEach(e -> evidence.add(ArticleEvidence.of(reported.articleId(), e)));
      }
    }
    return List.copyOf(evidence);
  }

  private List<ArticleRef> articles() {
    return shown().stream()
        .map(r -> new ArticleRef(r.articleId(), r.url(), r.source(), r.publishedAt()))
        .toList();
  }
}

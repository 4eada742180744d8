package dev.tapeline.article;

import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.event.DetectedEvent;
import dev.tapeline.analysis.event.EventArgument;
import dev.tapeline.analysis.linking.CompanyLink;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.analysis.text.Evidence;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events of which companies an analysis tells.
 *
 * <p>What an article recalls from before its own news ({@code background}) stays with the article
 * and makes no event: the timeline has it from the article that told it then. A subject of the
 * article without any event has news all the same, an event without type, so that its timeline is
 * not silent about it.
 */
final class EventDrafts {
  private static final int SUBJECT_RELEVANCE = 75;
  private static final String SHARE_PRICE = "share-price";

  private final Companies companies;
  private final Analysis analysis;
  private final Map<CompanyRef, CompanyLink> links = new LinkedHashMap<>();

  private EventDrafts(Companies companies, Analysis analysis) {
    this.companies = companies;
    this.analysis = analysis;
    for (CompanyLink link : analysis.companies()) {
      if (link.role() == Role.SUBJECT || link.role() == Role.PARTY) {
        companies.byTicker(link.ticker()).ifPresent(company -> links.putIfAbsent(company, link));
      }
    }
  }

  /** The events that the analysis tells, each once, in the order of the text. */
  static List<EventDraft> of(Companies companies, Analysis analysis) {
    return new EventDrafts(companies, analysis).drafts();
  }

  private List<EventDraft> drafts() {
    Map<Key, EventDraft> drafts = new LinkedHashMap<>();
    for (CompanyRef company : links.keySet()) {
      List<DetectedEvent> events =
          analysis.events().stream()
              .filter(event -> !event.background() && isOf(event.ticker(), company))
              .toList();
      List<ReportedMove> moves =
          analysis.moves().stream().filter(move -> isOf(move.ticker(), company)).toList();
      for (EventDraft draft : drafts(company, events, moves)) {
        drafts.putIfAbsent(
            new Key(company, draft.type(), draft.period(), draft.distinction()), draft);
      }
    }
    return List.copyOf(drafts.values());
  }

  private record Key(
      CompanyRef company, @Nullable String type, @Nullable String period, String distinction) {}

  private List<EventDraft> drafts(
      CompanyRef company, List<DetectedEvent> events, List<ReportedMove> moves) {
    CompanyLink link = Objects.requireNonNull(links.get(company));
    if (events.isEmpty()) {
      return link.role() == Role.SUBJECT && link.relevance() >= SUBJECT_RELEVANCE
          ? List.of(untyped(company, link, moves))
          : List.of();
    }
    // The moves stand with the event that the article is most sure of, so that a claim counts once.
    DetectedEvent main =
        events.stream().max(Comparator.comparingDouble(DetectedEvent::confidence)).orElseThrow();
    List<EventDraft> drafts = new ArrayList<>();
    for (DetectedEvent event : events) {
      drafts.add(typed(company, link, event, event == main ? moves : List.of()));
    }
    return drafts;
  }

  private EventDraft typed(
      CompanyRef company, CompanyLink link, DetectedEvent event, List<ReportedMove> moves) {
    return new EventDraft(
        company,
        event.type().toString(),
        event.period() == null ? null : event.period().toString(),
        distinction(event, moves),
        new EventReport(
            event.factLevel(),
            event.polarity(),
            event.period(),
            event.arguments(),
            event.confidence(),
            link.relevance(),
            moves,
            event.evidence(),
            parties(company, event)));
  }

  private EventDraft untyped(CompanyRef company, CompanyLink link, List<ReportedMove> moves) {
    List<Evidence> evidence =
        link.mentions().stream()
            .limit(1)
            .map(m -> new Evidence(m.field(), m.start(), m.end(), m.text()))
            .toList();
    var report =
        new EventReport(
            null, null, null, List.of(), 0, link.relevance(), moves, evidence, List.of());
    return new EventDraft(company, null, null, "", report);
  }

  private static String distinction(DetectedEvent event, List<ReportedMove> moves) {
    if (event.type().group().equals(SHARE_PRICE)) {
      return moves.stream()
          .findFirst()
          .map(move -> Objects.toString(move.session(), move.direction().name()))
          .orElse("");
    }
    return event.arguments().stream()
        .filter(argument -> argument.role().equals("COUNTERPARTY"))
        .map(EventArgument::text)
        .filter(Objects::nonNull)
        .sorted()
        .findFirst()
        .orElse("");
  }

  /** Those named where the event was read, but for those whose own event of its kind this is. */
  private List<EventReport.Party> parties(CompanyRef owner, DetectedEvent event) {
    Set<CompanyRef> withTheirOwn = new HashSet<>();
    for (DetectedEvent other : analysis.events()) {
      if (other.type().equals(event.type())) {
        companies.byTicker(other.ticker()).ifPresent(withTheirOwn::add);
      }
    }
    return links.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(owner))
        .filter(entry -> !withTheirOwn.contains(entry.getKey()))
        .filter(entry -> isNamedIn(event.evidence(), entry.getValue()))
        .map(entry -> new EventReport.Party(entry.getKey().id(), entry.getValue().relevance()))
        .toList();
  }

  private static boolean isNamedIn(List<Evidence> evidence, CompanyLink link) {
    return link.mentions().stream()
        .anyMatch(
            mention ->
                evidence.stream()
                    .anyMatch(
                        place ->
                            place.field() == mention.field()
                                && place.start() <= mention.start()
                                && mention.end() <= place.end()));
  }

  private boolean isOf(String ticker, CompanyRef company) {
    return companies.byTicker(ticker).filter(company::equals).isPresent();
  }
}

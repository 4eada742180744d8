package dev.tapeline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.directory.Resolution;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.market.MoveFeed;
import dev.tapeline.market.PriceSeries;
import dev.tapeline.timeline.ExactJson;
import dev.tapeline.timeline.RecordedMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes what rules match out of entries and moves. */
@ApplicationScoped
class Happenings {
  private final ObjectMapper json;
  private final Companies companies;

  Happenings(ObjectMapper json, Companies companies) {
    this.json = json;
    this.companies = companies;
  }

  /**
   * Of an entry.
   *
   * @param seq its sequence number
   * @param body its JSON without it
   */
  Happening entry(long seq, String body) {
    try {
      ObjectNode stored = (ObjectNode) ExactJson.reader(json).readTree(body);
      ObjectNode entry = json.createObjectNode().put("seq", seq);
      entry.setAll(stored);
      JsonNode company = entry.path("company");
      String listing = company.hasNonNull("listing") ? company.path("listing").asText() : null;
      boolean isMove = entry.path("kind").asText().equals("PRICE_MOVE");
      RecordedMove move = isMove ? json.treeToValue(entry.path("move"), RecordedMove.class) : null;
      return new Happening(
          move == null ? UUID.fromString(entry.path("id").asText()) : move.id(),
          new AlertCompany(
              UUID.fromString(company.path("id").asText()),
              company.path("ticker").asText(),
              listing,
              company.path("name").asText()),
          Happening.mic(move == null ? listing : move.listing()),
          index(move == null ? company.path("ticker").asText() : move.ticker()),
          Instant.parse(entry.path("occurredAt").asText()),
          entry.path("sample").asBoolean(),
          entry,
          move,
          move == null ? null : currency(entry),
          move == null ? News.of(entry) : null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the entry of number " + seq + " cannot be read", e);
    }
  }

  /** Of a recorded move that does not stand in a timeline. */
  Happening move(MoveFeed.Item item) {
    PriceSeries series = item.series();
    Optional<CompanyRef> company = Optional.ofNullable(series.company()).flatMap(companies::byId);
    return new Happening(
        item.move().id(),
        new AlertCompany(
            company.map(CompanyRef::id).orElse(null),
            series.ticker(),
            series.listing(),
            company.map(CompanyRef::name).orElse(series.ticker())),
        Happening.mic(series.listing()),
        series.benchmark(),
        item.closedAt(),
        item.move().sample(),
        null,
        item.move(),
        series.currency(),
        null);
  }

  private @Nullable String index(String ticker) {
    return companies
        .directory()
        .ticker(ticker)
        .map(Resolution.Found::listing)
        .map(Listing::benchmark)
        .orElse(null);
  }

  /** That of the listing: the title of a move's entry ends with it. */
  private static @Nullable String currency(JsonNode entry) {
    String title = entry.path("title").asText();
    String last = title.substring(title.lastIndexOf(' ') + 1);
    return last.matches("[A-Z]{3}") ? last : null;
  }
}

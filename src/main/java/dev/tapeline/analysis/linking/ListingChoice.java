package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.directory.Market;
import dev.tapeline.analysis.directory.Markets;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.CueKinds;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Quantity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which of a company's listings a text speaks of.
 *
 * <p>A written ticker says it. Else words do that name a market beside the company ({@code
 * U.S.-listed shares}, {@code A股}, {@code in Sydney}: kind {@code market-word} of the language's
 * files, the value a country, with {@code *} where it holds for all that its sentence names behind
 * it), or the currency of a price told with a percentage. Without any, or where they disagree, it
 * is the home listing.
 */
final class ListingChoice {
  private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(2_000_000);

  /** Words without which no price is told. */
  private static final CueKinds CURRENCIES =
      CueKinds.of("currency", "currency-before", "currency-after");

  private final Document document;
  private final Function<Hit, SentenceContext> contexts;

  ListingChoice(Document document, Function<Hit, SentenceContext> contexts) {
    this.document = document;
    this.contexts = contexts;
  }

  /**
   * Notes at each place which listing it tells; answers the listings that the document as a whole
   * means, for companies where that is not the home listing: the one whose ticker alone is written,
   * or the one that at least half of the company's places tell.
   */
  Map<Company, Listing> choose(List<Hit> hits) {
    Map<Company, Votes> votes = new LinkedHashMap<>();
    for (int i = 0; i < hits.size(); i++) {
      Hit hit = hits.get(i);
      Hit.Candidate chosen = hit.chosen;
      if (chosen == null || hit.role != Role.PARTY) {
        continue;
      }
      boolean shared = i + 1 < hits.size() && hits.get(i + 1).sentence == hit.sentence;
      int until = shared ? hits.get(i + 1).start : hit.sentence.end();
      hit.told = chosen.listing() != null ? chosen.listing() : told(hit, until);
      votes.computeIfAbsent(chosen.company(), c -> new Votes()).add(hit);
    }
    Map<Company, Listing> choices = new HashMap<>();
    votes.forEach(
        (company, told) -> {
          Listing choice = told.choice();
          if (choice != null) {
            choices.put(company, choice);
          }
        });
    return choices;
  }

  /** What the places of one company tell. */
  private static final class Votes {
    private final Map<Listing, Integer> told = new HashMap<>();
    private final Set<Listing> written = new HashSet<>();
    private int places;

    void add(Hit hit) {
      Listing listing = hit.told;
      if (!hit.isTicker()) {
        places++;
      }
      // A code of yesterday means the company, as it is listed today.
      if (listing != null && !listing.delisted()) {
        told.merge(listing, 1, Integer::sum);
        if (hit.isTicker()) {
          written.add(listing);
        }
      }
    }

    @Nullable Listing choice() {
      if (!written.isEmpty()) {
        return written.size() == 1 ? written.iterator().next() : null;
      }
      if (told.size() != 1) {
        return null;
      }
      Map.Entry<Listing, Integer> only = told.entrySet().iterator().next();
      return 2 * only.getValue() >= places ? only.getKey() : null;
    }
  }

  private @Nullable Listing told(Hit hit, int until) {
    Company company = company(hit);
    if (company.listings().size() < 2 || !company.builtIn()) {
      return null;
    }
    SentenceContext context = contexts.apply(hit);
    for (Cue cue : context.cues().of("market-word")) {
      boolean beside =
          cue.start() >= hit.fullEnd
              ? cue.start() < until && context.distance(hit.fullEnd, cue.start()) <= 6
              : context.distance(cue.end(), hit.fullStart) <= 3;
      boolean headed = cue.value().endsWith("*") && cue.end() <= hit.fullStart;
      String country = cue.value().replace("*", "");
      @Nullable Listing found = beside || headed ? inCountry(company, country) : null;
      if (found != null) {
        return found;
      }
    }
    return byPrice(hit, until, company);
  }

  private @Nullable Listing byPrice(Hit hit, int until, Company company) {
    String language = document.detectedLanguage();
    if ("zh".equals(language) || "ja".equals(language)) {
      // 元 is the yuan and the dollar of Hong Kong and of Taiwan.
      return null;
    }
    if (!contexts.apply(hit).cues().hasAny(CURRENCIES)) {
      return null;
    }
    boolean percent = false;
    String currency = null;
    for (Quantity quantity : document.quantities(hit.sentence)) {
      if (quantity.kind() == Quantity.Kind.PERCENT) {
        percent = true;
      } else if (quantity.kind() == Quantity.Kind.MONEY
          && quantity.start() >= hit.fullEnd
          && quantity.end() <= until
          && currency == null
          && quantity.value().compareTo(HIGHEST_PRICE) < 0
          && quantity.value().stripTrailingZeros().scale() >= 0) {
        currency = quantity.currency();
      }
    }
    if (currency == null || currency.equals(company.home().currency())) {
      return null;
    }
    if (!percent && !contexts.apply(hit).cues().has("move")) {
      return null;
    }
    for (Listing listing : company.listings()) {
      if (currency.equals(listing.currency()) && isOwn(listing)) {
        return listing;
      }
    }
    return null;
  }

  private static @Nullable Listing inCountry(Company company, String country) {
    for (Listing listing : company.listings()) {
      Market market = listing.mic() == null ? null : Markets.builtIn().byMic(listing.mic());
      if (market != null && market.country().equals(country) && isOwn(listing)) {
        return listing;
      }
    }
    return null;
  }

  /** A line that the company itself has sought, and not one that an exchange trades unasked. */
  private static boolean isOwn(Listing listing) {
    return listing.benchmark() != null && !listing.delisted();
  }

  private static Company company(Hit hit) {
    Hit.Candidate chosen = hit.chosen;
    if (chosen == null) {
      throw new IllegalStateException("an unsettled hit");
    }
    return chosen.company();
  }
}

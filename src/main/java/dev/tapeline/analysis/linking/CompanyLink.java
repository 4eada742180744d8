package dev.tapeline.analysis.linking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listed company that an item names, and how much the item is about it.
 *
 * @param ticker the symbol that people type, in Yahoo's form: {@code 1810.HK}
 * @param listing {@code MIC:code}, or null where the venue is not known
 * @param name the company's name in English
 * @param relevance 0 to 100: 90 and more the main subject, 75–89 a subject, 30–74 a party, below 30
 *     a passing mention
 * @param role what the item does with the company
 * @param via the brand or subsidiary that leads to the company where its own name is not used, such
 *     as {@code Redmi}; null otherwise
 * @param mentions in the order of the text, title first; never empty
 */
public record CompanyLink(
    String ticker,
    @Nullable String listing,
    String name,
    int relevance,
    Role role,
    @Nullable String via,
    List<Mention> mentions) {

  public CompanyLink {
    if (relevance < 0 || relevance > 100) {
      throw new IllegalArgumentException("relevance " + relevance + " is not within 0 and 100");
    }
    mentions = List.copyOf(mentions);
  }

  CompanyLink with(Role role, int relevance) {
    return new CompanyLink(ticker, listing, name, relevance, role, via, mentions);
  }
}

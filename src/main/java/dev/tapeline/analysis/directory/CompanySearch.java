package dev.tapeline.analysis.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds companies for somebody who types: by ticker, code, name, or the beginning of one. */
final class CompanySearch {
  private static final int EXACT_TICKER = 0;
  private static final int EXACT_NAME = 1;
  private static final int NAME_BEGINS = 2;
  private static final int WORD_BEGINS = 3;

  private final CompanyDirectory directory;

  CompanySearch(CompanyDirectory directory) {
    this.directory = directory;
  }

  List<Company> search(String query, int limit) {
    Map<Company, Integer> ranks = new LinkedHashMap<>();
    for (Resolution.Found found : directory.tickers(query.toUpperCase(Locale.ROOT))) {
      ranks.put(found.company(), EXACT_TICKER);
    }
    String key = NameKey.of(query);
    if (!key.isEmpty()) {
      for (Company company : directory.companies()) {
        int rank = rank(company, key);
        if (rank <= WORD_BEGINS) {
          ranks.merge(company, rank, Math::min);
        }
      }
    }
    List<Map.Entry<Company, Integer>> sorted = new ArrayList<>(ranks.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<Company, Integer>>comparingInt(Map.Entry::getValue)
            .thenComparing(entry -> !entry.getKey().builtIn())
            .thenComparing(entry -> entry.getKey().name().length()));
    return sorted.stream().limit(limit).map(Map.Entry::getKey).toList();
  }

  private static int rank(Company company, String key) {
    int best = Integer.MAX_VALUE;
    for (CompanyName name : company.names()) {
      if (name.kind() == CompanyName.Kind.PERSON) {
        continue;
      }
      String nameKey = NameKey.of(name.text());
      if (nameKey.equals(key)) {
        return EXACT_NAME;
      }
      if (nameKey.startsWith(key)) {
        best = Math.min(best, NAME_BEGINS);
      } else if (nameKey.contains(" " + key)) {
        best = Math.min(best, WORD_BEGINS);
      }
    }
    return best;
  }
}

package dev.tapeline.analysis.linking;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The countries whose companies a language's press means when it says no more than a name. */
final class Homelands {
  private static final Map<String, Set<String>> COUNTRIES =
      Map.ofEntries(
          Map.entry("id", Set.of("ID")),
          Map.entry("ms", Set.of("MY")),
          Map.entry("en", Set.of("US")),
          Map.entry("zh", Set.of("CN", "HK", "TW")),
          Map.entry("ja", Set.of("JP")),
          Map.entry("ko", Set.of("KR")),
          Map.entry("de", Set.of("DE", "AT", "CH")),
          Map.entry("fr", Set.of("FR", "BE")),
          Map.entry("es", Set.of("ES", "MX", "AR", "CL")),
          Map.entry("pt", Set.of("BR", "PT")),
          Map.entry("it", Set.of("IT")),
          Map.entry("nl", Set.of("NL", "BE")),
          Map.entry("hi", Set.of("IN")),
          Map.entry("th", Set.of("TH")),
          Map.entry("vi", Set.of("VN")),
          Map.entry("tr", Set.of("TR")),
          Map.entry("ar", Set.of("SA", "AE", "QA", "EG", "KW")));

  private Homelands() {}

  static Set<String> of(@Nullable String language) {
    return language == null ? Set.of() : COUNTRIES.getOrDefault(language, Set.of());
  }
}

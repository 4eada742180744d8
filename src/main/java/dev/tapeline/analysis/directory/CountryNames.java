package dev.tapeline.analysis.directory;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Countries by their English names, as files of listings write them. */
final class CountryNames {
  private static final Map<String, String> CODES = new HashMap<>();

  static {
    for (String code : Locale.getISOCountries()) {
      CODES.put(key(new Locale("", code).getDisplayCountry(Locale.ENGLISH)), code);
      CODES.put(key(code), code);
    }
    // Names that the JDK writes differently, or that countries had before.
    Map.ofEntries(
            Map.entry("hong kong", "HK"),
            Map.entry("macau", "MO"),
            Map.entry("czech republic", "CZ"),
            Map.entry("turkey", "TR"),
            Map.entry("macedonia", "MK"),
            Map.entry("myanmar", "MM"),
            Map.entry("ivory coast", "CI"),
            Map.entry("republic of the congo", "CG"),
            Map.entry("netherlands antilles", "CW"),
            Map.entry("russia", "RU"),
            Map.entry("usa", "US"),
            Map.entry("uk", "GB"),
            Map.entry("korea", "KR"),
            Map.entry("south korea", "KR"),
            Map.entry("taiwan", "TW"),
            Map.entry("vietnam", "VN"))
        .forEach(CODES::put);
  }

  private CountryNames() {}

  /** ISO 3166-1 alpha-2 of a name or a code, or null. */
  static @Nullable String code(String name) {
    return CODES.get(key(name));
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}

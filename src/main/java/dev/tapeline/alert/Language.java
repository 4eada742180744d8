package dev.tapeline.alert;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages that messages are written in. */
enum Language {
  EN,
  ID,
  ZH;

  /** As answers and templates write it: {@code en}. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The field {@code language}: {@code en}, {@code id-ID}, {@code zh-Hant}; English unless said.
   */
  static Language of(JsonFields fields) {
    @Nullable String text = fields.text("language");
    if (text == null) {
      return EN;
    }
    String primary = text.split("[-_]", 2)[0].toUpperCase(Locale.ROOT);
    for (Language language : values()) {
      if (language.name().equals(primary)) {
        return language;
      }
    }
    throw fields.refusal("language", "one of en, id, zh");
  }
}

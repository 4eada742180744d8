package dev.tapeline.source.feed;

import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages that feeds name. */
final class LanguageTags {
  private LanguageTags() {}

  /**
   * The BCP 47 tag in its usual case: {@code zh_tw} is {@code zh-TW}, {@code in} is {@code id}.
   *
   * @return null where it is none, such as {@code English}
   */
  static @Nullable String of(@Nullable String written) {
    if (written == null) {
      return null;
    }
    try {
      Locale locale =
          new Locale.Builder().setLanguageTag(written.strip().replace('_', '-')).build();
      String language = locale.getLanguage();
      boolean named = language.length() == 2 || language.length() == 3;
      return named && !language.equals("und") ? locale.toLanguageTag() : null;
    } catch (IllformedLocaleException e) {
      return null;
    }
  }
}

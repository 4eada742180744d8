package dev.tapeline.analysis.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells in which language an item is written, by its script and its commonest words. */
public final class LanguageDetector {
  private static final LanguageDetector BUILT_IN = new LanguageDetector();
  private static final List<String> INDONESIAN =
      List.of(" yang ", " dan ", " pada ", " akan ", " saham ", " dengan ", " naik ", " persen");

  private LanguageDetector() {}

  public static LanguageDetector builtIn() {
    return BUILT_IN;
  }

  /**
   * The language of the fields together.
   *
   * @param fields title and text
   * @param hint the tag that a source told, trusted less than the text, or null
   * @return a tag of {@link Languages#TAGS}, or null where the text does not tell
   */
  public @Nullable String detect(List<FieldText> fields, @Nullable String hint) {
    int han = 0;
    int latin = 0;
    int indonesian = 0;
    for (FieldText field : fields) {
      String text = field.normalized();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c >= 0x4E00 && c <= 0x9FFF) {
          han++;
        } else if (c >= 'a' && c <= 'z') {
          latin++;
        }
      }
      for (String word : INDONESIAN) {
        indonesian += text.contains(word) ? 1 : 0;
      }
    }
    if (han > 0 && han * 3 > latin) {
      return "zh";
    }
    if (latin == 0) {
      return null;
    }
    return indonesian > 0 ? "id" : "en";
  }
}

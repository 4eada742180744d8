package dev.tapeline.analysis.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells in which language an item is written.
 *
 * <p>The script decides where one language alone of {@link Languages#TAGS} is written in it. Han
 * characters are Japanese where kana or characters of Japan stand among them, else Chinese. For the
 * Latin script, {@link LatinModel} weighs words and the letters in them. Only the beginning is
 * read, which keeps the cost the same for a headline and for a long report.
 */
public final class LanguageDetector {
  /** So many characters of each field are looked at. */
  private static final int HEAD = 1200;

  /** So many words of the Latin script are weighed. */
  private static final int WORDS = 90;

  private static final LanguageDetector BUILT_IN = new LanguageDetector();

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
    Letters letters = new Letters();
    for (FieldText field : fields) {
      letters.count(field);
    }
    String told = primary(hint);
    String script = letters.commonestScript();
    if (script == null) {
      return told;
    }
    return switch (script) {
      case "han" -> letters.isJapanese() ? "ja" : "zh";
      case "latin" -> latin(fields, told);
      case "other" -> null;
      default -> script;
    };
  }

  private static @Nullable String latin(List<FieldText> fields, @Nullable String told) {
    LatinModel.Score score = LatinModel.builtIn().score();
    for (FieldText field : fields) {
      score.add(field, HEAD, WORDS);
    }
    return score.best(told);
  }

  /** {@code zh-Hant-HK} tells {@code zh}; a language that is not read tells nothing. */
  static @Nullable String primary(@Nullable String hint) {
    if (hint == null) {
      return null;
    }
    String tag = Folding.fold(hint.strip());
    int end = 0;
    while (end < tag.length() && Character.isLetter(tag.charAt(end))) {
      end++;
    }
    String primary = tag.substring(0, end);
    if (primary.equals("in")) {
      return "id";
    }
    return Languages.TAGS.contains(primary) ? primary : null;
  }

  /** Counts letters by script, each weighed by how much of a word it is. */
  private static final class Letters {
    private int latin;
    private int han;
    private int kana;
    private int japanese;
    private int hangul;
    private int thai;
    private int devanagari;
    private int arabic;
    private int persian;
    private int other;

    void count(FieldText field) {
      String text = field.original();
      int end = Math.min(text.length(), HEAD);
      for (int i = 0; i < end; i++) {
        count(text.charAt(i));
      }
      if (han > 0) {
        japanese += JapaneseHints.builtIn().count(text.substring(0, end));
      }
    }

    private void count(char c) {
      if (c < 128) {
        // No branch for letter or blank, which nobody could foretell
        latin += (((c | 0x20) - 'a') & 0xFFFF) < 26 ? 1 : 0;
      } else if (c < 0x250) {
        if (Character.isLetter(c)) {
          latin++;
        }
      } else if (Words.isHan(c)) {
        han++;
      } else if ((c >= 0x3041 && c <= 0x30FA) || (c >= 0xFF66 && c <= 0xFF9D)) {
        kana++;
      } else if (c >= 0xAC00 && c <= 0xD7A3) {
        hangul++;
      } else if (c >= 0x0E00 && c <= 0x0E7F) {
        thai++;
      } else if (c >= 0x0900 && c <= 0x097F) {
        devanagari++;
      } else if ((c >= 0x0600 && c <= 0x06FF) || (c >= 0xFB50 && c <= 0xFEFC)) {
        arabic += Character.isLetter(c) ? 1 : 0;
        persian += "پچژگکیےٹڈڑں".indexOf(c) >= 0 ? 1 : 0;
      } else if (c >= 0x1E00 && c <= 0x1EFF) {
        latin++;
      } else if (Character.isLetter(c)) {
        other++;
      }
    }

    /**
     * The script of most words: a Han character counts as several letters, a Hangul syllable too.
     */
    @Nullable String commonestScript() {
      int best = Math.max(latin, 1);
      String script = latin > 0 ? "latin" : null;
      int[] counts = {3 * han + 2 * kana, 3 * hangul, 2 * thai, 2 * devanagari, arabic, other};
      String arab = persian * 12 > arabic ? "other" : "ar";
      String[] names = {"han", "ko", "th", "hi", arab, "other"};
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] >= best) {
          best = counts[i];
          script = names[i];
        }
      }
      return script;
    }

    boolean isJapanese() {
      int cjk = han + kana;
      // Without any kana, one Japanese company in a Chinese text proves nothing
      int share = kana == 0 ? 12 : 25;
      return kana * 12 > cjk || (japanese > 0 && japanese * share > cjk);
    }
  }
}

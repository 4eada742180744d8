package dev.tapeline.analysis;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agency that an item names as its own source.
 *
 * <p>A medium of the languages' files (kind {@code media}) is the credit where it stands alone in
 * brackets ({@code (REUTERS)}, {@code 【路透社】}), opens a paragraph as a dateline does ({@code HONG
 * KONG (Reuters) -}, {@code 新华社北京10月19日电}), stands in a credit line, or behind a word that names
 * the source ({@code Sumber: Reuters}). The first one counts; a medium that is only quoted does
 * not.
 */
final class CreditReader {
  /** A dateline names its agency within so many characters. */
  private static final int DATELINE = 40;

  private CreditReader() {}

  static @Nullable String credit(Document document) {
    for (FieldText field : document.fields()) {
      for (Cue cue : document.cues(field).of("media")) {
        if (isCredit(document, field, cue)) {
          return cue.value();
        }
      }
    }
    return null;
  }

  private static boolean isCredit(Document document, FieldText field, Cue media) {
    String text = field.normalized();
    if (isBracketed(text, media) || isDateline(text, media)) {
      return true;
    }
    Sentence sentence = document.sentenceAt(field, media.start());
    if (sentence != null && sentence.zone() == Zone.CREDIT) {
      return true;
    }
    for (Cue cue : document.cues(field).of("source-cue")) {
      if (cue.is("source-cue", "quote")
          && cue.end() <= media.start()
          && media.start() - cue.end() <= 3) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBracketed(String text, Cue media) {
    int before = media.start() - 1;
    int behind = media.end();
    return before >= 0
        && behind < text.length()
        && "([【".indexOf(text.charAt(before)) >= 0
        && ")]】/".indexOf(text.charAt(behind)) >= 0;
  }

  /** Whether the paragraph begins with a place, the agency, and a dash or 电. */
  private static boolean isDateline(String text, Cue media) {
    int start = text.lastIndexOf('\n', media.start()) + 1;
    if (media.start() - start > DATELINE || text.substring(start, media.start()).contains(". ")) {
      return false;
    }
    int end = Math.min(text.length(), media.end() + 24);
    for (int i = media.end(); i < end; i++) {
      char c = text.charAt(i);
      boolean dash =
          c == '—'
              || (c == '-'
                  && text.charAt(i - 1) == ' '
                  && i + 1 < end
                  && text.charAt(i + 1) == ' ');
      if (dash || c == '电' || c == '讯') {
        return true;
      }
      if (c == '.' || c == '。' || c == '\n' || c == '，') {
        return false;
      }
    }
    return false;
  }
}

package dev.tapeline.analysis.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of a sentence with what stands before and behind them. */
final class QuantityReader {
  private final Sentence sentence;
  private final String text;
  private final List<Cue> cues;
  private final Language language;
  private final List<Quantity> found = new ArrayList<>();

  private QuantityReader(Sentence sentence, List<Cue> cues, Language language) {
    this.sentence = sentence;
    this.text = sentence.field().normalized();
    this.cues = cues;
    this.language = language;
  }

  static List<Quantity> read(Sentence sentence, List<Cue> cues, Language language) {
    QuantityReader reader = new QuantityReader(sentence, cues, language);
    reader.run();
    return reader.found;
  }

  private void run() {
    int at = sentence.start();
    while (at < sentence.end()) {
      if (Words.isDigit(text.charAt(at))) {
        Numeral numeral = Numeral.at(text, at, sentence.end(), language.decimalComma());
        if (numeral.value() != null) {
          add(numeral, numeral.value());
        }
        at = numeral.end();
      } else {
        at++;
      }
    }
  }

  private void add(Numeral numeral, BigDecimal told) {
    int start = numeral.start();
    int end = numeral.end();
    BigDecimal value = told;
    Cue scale = startingAt("scale", end);
    if (scale != null) {
      value = value.multiply(new BigDecimal(scale.value()));
      end = scale.end();
    }
    int sign = 0;
    Cue currency = endingAt("currency", start);
    if (currency != null) {
      start = currency.start();
    }
    if (start > sentence.start()
        && "+-".indexOf(text.charAt(start - 1)) >= 0
        && (start - 1 == sentence.start() || !Words.isWord(text.charAt(start - 2)))) {
      sign = text.charAt(start - 1) == '+' ? 1 : -1;
      start--;
    }
    Cue percent = startingAt("percent", end);
    if (percent == null && currency == null) {
      percent = endingAt("percent", numeral.start());
      if (percent != null) {
        start = Math.min(start, percent.start());
      }
    } else if (percent != null) {
      end = percent.end();
    }
    if (percent != null) {
      Quantity.Kind kind =
          percent.value().equals("points") ? Quantity.Kind.POINTS : Quantity.Kind.PERCENT;
      found.add(new Quantity(kind, value, null, sign, null, null, start, end));
      return;
    }
    if (currency == null) {
      currency = startingAt("currency", end);
      if (currency != null) {
        end = currency.end();
      }
    }
    if (currency != null) {
      found.add(
          new Quantity(Quantity.Kind.MONEY, value, null, sign, currency.value(), null, start, end));
      return;
    }
    Cue unit = startingAt("unit", end);
    found.add(
        new Quantity(
            Quantity.Kind.COUNT,
            value,
            null,
            sign,
            null,
            unit == null ? null : unit.value(),
            start,
            unit == null ? end : unit.end()));
  }

  private @Nullable Cue startingAt(String kind, int offset) {
    int blank = offset < sentence.end() && text.charAt(offset) == ' ' ? offset + 1 : offset;
    for (Cue cue : cues) {
      if (cue.is(kind) && (cue.start() == offset || cue.start() == blank)) {
        return cue;
      }
    }
    return null;
  }

  private @Nullable Cue endingAt(String kind, int offset) {
    int blank = offset > sentence.start() && text.charAt(offset - 1) == ' ' ? offset - 1 : offset;
    for (Cue cue : cues) {
      if (cue.is(kind) && (cue.end() == offset || cue.end() == blank)) {
        return cue;
      }
    }
    return null;
  }
}

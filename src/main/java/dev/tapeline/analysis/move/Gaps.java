package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.TimeMark;
import dev.tapeline.analysis.text.Words;
import java.math.BigDecimal;
import java.util.List;

/**
 * What stands between two places of a sentence: how many words, and whether any of them says
 * something of its own.
 */
final class Gaps {
  /** A percentage stands at most so far from its word. */
  static final int REACH = 80;

  /** Between a name and the noun for its change stand at most so many words. */
  static final int SAID = 6;

  /** A preposition is at most so long. */
  static final int SHORT = 4;

  /** The word that makes a cause of what stands before it is at most so far behind. */
  static final int CAUSE_REACH = 20;

  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final Prices prices;
  private final Places places;

  Gaps(SentenceMarks marks, List<Theme> themes, Prices prices, Places places) {
    this.marks = marks;
    this.themes = themes;
    this.prices = prices;
    this.places = places;
  }

  int words(int from, int to) {
    int words = 0;
    boolean inWord = false;
    for (int i = from; i < to; i++) {
      boolean word = Words.isWord(marks.text.charAt(i));
      words += word && (!inWord || Words.isUnspaced(marks.text.charAt(i))) ? 1 : 0;
      inWord = word;
    }
    return words;
  }

  /** Words between two offsets without those of percentages. */
  int wordsBeside(int from, int to) {
    int words = words(from, to);
    for (Quantity percent : marks.percents) {
      boolean between = percent.start() >= from && percent.end() <= to;
      words -= between ? words(percent.start(), percent.end()) : 0;
    }
    return words;
  }

  boolean touches(int end, int start, int most) {
    return start >= end && start - end <= most;
  }

  /** Whether only times, adverbs, brackets and signs stand between two offsets. */
  boolean onlyFillers(int from, int to) {
    int at = from;
    int unknown = 0;
    while (at < to) {
      char c = marks.text.charAt(at);
      int past = pastFiller(at, to);
      if (past > at) {
        at = past;
      } else if (Words.isWord(c)) {
        int end = Math.min(to, Words.endOf(marks.text, at + 1));
        String word = marks.between(at, end);
        boolean possessive = word.equals("s") && at > 0 && marks.text.charAt(at - 1) == '\'';
        unknown += possessive ? 0 : 1;
        at = end;
      } else {
        at++;
      }
      if (unknown > 0) {
        return false;
      }
    }
    return true;
  }

  private int pastFiller(int at, int to) {
    char c = marks.text.charAt(at);
    if (c == '(' || c == '[') {
      int close = marks.text.indexOf(c == '(' ? ')' : ']', at);
      return close >= 0 && close < to ? close + 1 : at;
    }
    int past = at;
    for (Cue cue : marks.fillers) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    for (Cue cue : marks.others) {
      boolean pared = cue.is("move-cancel") && cue.start() == at;
      past = pared ? Math.max(past, cue.end()) : past;
    }
    for (Cue cue : marks.approximations) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    for (Cue cue : marks.streaks) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    for (Cue cue : marks.units) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    for (Cue cue : marks.bases) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    past = Math.max(past, pastClock(at));
    for (Cue cue : marks.tradings) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    for (TimeMark time : marks.times) {
      past = time.start() == at ? Math.max(past, time.end()) : past;
    }
    for (Quantity quantity : marks.quantities) {
      boolean percent =
          quantity.kind() == Quantity.Kind.PERCENT || quantity.kind() == Quantity.Kind.ORDINAL;
      past = percent && quantity.start() == at ? Math.max(past, quantity.end()) : past;
      boolean price = quantity.start() >= at && prices.isPrice(quantity);
      past = price && startsPrice(at, quantity) ? Math.max(past, quantity.end()) : past;
      boolean amount =
          quantity.start() == at && (isAmountOfChange(quantity) || isGainInMoney(quantity));
      past = amount ? Math.max(past, quantity.end()) : past;
    }
    for (Theme theme : themes) {
      past = theme.start() == at && places.isPlaceName(theme) ? Math.max(past, theme.end()) : past;
    }
    for (Cue cue : marks.links) {
      boolean helper = cue.value().equals("on") || cue.value().equals("owner");
      past = helper && cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    return Math.min(past, to);
  }

  /** {@code 5800円(9.2%)安}, {@code 1,500원(1.5%) 오른}: an amount with the percentage it makes. */
  private boolean isAmountOfChange(Quantity quantity) {
    int open = quantity.end();
    return quantity.kind() == Quantity.Kind.MONEY
        && marks.verbLast
        && marks.percents.stream().anyMatch(p -> p.start() == open + 1 && isAloneInBrackets(p));
  }

  /** {@code DBS finished two cents firmer}: what the word behind it measures. */
  private boolean isGainInMoney(Quantity quantity) {
    return quantity.kind() == Quantity.Kind.MONEY
        && quantity.value().compareTo(BigDecimal.TEN) < 0
        && marks.predicates.stream()
            .anyMatch(p -> p.start >= quantity.end() && p.start - quantity.end() <= 1);
  }

  /** {@code às 11h20}, {@code vers 10h30}: the time of day. */
  private int pastClock(int at) {
    int end = at;
    while (end < marks.sentence.end() && end - at < 5 && isOfClock(at, end)) {
      end++;
    }
    return end > at + 1 && marks.text.substring(at, end).indexOf('h') > 0 ? end : at;
  }

  private boolean isOfClock(int at, int end) {
    char c = marks.text.charAt(end);
    return Words.isDigit(c) || (c == 'h' && end > at && end <= at + 2);
  }

  /** {@code at 53.00 baht}: a price that is told before the move. */
  private boolean startsPrice(int at, Quantity quantity) {
    for (Cue cue : marks.priceWords) {
      int gap = quantity.start() - cue.end();
      if (cue.start() == at && gap >= 0 && gap <= 2 && !cue.value().equals("from")) {
        return quantity.kind() == Quantity.Kind.MONEY;
      }
    }
    return false;
  }

  boolean onlyFewWords(int from, int to) {
    return words(from, to) <= 2 || onlyFillers(from, to);
  }

  /** Nothing but a comma or a word for "and". */
  boolean isListMark(int from, int to) {
    String gap = marks.between(from, to).strip();
    if (gap.equals(",") || gap.equals("、") || gap.equals("，") || gap.equals("،")) {
      return true;
    }
    if (gap.startsWith(", ") && marks.verbLast) {
      // "Tokyo'da Sony %12,7, Seul'de Hyundai %4,8"
      int start = marks.text.indexOf(',', from) + 1;
      if (words(start, to) <= 2 && onlyFillers(start, to)) {
        return true;
      }
    }
    for (Cue link : marks.links) {
      if (link.value().equals("and")
          && link.start() >= from
          && link.end() <= to
          && gap.equals(marks.between(link.start(), link.end()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether all words are of the language's files or at least begin small, where names do not. */
  boolean namesNobody(int from, int to) {
    for (int at = from; at < to; at++) {
      boolean begins =
          Character.isLetter(marks.text.charAt(at))
              && (at == from || !Words.isWord(marks.text.charAt(at - 1)));
      boolean cased = Character.isLowerCase(marks.text.charAt(at));
      boolean named = !cased || at == from || marks.sentence.field().isUpperCaseAt(at);
      if (begins && named && !marks.isKnownWord(at)) {
        return false;
      }
    }
    return true;
  }

  boolean isAloneInBrackets(Quantity percent) {
    int open = percent.start() - 1;
    int close = percent.end();
    return open >= marks.sentence.start()
        && close < marks.sentence.end()
        && marks.text.charAt(open) == '('
        && marks.text.charAt(close) == ')';
  }

  /** {@code also fell, 2.5%}: nothing but a comma. */
  boolean isComma(int from, int to) {
    String between = marks.between(from, to).strip();
    return between.equals(",")
        || between.equals(":")
        || (between.endsWith(":") && onlyFillers(from, to));
  }

  /** Whether nothing is counted or measured by what ends here. */
  boolean endsThere(int end) {
    int at = end;
    while (at < marks.sentence.end() && marks.text.charAt(at) == ' ') {
      at++;
    }
    int behind = at;
    return at >= marks.sentence.end()
        || !Words.isWord(marks.text.charAt(at))
        || marks.links.stream().anyMatch(l -> l.value().equals("and") && l.start() == behind);
  }

  /** {@code DBS booked S$2.8 billion, up 4%}: an amount that is no price of a share. */
  boolean tellsOfBusiness(int from, int to) {
    return marks.quantities.stream()
        .anyMatch(
            q ->
                q.kind() == Quantity.Kind.MONEY
                    && q.start() >= from
                    && q.end() <= to
                    && !prices.isPrice(q));
  }

  /** {@code reached its highest level since 2020}, {@code closed at $15}. */
  boolean tellsOfTrading(int from, int to) {
    boolean claim =
        marks.extremes.stream()
            .anyMatch(c -> c.is("extreme") && c.start() >= from && c.end() <= to);
    boolean basis = marks.bases.stream().anyMatch(c -> c.start() >= from && c.end() <= to);
    boolean money =
        marks.quantities.stream()
            .anyMatch(
                q ->
                    q.kind() == Quantity.Kind.MONEY
                        && q.start() >= from
                        && q.end() <= to
                        && prices.isPrice(q));
    boolean other =
        themes.stream().anyMatch(t -> t.is(Theme.Type.OTHER) && t.start() >= from && t.end() <= to);
    return claim || (basis && money && !other);
  }
}

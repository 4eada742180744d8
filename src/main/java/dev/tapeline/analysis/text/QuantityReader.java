package dev.tapeline.analysis.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the numbers of a sentence what stands before and behind them: signs, currencies, scale
 * words, percent, units. Numbers that belong to a date are left out.
 */
final class QuantityReader {
  /** Between "and" and the next number stands at most one short word. */
  private static final int JOINED = 6;

  /** Two numbers that share a percent sign stand at most so far apart. */
  private static final int ELLIPSIS = 40;

  private static final CueKinds KINDS =
      CueKinds.of(
          "currency",
          "currency-before",
          "currency-after",
          "scale",
          "percent",
          "unit",
          "time-unit",
          "times",
          "per-mille-part",
          "and-link");

  private static final Set<String> COARSE =
      Set.of("IDR", "VND", "JPY", "KRW", "CLP", "COP", "PYG", "HUF", "TWD");

  private final Sentence sentence;
  private final String text;
  private final List<NumberToken> numbers;
  private final List<Cue> cues;
  private final List<Quantity> found = new ArrayList<>();

  private QuantityReader(Sentence sentence, Cues all, List<NumberToken> numbers) {
    this.sentence = sentence;
    this.text = sentence.field().normalized();
    this.numbers = numbers;
    this.cues = all.of(KINDS);
  }

  static List<Quantity> read(
      Sentence sentence, Cues cues, List<NumberToken> numbers, List<TimeMark> times) {
    if (numbers.isEmpty()) {
      return List.of();
    }
    List<NumberToken> free = new ArrayList<>();
    for (NumberToken number : numbers) {
      if (!isOfTime(number, times)) {
        free.add(number);
      }
    }
    if (free.isEmpty()) {
      return List.of();
    }
    QuantityReader reader = new QuantityReader(sentence, cues, free);
    reader.run();
    return reader.found;
  }

  private static boolean isOfTime(NumberToken number, List<TimeMark> times) {
    for (TimeMark time : times) {
      if (time.start() < number.end() && number.start() < time.end()) {
        return true;
      }
    }
    return false;
  }

  private void run() {
    int i = 0;
    while (i < numbers.size()) {
      i = take(i);
    }
  }

  /** Reads the quantity that begins with number {@code i}; answers the next number's place. */
  private int take(int i) {
    NumberToken number = numbers.get(i);
    if (number.isOrdinal()) {
      add(Quantity.Kind.ORDINAL, number.value(), null, 0, null, number.start(), number.end());
      return i + 1;
    }
    Size size = sizeAt(i);
    NumberToken upper = rangeEnd(size);
    if (upper != null) {
      Size to = sizeAt(numbers.indexOf(upper));
      return finish(size.scaledLike(to), to.value(), to, number);
    }
    return finish(size, null, size, number);
  }

  /**
   * A number with its scale words: {@code 10 miliar}, {@code 9만4천}, {@code 1亿2000万}.
   *
   * @param next the place of the first number behind it
   */
  private record Size(BigDecimal value, @Nullable BigDecimal scale, int start, int end, int next) {

    /** In {@code 3-5 billion} the scale belongs to both numbers. */
    Size scaledLike(Size other) {
      return scale == null && other.scale != null
          ? new Size(value.multiply(other.scale), other.scale, start, other.end, other.next)
          : new Size(value, scale, start, other.end, other.next);
    }
  }

  private Size sizeAt(int first) {
    NumberToken number = numbers.get(first);
    int end = number.end();
    int next = first + 1;
    Cue scale = startingAt("scale", end);
    if (scale == null) {
      return new Size(money(number), null, number.start(), end, next);
    }
    BigDecimal unit = new BigDecimal(scale.value());
    BigDecimal value = number.value().multiply(unit);
    end = scale.end();
    Cue again = startingAt("scale", end);
    if (again != null && end == again.start()) {
      // 万亿, 千億
      value = value.multiply(new BigDecimal(again.value()));
      unit = unit.multiply(new BigDecimal(again.value()));
      end = again.end();
    }
    BigDecimal smallest = unit;
    while (next < numbers.size() && continues(end, numbers.get(next))) {
      NumberToken part = numbers.get(next);
      Cue smaller = startingAt("scale", part.end());
      BigDecimal step = smaller == null ? BigDecimal.ONE : new BigDecimal(smaller.value());
      if (step.compareTo(smallest) >= 0) {
        break;
      }
      value = value.add(part.value().multiply(step));
      end = smaller == null ? part.end() : smaller.end();
      smallest = step;
      next++;
    }
    return new Size(plain(value), unit, number.start(), end, next);
  }

  private static BigDecimal plain(BigDecimal value) {
    return value.scale() < 0 || value.stripTrailingZeros().scale() <= 0
        ? value.setScale(0, java.math.RoundingMode.UNNECESSARY)
        : value.stripTrailingZeros();
  }

  /** In money without small change, three digits behind a mark are thousands: {@code Rp9,250}. */
  private BigDecimal money(NumberToken number) {
    Cue currency = currencyBefore(number.start());
    boolean coarse = currency != null && COARSE.contains(currency.value().replace("?", ""));
    return coarse && number.value().scale() == 3
        ? number.value().movePointRight(3)
        : number.value();
  }

  /** Whether the next number goes on in the same size, as in {@code 9만 4천}. */
  private boolean continues(int end, NumberToken next) {
    boolean close = next.start() == end || (next.start() == end + 1 && text.charAt(end) == ' ');
    if (!close || next.isOrdinal() || end == 0 || !Words.isUnspaced(text.charAt(end - 1))) {
      return false;
    }
    return startingAt("scale", next.end()) != null || currencyBehind(next.end()) != null;
  }

  /** The upper end of a range whose lower end stands before {@code size.end}. */
  private @Nullable NumberToken rangeEnd(Size size) {
    int at = size.end();
    Cue percent = startingAt("percent", at);
    if (percent != null) {
      at = percent.end();
    }
    int mark = at;
    while (mark < sentence.end() && text.charAt(mark) == ' ') {
      mark++;
    }
    if (mark >= sentence.end() || "-~至到".indexOf(text.charAt(mark)) < 0) {
      return null;
    }
    boolean blanks = mark > at;
    int next = mark + 1;
    if (blanks && (next >= sentence.end() || text.charAt(next) != ' ')) {
      return null;
    }
    while (next < sentence.end() && text.charAt(next) == ' ') {
      next++;
    }
    for (NumberToken number : numbers) {
      if (number.start() == next && !number.isOrdinal()) {
        boolean same =
            percent == null ? measured(number) : startingAt("percent", number.end()) != null;
        return same ? number : null;
      }
    }
    return null;
  }

  /** A range of plain numbers is a score, a code or a date; one of percents or money is a range. */
  private boolean measured(NumberToken number) {
    return startingAt("percent", number.end()) != null
        || startingAt("scale", number.end()) != null
        || currencyBehind(number.end()) != null;
  }

  private int finish(Size lower, @Nullable BigDecimal upTo, Size last, NumberToken number) {
    int start = lower.start();
    int end = last.end();
    int sign = 0;
    Cue currency = currencyBefore(start);
    if (currency != null) {
      start = currency.start();
    }
    if (start > sentence.start() && isSign(start - 1)) {
      sign = text.charAt(start - 1) == '+' ? 1 : -1;
      start--;
      if (currency == null) {
        Cue before = currencyBefore(start);
        if (before != null && before.end() == start) {
          currency = before;
          start = before.start();
        }
      }
    }
    Cue percent = percent(lower, last, start);
    if (percent != null) {
      int before = percent.start() - 1;
      if (sign == 0 && percent.end() <= start && before >= sentence.start() && isSign(before)) {
        // TUPRS +%3,1
        sign = text.charAt(before) == '+' ? 1 : -1;
        start = before;
      }
      Quantity.Kind kind =
          percent.value().startsWith("points") ? Quantity.Kind.POINTS : Quantity.Kind.PERCENT;
      BigDecimal value = lower.value();
      BigDecimal upper = upTo;
      if (percent.value().equals("tenths")) {
        value = value.movePointRight(1);
        upper = upper == null ? null : upper.movePointRight(1);
        Tail tail = tail(percent.end());
        value = value.add(tail.value());
        end = tail.end();
      }
      add(
          kind,
          value,
          upper,
          sign,
          null,
          Math.min(start, percent.start()),
          Math.max(end, percent.end()));
      return last.next();
    }
    if (currency == null || isWeakSign(currency)) {
      Cue behind = currencyBehind(end);
      if (behind != null) {
        currency = behind;
        end = behind.end();
      }
    }
    if (currency != null) {
      add(Quantity.Kind.MONEY, lower.value(), upTo, sign, currency, start, end);
      return last.next();
    }
    if (currency == null && sharesPercent(last)) {
      add(Quantity.Kind.PERCENT, lower.value(), upTo, sign, null, start, end);
      return last.next();
    }
    Cue times = startingAt("times", end);
    if (times != null) {
      add(Quantity.Kind.MULTIPLE, lower.value(), upTo, sign, null, start, times.end());
      return last.next();
    }
    count(lower, upTo, sign, start, end, number);
    return last.next();
  }

  /**
   * {@code 3,0 und 1,4 Prozent}, {@code plus 0,8 und plus 0,5 Prozent}, {@code 1.2, 3 and 4%}: the
   * sign behind the last number holds for all.
   */
  private boolean sharesPercent(Size size) {
    if (size.next() >= numbers.size() || size.scale() != null) {
      return false;
    }
    NumberToken next = numbers.get(size.next());
    if (isElliptic(size, next)) {
      return true;
    }
    if (text.substring(size.end(), next.start()).equals(", ")) {
      return sharesPercent(sizeAt(size.next()));
    }
    return isJoined(size, next) && startingAt("percent", next.end()) != null;
  }

  private boolean isJoined(Size size, NumberToken next) {
    if (text.charAt(size.end()) == ')') {
      // "万科企业(02202)跟跌4.1%": a code
      return false;
    }
    for (Cue cue : cues) {
      if (cue.is("and-link")
          && cue.start() >= size.end()
          && cue.start() - size.end() <= 2
          && next.start() >= cue.end()
          && next.start() - cue.end() <= JOINED) {
        return true;
      }
    }
    return false;
  }

  /** {@code stiegen um 2,9, Hensoldt um 5,5 Prozent}: the same word before both numbers. */
  private boolean isElliptic(Size size, NumberToken next) {
    int gap = next.start() - size.end();
    if (gap > ELLIPSIS || startingAt("percent", next.end()) == null) {
      return false;
    }
    String word = wordBefore(size.start());
    return word.length() > 1
        && word.length() <= 4
        && word.equals(wordBefore(next.start()))
        && ",;".indexOf(text.charAt(size.end())) >= 0;
  }

  private String wordBefore(int at) {
    int end = at - 1;
    if (end <= sentence.start() || text.charAt(end) != ' ') {
      return "";
    }
    return text.substring(Words.startOf(text, end - 1), end);
  }

  /** A bare {@code $} yields to what is written behind the number: {@code $22.50 CAD}. */
  private static boolean isWeakSign(Cue currency) {
    return currency.value().endsWith("?");
  }

  private boolean isSign(int at) {
    char c = text.charAt(at);
    if (c != '+' && c != '-') {
      return false;
    }
    return at == sentence.start()
        || !Words.isWord(text.charAt(at - 1))
        || Words.isUnspaced(text.charAt(at - 1));
  }

  private @Nullable Cue percent(Size lower, Size last, int start) {
    Cue behind = startingAt("percent", last.end());
    if (behind != null && !behind.value().endsWith("-before") && !opensNumber(behind, last)) {
      return behind;
    }
    Cue before = endingAt("percent", lower.start());
    if (before == null) {
      before = endingAt("percent", start);
    }
    boolean free = before != null && (before.value().endsWith("-before") || !followsNumber(before));
    return free ? before : null;
  }

  /** {@code onu %9,6 artışla}: behind a blank and directly at digits, it belongs to those. */
  private boolean opensNumber(Cue percent, Size before) {
    return percent.start() > before.end()
        && percent.end() < sentence.end()
        && Words.isDigit(text.charAt(percent.end()));
  }

  /** Whether the percent sign belongs to the number before it. */
  private boolean followsNumber(Cue percent) {
    for (NumberToken number : numbers) {
      if (number.end() == percent.start() || number.end() + 1 == percent.start()) {
        return true;
      }
    }
    return false;
  }

  private record Tail(BigDecimal value, int end) {}

  /** What follows 成 or 割: 三成五, 3割5分, 两成半. */
  private Tail tail(int from) {
    for (NumberToken number : numbers) {
      if (number.start() == from && number.asInt() > 0 && number.asInt() < 10) {
        Cue part = startingAt("per-mille-part", number.end());
        if (part != null || number.form() == NumberToken.Form.HAN) {
          return new Tail(number.value(), part == null ? number.end() : part.end());
        }
      }
    }
    boolean half = from < sentence.end() && text.charAt(from) == '半';
    return half ? new Tail(BigDecimal.valueOf(5), from + 1) : new Tail(BigDecimal.ZERO, from);
  }

  private void count(
      Size lower, @Nullable BigDecimal upTo, int sign, int start, int end, NumberToken number) {
    Cue unit = startingAt("unit", end);
    if (unit == null) {
      unit = startingAt("time-unit", end);
    }
    if (unit == null
        && number.form() == NumberToken.Form.HAN
        && number.value().scale() <= 0
        && number.end() - number.start() == 1
        && lower.scale() == null) {
      // A single Han numeral is part of a word far more often than a number: 一些, 三星.
      return;
    }
    found.add(
        new Quantity(
            Quantity.Kind.COUNT,
            lower.value(),
            upTo,
            sign,
            null,
            false,
            unit == null ? null : unit.value(),
            start,
            unit == null ? end : unit.end()));
  }

  private void add(
      Quantity.Kind kind,
      BigDecimal value,
      @Nullable BigDecimal upTo,
      int sign,
      @Nullable Cue currency,
      int start,
      int end) {
    String code = currency == null ? null : currency.value().replace("?", "");
    BigDecimal size = value;
    if (code != null && code.startsWith("/1000 ")) {
      code = code.substring(6);
      size = value.movePointLeft(3);
    } else if (code != null && code.startsWith("/100 ")) {
      code = code.substring(5);
      size = value.movePointLeft(2);
    }
    found.add(
        new Quantity(
            kind,
            size,
            upTo,
            sign,
            code,
            currency != null && isWeakSign(currency),
            null,
            start,
            end));
  }

  private @Nullable Cue currencyBefore(int offset) {
    Cue either = endingAt("currency", offset);
    return either != null ? either : endingAt("currency-before", offset);
  }

  private @Nullable Cue currencyBehind(int offset) {
    Cue either = startingAt("currency", offset);
    return either != null ? either : startingAt("currency-after", offset);
  }

  private @Nullable Cue startingAt(String kind, int offset) {
    int blank =
        offset < sentence.end()
                && (text.charAt(offset) == ' '
                    || (text.charAt(offset) == '-' && !kind.startsWith("currency")))
            ? offset + 1
            : offset;
    Cue best = null;
    for (Cue cue : cues) {
      if ((cue.start() == offset || cue.start() == blank)
          && cue.is(kind)
          && (best == null || cue.end() > best.end())) {
        best = cue;
      }
    }
    return best;
  }

  private @Nullable Cue endingAt(String kind, int offset) {
    int blank = offset;
    while (blank > sentence.start()
        && blank > offset - 2
        && " .".indexOf(text.charAt(blank - 1)) >= 0) {
      blank--;
    }
    Cue best = null;
    for (Cue cue : cues) {
      if (cue.end() <= offset
          && cue.end() >= blank
          && cue.is(kind)
          && (best == null || cue.start() < best.start())) {
        best = cue;
      }
    }
    return best;
  }
}

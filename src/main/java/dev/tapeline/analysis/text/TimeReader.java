package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that a sentence tells, out of numbers and the words of the language's files.
 *
 * <p>Kinds of words: {@code month}, {@code weekday} and {@code weekday-last}, last week's (by
 * number; with {@code ?} behind it the word means something else too, and needs a number, a
 * preposition or a capital letter beside it), {@code quarter} and {@code half} (by number), {@code
 * quarter-word} and {@code half-word} (which an ordinal numbers), {@code relative-day} … {@code
 * relative-year} (how many from now), {@code date-part} (年, 月, 日), {@code time-unit} (day, week,
 * month, year), {@code past} ("the last …"), {@code year-to-date}, {@code date-link} (what may
 * stand between day, month and year), {@code date-preposition}, {@code not-date} (what makes of 3日
 * a length).
 */
final class TimeReader {
  private static final CueKinds TIME_KINDS =
      CueKinds.of(
          "month",
          "weekday",
          "weekday-last",
          "quarter",
          "half",
          "quarter-word",
          "half-word",
          "relative-day",
          "relative-week",
          "relative-month",
          "relative-quarter",
          "relative-half",
          "relative-year",
          "date-part",
          "time-unit",
          "past",
          "year-to-date",
          "date-link",
          "date-preposition",
          "not-date",
          // a time that something is compared with ("前週末比"): it hides the time inside it
          "not-time");

  /** Kinds that only help others, and so never hide them. */
  private static final CueKinds HELPERS =
      CueKinds.of("date-link", "date-preposition", "not-date", "past", "time-unit", "date-part");

  private static final CueKinds MEASURES =
      CueKinds.of("scale", "currency", "percent", "unit", "times");

  private static final CueKinds KINDS = TIME_KINDS.and(MEASURES);

  /** Kinds of which a time can be made without any number. */
  private static final CueKinds TELLING =
      CueKinds.of(
          "month",
          "weekday",
          "weekday-last",
          "quarter",
          "half",
          "quarter-word",
          "half-word",
          "relative-day",
          "relative-week",
          "relative-month",
          "relative-quarter",
          "relative-half",
          "relative-year",
          "time-unit",
          "year-to-date");

  private static final Comparator<TimeMark> BY_START = Comparator.comparingInt(TimeMark::start);

  private final Sentence sentence;
  private final String text;
  private final List<NumberToken> numbers;
  private final Language language;
  private final List<Cue> cues = new ArrayList<>();

  /** Scales, currencies, signs for percent and units. */
  private final List<Cue> measures = new ArrayList<>(0);

  private final List<TimeMark> marks = new ArrayList<>(4);

  private TimeReader(Sentence sentence, Cues all, List<NumberToken> numbers, Language language) {
    this.sentence = sentence;
    this.text = sentence.field().normalized();
    this.numbers = numbers;
    this.language = language;
    for (Cue cue : all.of(KINDS)) {
      if (TIME_KINDS.contains(cue)) {
        cues.add(cue);
      } else if (MEASURES.contains(cue)) {
        measures.add(cue);
      }
    }
    cues.removeIf(cue -> !HELPERS.contains(cue) && isInsideAnother(cue));
  }

  static List<TimeMark> read(
      Sentence sentence, Cues cues, List<NumberToken> numbers, Language language) {
    // Sentences without a number hold helpers such as "in" and "of" all the same
    if (numbers.isEmpty() && !hasDigit(sentence) && cues.of(TELLING).isEmpty()) {
      return List.of();
    }
    TimeReader reader = new TimeReader(sentence, cues, numbers, language);
    reader.run();
    return reader.marks;
  }

  private static boolean hasDigit(Sentence sentence) {
    FieldText field = sentence.field();
    int mark = field.marksBefore(sentence.start());
    for (int i = field.mark(mark); i < sentence.end(); i = field.mark(++mark)) {
      if (Words.isDigit(field.normalized().charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean isInsideAnother(Cue cue) {
    for (Cue other : cues) {
      if (other.length() > cue.length()
          && !HELPERS.contains(other)
          && other.start() <= cue.start()
          && cue.end() <= other.end()) {
        return true;
      }
    }
    return false;
  }

  private void run() {
    new NumericDates(sentence, cues, language).read(marks);
    for (NumberToken number : numbers) {
      parts(number);
    }
    for (Cue cue : cues) {
      switch (cue.kind()) {
        case "month" -> month(cue);
        case "quarter" -> part(TimeMark.Kind.QUARTER, value(cue), cue.start(), cue.end());
        case "half" -> part(TimeMark.Kind.HALF, value(cue), cue.start(), cue.end());
        case "quarter-word" -> numbered(TimeMark.Kind.QUARTER, cue, 4);
        case "half-word" -> numbered(TimeMark.Kind.HALF, cue, 2);
        case "weekday" -> weekday(cue);
        case "weekday-last" ->
            add(
                new TimeMark(
                    TimeMark.Kind.WEEKDAY, null, -1, value(cue), 0, cue.start(), cue.end()));
        case "time-unit" -> past(cue);
        case "year-to-date" -> add(TimeMark.Kind.YEAR_TO_DATE, 0, cue);
        case "relative-day" -> add(TimeMark.Kind.DAYS_FROM_NOW, value(cue), cue);
        case "relative-week" -> add(TimeMark.Kind.WEEKS_FROM_NOW, value(cue), cue);
        case "relative-month" -> relativeMonth(cue);
        case "relative-quarter" -> add(TimeMark.Kind.QUARTERS_FROM_NOW, value(cue), cue);
        case "relative-half" -> add(TimeMark.Kind.HALVES_FROM_NOW, value(cue), cue);
        default -> {}
      }
    }
    for (Cue cue : cues) {
      if (cue.is("relative-year")) {
        add(TimeMark.Kind.YEARS_FROM_NOW, value(cue), cue);
      }
    }
    years();
    if (marks.size() > 1) {
      marks.sort(BY_START);
    }
  }

  private static int value(Cue cue) {
    String value = cue.value();
    return Integer.parseInt(value.endsWith("?") ? value.substring(0, value.length() - 1) : value);
  }

  private void add(TimeMark.Kind kind, int number, Cue cue) {
    add(new TimeMark(kind, null, null, number, 0, cue.start(), cue.end()));
  }

  /** Adds a mark unless a part of it is known already. */
  private void add(TimeMark mark) {
    for (TimeMark other : marks) {
      if (mark.start() < other.end() && other.start() < mark.end()) {
        return;
      }
    }
    marks.add(mark);
  }

  /** A month on its own, with a day before or behind it, with a year behind both. */
  private void month(Cue cue) {
    int month = value(cue);
    int start = cue.start();
    int end = cue.end();
    if (end < sentence.end() && text.charAt(end) == '.') {
      end++;
    }
    NumberToken before = numberBefore(start);
    NumberToken after = numberAfter(end);
    int day = 0;
    if (isDay(before) && before != null) {
      day = before.asInt();
      start = before.start();
    } else if (isDay(after) && after != null && !isYear(after)) {
      day = after.asInt();
      end = after.end();
    }
    Year year = yearNear(start, end);
    if (cue.value().endsWith("?")
        && (!sentence.field().isUpperCaseAt(cue.start())
            || (day == 0 && year == null && !followsPreposition(cue)))) {
      return;
    }
    TimeMark.Kind kind = day == 0 ? TimeMark.Kind.MONTH : TimeMark.Kind.DATE;
    add(mark(kind, year, month, day, start, end));
  }

  private boolean followsPreposition(Cue cue) {
    return cue.start() > sentence.start() && cueEndingAt("date-preposition", cue.start()) != null;
  }

  private static boolean isDay(@Nullable NumberToken number) {
    return number != null && number.asInt() >= 1 && number.asInt() <= 31;
  }

  private boolean isYear(NumberToken number) {
    return number.form() == NumberToken.Form.DIGITS
        && number.end() - number.start() == 4
        && number.asInt() >= 1900
        && number.asInt() <= 2100;
  }

  private void part(TimeMark.Kind kind, int number, int start, int end) {
    add(mark(kind, yearNear(start, end), number, 0, start, end));
  }

  /** {@code third quarter}, {@code kuartal ke-3}, {@code 3. Quartal}. */
  private void numbered(TimeMark.Kind kind, Cue cue, int most) {
    NumberToken before = numberBefore(cue.start());
    NumberToken after = numberAfter(cue.end());
    if (before != null && before.asInt() >= 1 && before.asInt() <= most) {
      part(kind, before.asInt(), before.start(), cue.end());
    } else if (after != null && after.asInt() >= 1 && after.asInt() <= most) {
      part(kind, after.asInt(), cue.start(), after.end());
    }
  }

  private void weekday(Cue cue) {
    boolean sure = !cue.value().endsWith("?");
    if (sure
        || (sentence.field().isUpperCaseAt(cue.start())
            && cue.start() > sentence.start()
            && numberBefore(cue.start()) == null)) {
      add(TimeMark.Kind.WEEKDAY, value(cue), cue);
    }
  }

  /** {@code 上月19日}: a day in it makes it a date. */
  private void relativeMonth(Cue cue) {
    add(TimeMark.Kind.MONTHS_FROM_NOW, value(cue), cue);
  }

  /** {@code the past three months}, {@code dalam sebulan terakhir}, {@code 近三个月}. */
  private void past(Cue unit) {
    NumberToken number = numberBefore(unit.start());
    int start = number == null ? unit.start() : number.start();
    Cue past = cueEndingAt("past", start);
    int end = unit.end();
    if (past != null) {
      start = past.start();
    } else {
      past = cueStartingAt("past", end);
      if (past == null) {
        return;
      }
      end = past.end();
    }
    int count = number == null ? 1 : number.asInt();
    if (count < 1 || count > 400) {
      return;
    }
    TimeMark.Kind kind =
        unit.value().equals("day") || unit.value().equals("week")
            ? TimeMark.Kind.PAST_DAYS
            : TimeMark.Kind.PAST_MONTHS;
    int length =
        switch (unit.value()) {
          case "week" -> 7 * count;
          case "quarter" -> 3 * count;
          case "year" -> 12 * count;
          default -> count;
        };
    add(new TimeMark(kind, null, null, length, 0, start, end));
  }

  /** Numbers with a word for year, month or day right behind them: 2021年10月19日. */
  private void parts(NumberToken first) {
    Cue part = cueStartingAt("date-part", first.end());
    if (part == null || first.asInt() < 1) {
      return;
    }
    Integer year = null;
    int month = 0;
    int day = 0;
    int start = first.start();
    int end = first.end();
    NumberToken number = first;
    while (number != null && part != null) {
      int value = number.asInt();
      boolean taken = false;
      if (part.value().equals("year") && year == null && month == 0 && isYearOf(number)) {
        year = value < 100 ? 2000 + value : value;
        taken = true;
      } else if (part.value().equals("month") && month == 0 && value <= 12 && value > 0) {
        month = value;
        taken = true;
      } else if (part.value().equals("day") && value <= 31 && value > 0) {
        day = value;
        taken = cueStartingAt("not-date", part.end()) == null;
        day = taken ? day : 0;
      }
      if (!taken) {
        break;
      }
      end = part.end();
      if (day > 0) {
        break;
      }
      number = numberAt(end);
      part = number == null ? null : cueStartingAt("date-part", number.end());
    }
    addParts(year, month, day, start, end);
  }

  private boolean isYearOf(NumberToken number) {
    if (isYear(number)) {
      return true;
    }
    boolean han = number.form() == NumberToken.Form.HAN && number.end() - number.start() == 4;
    if (han) {
      return number.asInt() >= 1900 && number.asInt() <= 2100;
    }
    Cue part = cueStartingAt("date-part", number.end());
    return number.end() - number.start() == 2
        && part != null
        && (numberAt(part.end()) != null
            || cueStartingAt("half", part.end()) != null
            || cueStartingAt("quarter", part.end()) != null);
  }

  private void addParts(@Nullable Integer year, int month, int day, int start, int end) {
    Year told = year == null ? null : new Year(year, null, start, end);
    if (month > 0 || day > 0) {
      if (told == null && month > 0) {
        told = yearLeft(start);
      }
      TimeMark.Kind kind =
          month == 0
              ? TimeMark.Kind.DAY_OF_MONTH
              : day == 0 ? TimeMark.Kind.MONTH : TimeMark.Kind.DATE;
      if (kind == TimeMark.Kind.MONTH && cueStartingAt("not-date", end) != null) {
        return;
      }
      add(mark(kind, told, month, day, start, end));
    } else if (told != null && nextToHalfOrQuarter(end) == null) {
      add(mark(TimeMark.Kind.YEAR, told, 0, 0, start, end));
    }
  }

  private @Nullable Cue nextToHalfOrQuarter(int end) {
    Cue half = cueStartingAt("half", end);
    return half != null ? half : cueStartingAt("quarter", end);
  }

  private static TimeMark mark(
      TimeMark.Kind kind, @Nullable Year year, int number, int day, int start, int end) {
    return new TimeMark(
        kind,
        year == null ? null : year.value(),
        year == null ? null : year.shift(),
        number,
        day,
        year == null ? start : Math.min(start, year.start()),
        year == null ? end : Math.max(end, year.end()));
  }

  /** A year told beside a month, quarter or half. */
  private record Year(@Nullable Integer value, @Nullable Integer shift, int start, int end) {}

  private @Nullable Year yearNear(int start, int end) {
    int at = end;
    for (int hops = 0; hops < 4 && at < sentence.end(); hops++) {
      Cue link = cueAtExactly("date-link", at);
      if (link != null) {
        at = link.end();
      } else if (" ,-/('".indexOf(text.charAt(at)) >= 0) {
        at++;
      } else {
        break;
      }
    }
    NumberToken right = numberStartingAt(at);
    if (right != null && isYear(right)) {
      return new Year(right.asInt(), null, start, right.end());
    }
    if (right != null && at == end && right.end() - at == 2 && right.asInt() >= 0) {
      return new Year(2000 + right.asInt(), null, start, right.end());
    }
    Cue relative = cueAtExactly("relative-year", at);
    if (relative != null) {
      return new Year(null, value(relative), start, relative.end());
    }
    return yearLeft(start);
  }

  private @Nullable Year yearLeft(int start) {
    int at = start;
    while (at > sentence.start() && " -/".indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    for (Cue cue : cues) {
      boolean ends = cue.end() == at || cue.end() == start;
      if (ends && cue.is("relative-year")) {
        return new Year(null, value(cue), cue.start(), start);
      }
      if (ends && cue.is("date-part", "year")) {
        at = cue.start();
      } else if (ends && cue.is("date-link")) {
        at = cue.start();
        while (at > sentence.start() && text.charAt(at - 1) == ' ') {
          at--;
        }
      }
    }
    for (NumberToken number : numbers) {
      if (number.end() == at && (isYear(number) || isShortYear(number))) {
        int value = number.asInt();
        return new Year(value < 100 ? 2000 + value : value, null, number.start(), start);
      }
    }
    return null;
  }

  private boolean isShortYear(NumberToken number) {
    return number.end() - number.start() == 2 && cueStartingAt("date-part", number.end()) != null;
  }

  /** Four digits that stand alone and can be a year. */
  private void years() {
    for (NumberToken number : numbers) {
      if (isYear(number) && standsAlone(number) && !isMeasured(number.end())) {
        add(
            new TimeMark(
                TimeMark.Kind.YEAR, number.asInt(), null, 0, 0, number.start(), number.end()));
      }
    }
  }

  /** Whether a scale, a currency, a percent sign or a unit begins here or behind a blank. */
  private boolean isMeasured(int end) {
    for (Cue cue : measures) {
      if (cue.start() == end || cue.start() == end + 1) {
        return true;
      }
    }
    return false;
  }

  private boolean standsAlone(NumberToken number) {
    boolean left =
        number.start() == sentence.start()
            || " (,'\"/-~".indexOf(text.charAt(number.start() - 1)) >= 0
            || Words.isUnspaced(text.charAt(number.start() - 1));
    boolean right =
        number.end() == sentence.end()
            || !Words.isWord(text.charAt(number.end()))
            || Words.isUnspaced(text.charAt(number.end()));
    return left && right;
  }

  private @Nullable NumberToken numberBefore(int offset) {
    int at = offset;
    for (int hops = 0; hops < 3 && at > sentence.start(); hops++) {
      NumberToken number = numberEndingAt(at);
      if (number != null) {
        return number;
      }
      Cue link = cueEndingExactly("date-link", at);
      if (link != null) {
        at = link.start();
      } else if (" .-".indexOf(text.charAt(at - 1)) >= 0) {
        at--;
      } else {
        return null;
      }
    }
    return numberEndingAt(at);
  }

  private @Nullable NumberToken numberAfter(int offset) {
    int at = offset;
    while (at < sentence.end() && at < offset + 2 && " .".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return numberStartingAt(at);
  }

  private @Nullable NumberToken numberAt(int offset) {
    int at = offset < sentence.end() && text.charAt(offset) == ' ' ? offset + 1 : offset;
    return numberStartingAt(at);
  }

  private @Nullable NumberToken numberStartingAt(int offset) {
    for (NumberToken number : numbers) {
      if (number.start() == offset) {
        return number;
      }
    }
    return null;
  }

  private @Nullable NumberToken numberEndingAt(int offset) {
    for (NumberToken number : numbers) {
      if (number.end() == offset) {
        return number;
      }
    }
    return null;
  }

  private @Nullable Cue cueAtExactly(String kind, int offset) {
    for (Cue cue : cues) {
      if (cue.start() == offset && cue.is(kind)) {
        return cue;
      }
    }
    return null;
  }

  private @Nullable Cue cueEndingExactly(String kind, int offset) {
    for (Cue cue : cues) {
      if (cue.end() == offset && cue.is(kind)) {
        return cue;
      }
    }
    return null;
  }

  /** The cue that begins at the offset, or behind one blank or hyphen. */
  private @Nullable Cue cueStartingAt(String kind, int offset) {
    Cue exact = cueAtExactly(kind, offset);
    if (exact != null || offset >= sentence.end()) {
      return exact;
    }
    return " -".indexOf(text.charAt(offset)) >= 0 ? cueAtExactly(kind, offset + 1) : null;
  }

  private @Nullable Cue cueEndingAt(String kind, int offset) {
    Cue exact = cueEndingExactly(kind, offset);
    if (exact != null || offset <= sentence.start()) {
      return exact;
    }
    return " -".indexOf(text.charAt(offset - 1)) >= 0 ? cueEndingExactly(kind, offset - 1) : null;
  }
}

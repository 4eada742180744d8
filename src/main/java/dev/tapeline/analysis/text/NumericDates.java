package dev.tapeline.analysis.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates that are written in digits alone: {@code 2021-10-19}, {@code 19/10/2021}, {@code
 * 19.10.2021}, and without a year {@code (19/10)} in brackets, behind a weekday or behind a word
 * for day. Day and month stand in the language's order unless only the other one is possible.
 */
final class NumericDates {
  private final Sentence sentence;
  private final String text;
  private final List<Cue> cues;
  private final boolean monthFirst;

  NumericDates(Sentence sentence, List<Cue> cues, Language language) {
    this.sentence = sentence;
    this.text = sentence.field().normalized();
    this.cues = cues;
    this.monthFirst = language.monthFirst();
  }

  void read(List<TimeMark> marks) {
    FieldText field = sentence.field();
    int number = field.marksBefore(sentence.start());
    int behind = sentence.start();
    for (int at = field.mark(number); at < sentence.end(); at = field.mark(++number)) {
      if (at < behind || !Words.isDigit(text.charAt(at))) {
        continue;
      }
      TimeMark mark = dateAt(at);
      if (mark != null) {
        marks.add(mark);
        behind = mark.end();
      } else {
        behind = endOfDigits(at);
      }
    }
  }

  private int endOfDigits(int at) {
    int end = at;
    while (end < sentence.end() && Words.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private @Nullable TimeMark dateAt(int start) {
    if (start > sentence.start() && "./,-".indexOf(text.charAt(start - 1)) >= 0) {
      return null;
    }
    int end1 = endOfDigits(start);
    if (end1 >= sentence.end() || "/-.".indexOf(text.charAt(end1)) < 0) {
      return null;
    }
    char mark = text.charAt(end1);
    int end2 = endOfDigits(end1 + 1);
    int length1 = end1 - start;
    int length2 = end2 - end1 - 1;
    if (length1 > 4 || length2 == 0 || length2 > 2) {
      return null;
    }
    int first = Integer.parseInt(text.substring(start, end1));
    int second = Integer.parseInt(text.substring(end1 + 1, end2));
    if (end2 < sentence.end() && text.charAt(end2) == mark) {
      int end3 = endOfDigits(end2 + 1);
      int length3 = end3 - end2 - 1;
      if (length3 == 0 || length3 > 4) {
        return null;
      }
      int third = Integer.parseInt(text.substring(end2 + 1, end3));
      return length1 == 4
          ? date(first, second, third, start, end3)
          : length3 == 4
              ? ordered(third, first, second, start, end3)
              : twoDigitYear(mark, third, first, second, start, end3, length3);
    }
    if (mark == '/' && length1 <= 2 && standsAsDate(start, end2)) {
      return ordered(null, first, second, start, end2);
    }
    return null;
  }

  private @Nullable TimeMark twoDigitYear(
      char mark, int year, int first, int second, int start, int end, int digits) {
    return digits == 2 && mark == '/' ? ordered(2000 + year, first, second, start, end) : null;
  }

  /** Whether two numbers parted by a slash are a date here, and no fraction. */
  private boolean standsAsDate(int start, int end) {
    boolean closed = end < sentence.end() && text.charAt(end) == ')';
    if (start > sentence.start() && text.charAt(start - 1) == '(') {
      return closed;
    }
    int before = start;
    while (before > sentence.start() && " (,".indexOf(text.charAt(before - 1)) >= 0) {
      before--;
    }
    for (Cue cue : cues) {
      if (cue.end() == before && (cue.is("weekday") || cue.is("date-part", "day"))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable TimeMark ordered(
      @Nullable Integer year, int first, int second, int start, int end) {
    boolean swap = monthFirst ? first <= 12 : second > 12;
    return swap ? date(year, first, second, start, end) : date(year, second, first, start, end);
  }

  private static @Nullable TimeMark date(
      @Nullable Integer year, int month, int day, int start, int end) {
    boolean fits =
        month >= 1
            && month <= 12
            && day >= 1
            && day <= 31
            && (year == null || (year >= 1900 && year <= 2100));
    return fits ? new TimeMark(TimeMark.Kind.DATE, year, null, month, day, start, end) : null;
  }
}

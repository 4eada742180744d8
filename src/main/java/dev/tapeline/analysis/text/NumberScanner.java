package dev.tapeline.analysis.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the numbers of a sentence: digits, number words of the language's files, Han numerals. */
final class NumberScanner {
  private static final String HAN_DIGITS = "零一二三四五六七八九";
  private static final String HAN = HAN_DIGITS + "〇两十百千点";

  /** No character before it is a numeral of Chinese. */
  private static final char FIRST_HAN = '\u3007';

  /** Words that only begin like a number: {@code สามารถ}. */
  private static final String NO_NUMBER = "none";

  private static final CueKinds KINDS = CueKinds.of("number-word", "ordinal");

  private static final Comparator<NumberToken> BY_START =
      Comparator.comparingInt(NumberToken::start);

  private final Sentence sentence;
  private final String text;
  private final Cues cues;
  private final List<Cue> words = new ArrayList<>(0);
  private final List<Cue> ordinals = new ArrayList<>(0);
  private final Language language;
  private final List<NumberToken> tokens = new ArrayList<>(4);

  private NumberScanner(Sentence sentence, Cues cues, Language language) {
    this.sentence = sentence;
    this.text = sentence.field().normalized();
    this.language = language;
    this.cues = cues;
    for (Cue cue : cues.of(KINDS)) {
      if (!cue.is("number-word")) {
        ordinals.add(cue);
      } else if (!cue.value().equals(NO_NUMBER)) {
        words.add(cue);
      }
    }
  }

  static List<NumberToken> scan(Sentence sentence, Cues cues, Language language) {
    if (!cues.hasAny(KINDS) && !hasNumeral(sentence)) {
      return List.of();
    }
    NumberScanner scanner = new NumberScanner(sentence, cues, language);
    scanner.digitsAndHan();
    scanner.words();
    scanner.ordinalWords();
    if (scanner.tokens.size() > 1) {
      scanner.tokens.sort(BY_START);
    }
    return scanner.tokens;
  }

  private static boolean hasNumeral(Sentence sentence) {
    FieldText field = sentence.field();
    int mark = field.marksBefore(sentence.start());
    for (int i = field.mark(mark); i < sentence.end(); i = field.mark(++mark)) {
      char c = field.normalized().charAt(i);
      if (Words.isDigit(c) || c >= FIRST_HAN) {
        return true;
      }
    }
    return false;
  }

  private void digitsAndHan() {
    FieldText field = sentence.field();
    int mark = field.marksBefore(sentence.start());
    int behind = sentence.start();
    for (int at = field.mark(mark); at < sentence.end(); at = field.mark(++mark)) {
      char c = text.charAt(at);
      if (at < behind) {
        continue;
      }
      if (Words.isDigit(c)) {
        Numeral numeral = Numeral.at(text, at, sentence.end(), language.decimalComma());
        if (numeral.value() != null && !isPartOfWord(numeral)) {
          addDigits(numeral, numeral.value());
        }
        behind = numeral.end();
      } else if (c >= FIRST_HAN && HAN.indexOf(c) >= 0) {
        int end = at;
        while (end < sentence.end() && HAN.indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        addHan(at, end);
        behind = end;
      }
    }
  }

  /** Digits in {@code 5g}, {@code l4n2q310p} or {@code q3}, unless the letters are a unit. */
  private boolean isPartOfWord(Numeral numeral) {
    int start = numeral.start();
    int end = numeral.end();
    boolean left =
        start > sentence.start()
            && !Words.parts(text.charAt(start - 1), text.charAt(start))
            && !isArabicPrefix(start - 1);
    boolean right = end < sentence.end() && !Words.parts(text.charAt(end - 1), text.charAt(end));
    return (left && !isAttached(start, true)) || (right && !isAttached(end, false));
  }

  /** Whether something that may stand at digits without a blank ends or begins at an offset. */
  private boolean isAttached(int offset, boolean ends) {
    for (Cue cue : cues.of(LexiconEntry.AT_DIGITS)) {
      if ((ends ? cue.end() : cue.start()) == offset) {
        return true;
      }
    }
    return false;
  }

  /** {@code و1.2%}, {@code ب3%}: Arabic glues "and", "so", "by" and "to" to what follows. */
  private boolean isArabicPrefix(int at) {
    return "وفبل".indexOf(text.charAt(at)) >= 0
        && (at == sentence.start() || !Words.isWord(text.charAt(at - 1)));
  }

  private void addDigits(Numeral numeral, BigDecimal value) {
    Cue before = ordinal("before", numeral.start(), true);
    Cue after = ordinal("after", numeral.end(), false);
    if (before != null || after != null) {
      tokens.add(
          new NumberToken(
              value,
              NumberToken.Form.ORDINAL,
              before == null ? numeral.start() : before.start(),
              after == null ? numeral.end() : after.end()));
    } else {
      tokens.add(new NumberToken(value, NumberToken.Form.DIGITS, numeral.start(), numeral.end()));
    }
  }

  /** The sign that makes a cardinal an ordinal, right before or behind it: 第, -rd. */
  private @Nullable Cue ordinal(String value, int offset, boolean ends) {
    for (Cue cue : ordinals) {
      if (cue.value().equals(value) && (ends ? cue.end() : cue.start()) == offset) {
        return cue;
      }
    }
    return null;
  }

  private void addHan(int start, int end) {
    int to = end;
    while (to > start && text.charAt(to - 1) == '点') {
      to--;
    }
    BigDecimal value = start < to ? HanNumeral.parse(text.substring(start, to)) : null;
    if (value == null) {
      return;
    }
    Cue before = ordinal("before", start, true);
    tokens.add(
        new NumberToken(
            value,
            before == null ? NumberToken.Form.HAN : NumberToken.Form.ORDINAL,
            before == null ? start : before.start(),
            to));
  }

  private void words() {
    int i = 0;
    while (i < words.size()) {
      WordNumber number = new WordNumber();
      int first = i;
      int end = words.get(i).start();
      while (i < words.size() && (i == first || joined(end, words.get(i).start()))) {
        String word = words.get(i).value();
        if ((word.endsWith(".") && !isFraction(i + 1)) || !number.take(word)) {
          break;
        }
        end = words.get(i).end();
        i++;
      }
      if (i == first) {
        i++;
      } else if (!inDigits(words.get(first).start())) {
        tokens.add(
            new NumberToken(number.value(), NumberToken.Form.WORDS, words.get(first).start(), end));
      }
    }
  }

  /** Whether a digit in words follows a word for the decimal mark. */
  private boolean isFraction(int i) {
    return i < words.size()
        && joined(words.get(i - 1).end(), words.get(i).start())
        && words.get(i).value().length() <= 2
        && Words.isDigit(words.get(i).value().charAt(0));
  }

  private boolean inDigits(int offset) {
    for (NumberToken token : tokens) {
      if (token.start() <= offset && offset < token.end()) {
        return true;
      }
    }
    return false;
  }

  private boolean joined(int end, int start) {
    return start == end
        || (start == end + 1 && (text.charAt(end) == ' ' || text.charAt(end) == '-'));
  }

  private void ordinalWords() {
    for (Cue cue : ordinals) {
      if (!cue.value().isEmpty() && Words.isDigit(cue.value().charAt(0))) {
        tokens.removeIf(token -> token.start() >= cue.start() && token.end() <= cue.end());
        tokens.add(
            new NumberToken(
                new BigDecimal(cue.value()), NumberToken.Form.ORDINAL, cue.start(), cue.end()));
      }
    }
  }

  /**
   * Number words one after the other: {@code dua puluh lima}, {@code twenty-five}, {@code ba phẩy
   * hai}, {@code ثلاثة ونصف}.
   */
  private static final class WordNumber {
    private long value;
    private long last = Long.MAX_VALUE;
    private boolean begun;
    private String fraction = "";
    private BigDecimal part = BigDecimal.ZERO;

    /**
     * Takes the next word's value, false where none fits.
     *
     * @param word {@code 5} is added, {@code *10} multiplies, {@code +10} is added to a digit,
     *     {@code &20} and {@code &0.5} to less than that, {@code .} opens the decimals, {@code 0.}
     *     is a number that opens them
     */
    boolean take(String word) {
      if (!fraction.isEmpty()) {
        return takeDecimal(word);
      }
      if (part.signum() != 0) {
        return false;
      }
      char form = word.charAt(0);
      boolean fits =
          word.endsWith(".")
              ? takeMark(word)
              : switch (form) {
                case '*' -> takeFactor(Long.parseLong(word.substring(1)));
                case '+' -> takeTeen(Long.parseLong(word.substring(1)));
                case '&' -> takeAdded(new BigDecimal(word.substring(1)));
                default -> takePlain(Long.parseLong(word));
              };
      begun |= fits;
      return fits;
    }

    private boolean takeMark(String word) {
      boolean bare = word.length() == 1;
      if (bare ? !begun : !takePlain(Long.parseLong(word.substring(0, word.length() - 1)))) {
        return false;
      }
      fraction = ".";
      return true;
    }

    /** In {@code koma dua puluh lima} the word for ten says nothing more. */
    private boolean takeDecimal(String word) {
      if (word.equals("*10")) {
        return fraction.length() == 2;
      }
      boolean digits = Words.isDigit(word.charAt(0)) && !word.endsWith(".");
      if (!digits || word.length() > (fraction.length() == 1 ? 2 : 1)) {
        return false;
      }
      fraction += word;
      return true;
    }

    private boolean takeFactor(long size) {
      if (!begun || value % 1000 >= size) {
        return false;
      }
      value *= size;
      last = size;
      return true;
    }

    private boolean takeTeen(long size) {
      if (!begun || value >= size) {
        return false;
      }
      value += size;
      last = 1;
      return true;
    }

    private boolean takeAdded(BigDecimal size) {
      if (!begun || (size.scale() <= 0 && BigDecimal.valueOf(value % 100).compareTo(size) >= 0)) {
        return false;
      }
      if (size.scale() > 0) {
        part = size;
      } else {
        value += size.longValueExact();
      }
      last = 1;
      return true;
    }

    private boolean takePlain(long size) {
      if (begun && size >= last) {
        return false;
      }
      value += size;
      last = size == 10 || size >= 20 ? 10 : 1;
      return true;
    }

    BigDecimal value() {
      return fraction.length() > 1
          ? new BigDecimal(value + fraction)
          : BigDecimal.valueOf(value).add(part);
    }
  }
}

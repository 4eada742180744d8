package dev.tapeline.analysis.move;

import dev.tapeline.analysis.linking.LinkedMention;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.CueKinds;
import dev.tapeline.analysis.text.Cues;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Language;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.TimeMark;
import dev.tapeline.analysis.text.Trait;
import dev.tapeline.analysis.text.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a sentence that say something about moves, sorted by what they do. */
final class SentenceMarks {
  /** Between what is the strongest and by how much stand at most so many characters. */
  private static final int STRONGEST = 10;

  /** A table's row has at most so many characters. */
  private static final int ROW = 80;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final CueKinds PREDICATES = CueKinds.of("move", "move-noun", "move-cause");

  /**
   * Words that make another word inside them mean something else: "market share", "after-hours".
   */
  private static final CueKinds COVERS =
      CueKinds.of(
          "not-share",
          "move-cancel",
          "basis",
          "streak",
          "extreme",
          "superlative",
          "not-move",
          "percent-phrase",
          "trading");

  /** Kinds without which a sentence tells nothing of moves. */
  private static final CueKinds TELLING =
      CueKinds.of(
          "move",
          "move-noun",
          "move-cause",
          "share-word",
          "extreme",
          "percent",
          "percent-phrase",
          "same-way",
          "streak");

  /** Kinds whose words a name cuts: {@code 料} in {@code 东鹏饮料}, {@code 飞涨} in {@code 科大讯飞涨超6%}. */
  private static final CueKinds CUT =
      CueKinds.of(
          "move",
          "move-noun",
          "move-cause",
          "hypothetical",
          "not-move",
          "yoy",
          "move-cancel",
          "clause",
          "basis");

  /** All kinds that {@link #sort} knows. */
  private static final CueKinds KINDS =
      CueKinds.of(
              "share-word",
              "hypothetical",
              "price",
              "ever",
              "streak-end",
              "since",
              "filler",
              "legal-form",
              "approx",
              "clause",
              "time-unit",
              "quarter-word",
              "date-preposition",
              "of-link",
              "and-link",
              "yoy",
              "stake-link",
              "undated",
              "determiner",
              "group-ref",
              "they",
              "latter",
              "follow",
              "range-word",
              "respective",
              "together",
              "part")
          .and(TELLING)
          .and(COVERS);

  final Sentence sentence;
  final String text;

  final Language language;

  final boolean verbFirst;
  final boolean verbLast;
  final boolean ownerBehind;

  private final Cues all;
  final Clauses clauses;
  final List<Predicate> predicates = new ArrayList<>();
  final List<Cue> shares = new ArrayList<>();
  final List<Cue> notShares = new ArrayList<>();
  final List<Cue> hypotheticals = new ArrayList<>();
  final List<Cue> bases = new ArrayList<>();

  /** {@code on the stock exchange}, {@code in Borsa}: what is told is told of shares. */
  final List<Cue> tradings = new ArrayList<>();

  /** {@code of which}, {@code di cui}: a percentage behind it is a part of the one before. */
  final List<Cue> parts = new ArrayList<>();

  /** {@code followed by}, {@code onu … izledi}: the name beside it moved the same way. */
  final List<Cue> followers = new ArrayList<>();

  /** {@code between}: two percentages are the ends of a range. */
  final List<Cue> ranges = new ArrayList<>();

  /** {@code respectively}: each of several names has its own of what is told. */
  final List<Cue> respectives = new ArrayList<>(0);

  /** {@code cùng}, {@code 均}: what is told is told of all names before. */
  final List<Cue> togethers = new ArrayList<>(0);

  final List<Cue> priceWords = new ArrayList<>();
  final List<Cue> extremes = new ArrayList<>();
  final List<Cue> streaks = new ArrayList<>();
  final List<Cue> sinces = new ArrayList<>();
  final List<Cue> fillers = new ArrayList<>();
  final List<Cue> links = new ArrayList<>();
  final List<Cue> others = new ArrayList<>();
  final List<Cue> units = new ArrayList<>();
  final List<Cue> groups = new ArrayList<>();
  final List<Cue> pronouns = new ArrayList<>();
  private final List<Cue> nouns = new ArrayList<>();
  private final List<Cue> either = new ArrayList<>(0);
  private final List<Cue> determiners = new ArrayList<>();
  private final List<Cue> prepositions = new ArrayList<>();
  final List<Cue> approximations = new ArrayList<>();
  final List<Quantity> percents = new ArrayList<>();

  /** Numbers without a sign for percent that a list of percentages may go on with. */
  final List<Quantity> loose = new ArrayList<>();

  final List<Quantity> quantities;
  final List<TimeMark> times;

  private SentenceMarks(
      Document document, Sentence sentence, List<LinkedMention> names, Cues all, List<Cue> found) {
    List<Cue> cues = withoutCut(sentence.field().normalized(), names, found);
    this.sentence = sentence;
    this.all = all;
    this.text = sentence.field().normalized();
    this.language = document.language();
    this.ownerBehind = language.has(Trait.OWNER_BEHIND);
    this.verbFirst = language.has(Trait.VERB_FIRST);
    this.verbLast = language.has(Trait.VERB_LAST);
    this.quantities = document.quantities(sentence);
    this.times = document.times(sentence);
    List<Cue> covers = new ArrayList<>();
    List<Cue> conjunctions = new ArrayList<>();
    for (Cue cue : cues) {
      if (COVERS.contains(cue) && !isLeftOpen(cue, cues) && !beginsInAmount(cue)) {
        covers.add(cue);
      }
    }
    List<Cue> moves = new ArrayList<>();
    for (Cue cue : cues) {
      if (!isCovered(cue, covers)
          && !beginsInAmount(cue)
          && !(cue.is("not-share") && isPartOfMove(cue, cues))
          && !(cue.is("clause") && isInsideApprox(cue, cues))
          && !((cue.is("clause") || cue.is("basis")) && isInsideMove(cue, cues))
          && !(PREDICATES.contains(cue) && isPartOfApprox(cue, cues))) {
        sort(cue, moves, conjunctions);
      }
    }
    hypotheticals.removeIf(this::isCause);
    this.clauses = new Clauses(sentence, conjunctions, isIn("zh"));
    for (Cue cue : moves) {
      boolean noun = nouns.contains(cue) && isNoun(cue);
      Predicate predicate = Predicate.of(cue, noun, clauses.at(cue.start()));
      predicate.either = either.contains(cue);
      predicates.add(predicate);
    }
    findPercents(cues);
  }

  /** {@code on hopes of}: a cause, not a forecast. */
  private boolean isCause(Cue hypothetical) {
    for (Cue link : links) {
      if (link.start() <= hypothetical.start()
          && hypothetical.end() <= link.end()
          && link.is("of-link", "on")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the text is of a language that a rule is for. */
  boolean isIn(String tag) {
    return language.tag().equals(tag);
  }

  private void findPercents(List<Cue> cues) {
    for (Quantity quantity : quantities) {
      if (quantity.kind() == Quantity.Kind.PERCENT || isPercentagePoints(quantity, cues)) {
        percents.add(percent(quantity));
      } else if (isDecimal(quantity)) {
        loose.add(percent(quantity));
      }
    }
    boolean told = !percents.isEmpty();
    for (Quantity quantity : quantities) {
      if (told && isDecimal(quantity) && quantity.sign() != 0 && isNamedApart(quantity)) {
        percents.add(percent(quantity));
        loose.removeIf(q -> q.start() == quantity.start());
      }
    }
    for (Cue cue : cues) {
      if (cue.is("percent-phrase") && !isEndOfPercent(cue)) {
        percents.removeIf(q -> q.start() < cue.end() && cue.start() < q.end());
        percents.add(percent(new BigDecimal(cue.value()), 0, cue.start(), cue.end()));
      }
    }
    percents.sort(Comparator.comparingInt(Quantity::start));
  }

  /** {@code half percent} in {@code three and a half percent}. */
  private boolean isEndOfPercent(Cue phrase) {
    return percents.stream().anyMatch(q -> q.start() < phrase.start() && q.end() == phrase.end());
  }

  private static Quantity percent(Quantity quantity) {
    return quantity.kind() == Quantity.Kind.PERCENT
        ? quantity
        : percent(quantity.value(), quantity.sign(), quantity.start(), quantity.end());
  }

  private static Quantity percent(BigDecimal value, int sign, int start, int end) {
    return new Quantity(Quantity.Kind.PERCENT, value, null, sign, null, false, null, start, end);
  }

  /** {@code cede due punti percentuali}: the language's file calls them so. */
  private static boolean isPercentagePoints(Quantity quantity, List<Cue> cues) {
    if (quantity.kind() != Quantity.Kind.POINTS) {
      return false;
    }
    for (Cue cue : cues) {
      if (cue.end() == quantity.end() && cue.is("percent", "points-of-percent")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDecimal(Quantity quantity) {
    int scale = quantity.value().scale();
    return quantity.kind() == Quantity.Kind.COUNT
        && quantity.unit() == null
        && quantity.upTo() == null
        && scale >= 1
        && scale <= 2
        && quantity.value().compareTo(HUNDRED) < 0;
  }

  /** {@code Procter & Gamble +0,6}, but not {@code 22.50 (+1.15, +5.4%)}: what it is in money. */
  private boolean isNamedApart(Quantity number) {
    for (Quantity other : quantities) {
      boolean beside = other.kind() == Quantity.Kind.PERCENT && other != number;
      int from = Math.min(other.end(), number.end());
      int to = Math.max(other.start(), number.start());
      if (beside && between(from, to).chars().noneMatch(Character::isLetter)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Null where the sentence holds nothing that a move could be read from.
   *
   * @param names what it names
   */
  static @Nullable SentenceMarks of(
      Document document, Sentence sentence, List<LinkedMention> names) {
    Cues all = document.cues(sentence);
    if (isRow(sentence)) {
      return new SentenceMarks(document, sentence, names, all, all.of(KINDS));
    }
    if (!all.hasAny(TELLING)) {
      return null;
    }
    List<Cue> cues = all.of(KINDS);
    for (Cue cue : cues) {
      if (TELLING.contains(cue)) {
        return new SentenceMarks(document, sentence, names, all, cues);
      }
    }
    return null;
  }

  /** Where no blanks part words, what lies in a name or across its border is no word. */
  private static List<Cue> withoutCut(String text, List<LinkedMention> names, List<Cue> cues) {
    if (names.isEmpty() || !Words.isUnspaced(text.charAt(names.get(0).start()))) {
      return cues;
    }
    List<Cue> whole = new ArrayList<>(cues.size());
    for (Cue cue : cues) {
      if (!CUT.contains(cue) || names.stream().noneMatch(name -> cuts(name, cue))) {
        whole.add(cue);
      }
    }
    return whole;
  }

  private static boolean cuts(LinkedMention name, Cue cue) {
    boolean overlaps = cue.start() < name.end() && name.start() < cue.end();
    return overlaps && !(cue.start() <= name.start() && name.end() <= cue.end());
  }

  /** {@code Cameco 128.40 +6.2}: a short line that a signed number closes. */
  private static boolean isRow(Sentence sentence) {
    String text = sentence.field().normalized();
    int at = sentence.end() - 1;
    if (sentence.end() - sentence.start() > ROW) {
      return false;
    }
    while (at > sentence.start() && ".,".indexOf(text.charAt(at)) >= 0
        || (at > sentence.start() && Words.isDigit(text.charAt(at)))) {
      at--;
    }
    return at > sentence.start()
        && at < sentence.end() - 1
        && "+-".indexOf(text.charAt(at)) >= 0
        && text.charAt(at - 1) == ' ';
  }

  private void sort(Cue cue, List<Cue> moves, List<Cue> conjunctions) {
    switch (cue.kind()) {
      case "move", "move-noun", "move-cause" -> addLongest(moves, cue);
      case "share-word" -> addShare(cue);
      case "not-share" -> notShares.add(cue);
      case "hypothetical" -> hypotheticals.add(cue);
      case "basis" -> bases.add(cue);
      case "trading" -> tradings.add(cue);
      case "part" -> parts.add(cue);
      case "follow", "same-way" -> followers.add(cue);
      case "range-word" -> ranges.add(cue);
      case "respective" -> respectives.add(cue);
      case "together" -> togethers.add(cue);
      case "price" -> priceWords.add(cue);
      case "extreme", "superlative", "ever" -> extremes.add(cue);
      case "streak", "streak-end" -> streaks.add(cue);
      case "since" -> sinces.add(cue);
      case "filler", "legal-form" -> fillers.add(cue);
      case "approx" -> approximations.add(cue);
      case "clause" -> conjunctions.add(cue);
      case "time-unit", "quarter-word" -> units.add(cue);
      case "date-preposition" -> prepositions.add(cue);
      case "of-link", "and-link" -> links.add(cue);
      case "yoy", "move-cancel", "not-move", "stake-link", "undated" -> others.add(cue);
      case "determiner" -> determiners.add(cue);
      case "group-ref" -> groups.add(cue);
      case "they", "latter" -> pronouns.add(cue);
      default -> {}
    }
  }

  /** Of two readings of one word, the one that points back stays: {@code السهم}. */
  private void addShare(Cue cue) {
    for (int i = 0; i < shares.size(); i++) {
      Cue other = shares.get(i);
      if (other.start() == cue.start() && other.end() == cue.end()) {
        if (cue.value().equals("pronoun")) {
          shares.set(i, cue);
        }
        return;
      }
    }
    shares.add(cue);
  }

  /** A word that needs shares or else a percentage: {@code in the red}. */
  private static boolean isEither(Cue a, Cue b) {
    return (a.value().endsWith("~") && b.value().endsWith("?"))
        || (a.value().endsWith("?") && b.value().endsWith("~"));
  }

  /** Of words that overlap the longest stays; one that can be a verb and a noun is remembered. */
  private void addLongest(List<Cue> moves, Cue cue) {
    for (int i = moves.size() - 1; i >= 0; i--) {
      Cue other = moves.get(i);
      if (other.end() > cue.start() && other.start() < cue.end()) {
        boolean same = cue.start() == other.start() && cue.end() == other.end();
        if (same && (cue.is("move-noun") || other.is("move-noun"))) {
          Cue verb = cue.is("move-noun") ? other : cue;
          moves.set(i, verb);
          nouns.add(verb);
          return;
        }
        if (same && isEither(cue, other)) {
          either.add(cue);
          either.add(other);
        }
        // What a language says of a sign stands behind what holds for all: ▲ is a loss in Japanese
        boolean stronger =
            same && (cue.value().endsWith("!") || (isSign(cue) && other.value().endsWith("?")));
        if (cue.length() <= other.length() && !stronger) {
          return;
        }
        moves.remove(i);
      }
    }
    moves.add(cue);
  }

  private boolean isSign(Cue cue) {
    return cue.length() == 1 && !Words.isWord(text.charAt(cue.start()));
  }

  /**
   * Whether a word that can be both stands as a noun: behind an article or an adjective of size.
   */
  private boolean isNoun(Cue cue) {
    int at = cue.start();
    for (Quantity percent : quantities) {
      boolean before = percent.end() <= at && at - percent.end() <= 1;
      at = before && percent.kind() == Quantity.Kind.PERCENT ? percent.start() : at;
    }
    for (Cue determiner : determiners) {
      int gap = at - determiner.end();
      if (gap >= 0 && gap <= 1) {
        return true;
      }
      if (gap > 1 && gap <= 16 && isOneWord(determiner.end(), at)) {
        return true;
      }
    }
    for (Cue cue2 : extremes) {
      if (cue2.is("superlative") && cue2.end() <= cue.start() && cue.start() - cue2.end() <= 22) {
        return true;
      }
    }
    return false;
  }

  private boolean isOneWord(int from, int to) {
    String gap = text.substring(from, to).strip();
    return gap.indexOf(' ') < 0 && gap.chars().noneMatch(c -> ",，;:.()".indexOf(c) >= 0);
  }

  /**
   * {@code perdió el 1,1%}, {@code gewann das Papier}: words that mean something else before an
   * object of their own, but not before a percentage or shares.
   */
  private boolean isLeftOpen(Cue cover, List<Cue> cues) {
    if (!cover.is("move-cancel")) {
      return false;
    }
    int end = cover.end();
    for (Quantity quantity : quantities) {
      boolean behind = quantity.start() >= end && quantity.start() - end <= 1;
      if (behind && quantity.kind() == Quantity.Kind.PERCENT) {
        return true;
      }
    }
    for (Cue cue : cues) {
      if (cue.is("share-word")
          && cue.start() > cover.start()
          && cue.start() < end
          && cue.end() > end) {
        return true;
      }
    }
    return false;
  }

  /** Whether an article or a word like one begins at an offset. */
  boolean beginsWithDeterminer(int offset) {
    for (Cue cue : determiners) {
      if (cue.start() == offset) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing but an article stands between two offsets. */
  boolean isDeterminer(int from, int to) {
    for (Cue cue : determiners) {
      if (cue.start() == from && cue.end() == to) {
        return true;
      }
    }
    return false;
  }

  /** {@code 円安} in {@code 3円安}: a weak yen, and a share that is worth three yen less. */
  private boolean beginsInAmount(Cue cue) {
    if (!cue.is("not-share") && !cue.is("move-cancel")) {
      return false;
    }
    for (Quantity quantity : quantities) {
      if (quantity.kind() == Quantity.Kind.MONEY
          && quantity.start() < cue.start()
          && cue.start() < quantity.end()) {
        return true;
      }
    }
    return false;
  }

  /** {@code 后} in {@code 先涨后跌} begins no clause, {@code 收} in {@code 升幅收窄至} is no close. */
  private static boolean isInsideMove(Cue cue, List<Cue> cues) {
    for (Cue other : cues) {
      if (other.is("move") && other.start() < cue.start() && cue.end() < other.end()) {
        return true;
      }
    }
    return false;
  }

  /** {@code लाभ} in {@code लाभ में रहा}: closed with a gain, and no profit. */
  private static boolean isPartOfMove(Cue cue, List<Cue> cues) {
    for (Cue other : cues) {
      if (other.is("move")
          && other.start() <= cue.start()
          && cue.end() <= other.end()
          && other.length() > cue.length() + 1) {
        return true;
      }
    }
    return false;
  }

  /** {@code than} in {@code more than 20%} begins no clause. */
  private static boolean isInsideApprox(Cue cue, List<Cue> cues) {
    for (Cue other : cues) {
      boolean approximate = other.is("approx") || other.is("percent-phrase");
      if (approximate && other.start() < cue.end() && cue.start() < other.end()) {
        return true;
      }
    }
    return false;
  }

  /** {@code mais} in {@code mais de 5%} says neither up nor down. */
  private static boolean isPartOfApprox(Cue cue, List<Cue> cues) {
    for (Cue other : cues) {
      boolean around = other.start() <= cue.start() && cue.end() <= other.end();
      if (around && other.is("approx") && other.length() > cue.length()) {
        return true;
      }
    }
    return false;
  }

  /** {@code SSI tăng mạnh nhất với 4,1%}: the strongest of today's, and by how much. */
  private boolean leadsToPercent(Cue extreme) {
    for (Quantity quantity : quantities) {
      int gap = quantity.start() - extreme.end();
      if (quantity.kind() == Quantity.Kind.PERCENT && gap >= 0 && gap <= STRONGEST) {
        return between(extreme.end(), quantity.start()).indexOf(',') < 0;
      }
    }
    return false;
  }

  private boolean isCovered(Cue cue, List<Cue> covers) {
    boolean predicate = PREDICATES.contains(cue);
    for (Cue cover : covers) {
      if (cover.start() <= cue.start()
          && cue.end() <= cover.end()
          && cover.length() > cue.length()
          && !isBlind(cover, cue, predicate)) {
        return true;
      }
    }
    return false;
  }

  private boolean isBlind(Cue cover, Cue cue, boolean predicate) {
    return (predicate && cover.is("basis"))
        || (predicate && cover.is("extreme") && leadsToPercent(cover))
        || (cover.is("trading") && !cue.is("not-share") && !isOwning(cue));
  }

  private static boolean isOwning(Cue cue) {
    return cue.is("of-link") && !cue.value().equals("than");
  }

  /** The words and signs between two offsets. */
  String between(int from, int to) {
    return from < to ? text.substring(from, to) : "";
  }

  /** {@code 1.8% وسهم أرامكو}: Arabic writes its word for "and" glued to the next one. */
  boolean addsBy(int offset) {
    return isIn("ar") && text.charAt(offset) == 'و';
  }

  /** Whether a word of the language's files begins at an offset. */
  boolean isKnownWord(int offset) {
    for (Cue cue : all) {
      if (cue.start() >= offset) {
        return cue.start() == offset;
      }
    }
    return false;
  }

  boolean hasCue(List<Cue> cues, String value, int from, int to) {
    for (Cue cue : cues) {
      if (cue.value().equals(value) && cue.start() >= from && cue.end() <= to) {
        return true;
      }
    }
    return false;
  }

  /** Whether a preposition of time stands right before an offset. */
  boolean hasPreposition(int offset) {
    for (Cue cue : prepositions) {
      if (cue.end() <= offset && offset - cue.end() <= 1) {
        return true;
      }
    }
    return false;
  }

  /** Whether "nearly", "more than" or the like stands right before a percentage. */
  boolean isApproximate(Quantity percent) {
    for (Cue cue : approximations) {
      boolean before = cue.end() <= percent.start() && percent.start() - cue.end() <= 2;
      boolean behind = cue.start() >= percent.end() && cue.start() - percent.end() <= 1;
      if (before || behind) {
        return true;
      }
    }
    return false;
  }

  /** Whether a clause that begins here tells a cause: {@code 因…下跌}. */
  boolean isCausal(int offset) {
    for (Cue cue : links) {
      if (cue.start() == offset && cue.value().equals("on")) {
        return true;
      }
    }
    return false;
  }

  /** The first predicate that begins between two offsets, or null. */
  @Nullable Predicate predicateWithin(int from, int to) {
    for (Predicate predicate : predicates) {
      if (predicate.start >= from && predicate.end <= to) {
        return predicate;
      }
    }
    return null;
  }
}

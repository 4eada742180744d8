package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.TimeMark;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the moves of one sentence: which word for up or down speaks of which theme, and which
 * percentage goes with it.
 *
 * <ol>
 *   <li>Percentages that belong to something else are put aside: {@code a 5% stake}, {@code 5% of
 *       the shares}.
 *   <li>Every word for up or down looks for its theme: the nearest one before it in its clause; for
 *       nouns and for words such as {@code lifted} the one behind; else the one that the clauses
 *       before were speaking of; at the beginning of a sentence the first one behind.
 *   <li>Each percentage goes to the nearest such word of its clause with nothing else between.
 *   <li>What speaks of shares is a move. A bare company name counts as its shares only directly
 *       before a word that markets use, and where no measure of business is near.
 *   <li>A name with a signed percentage is a move too ({@code Xiaomi (+5.4%)}), and one with a
 *       percentage behind a move goes the same way ({@code Xiaomi rose 5% and BYD 3%}).
 * </ol>
 */
final class SentenceMoves {
  /** What a share gains or loses in money is less, in any currency. */
  private static final BigDecimal LARGEST_CHANGE = BigDecimal.valueOf(20_000);

  /** A percentage stands at most so far from its word. */
  private static final int REACH = 80;

  /** Languages that put the verb, and the words for cases, behind. */
  private static final Set<String> VERB_LAST = Set.of("ja", "ko", "hi", "tr");

  /** Languages whose word for "up" behind a percentage is their word for "more". */
  private static final Set<String> COMPARING = Set.of("es", "pt", "it");

  /** Languages whose verbs need no subject. */
  private static final Set<String> PRO_DROP = Set.of("es", "pt", "it");

  /** Endings that put a name forward as what the sentence speaks of. */
  private static final String TOPIC = "は은는";

  /** Endings of objects, per language. */
  private static final Map<String, String> OBJECT_CASES = Map.of("ja", "をにで", "ko", "을를에로");

  private static final String TOPIC_OR_SUBJECT = TOPIC + "が이가";

  /** Between a noun and the case of what it owns stand at most so many characters. */
  private static final int CASE_REACH = 10;

  /** Between a name and the noun for its change stand at most so many words. */
  private static final int SAID = 6;

  /** Who did it stands behind these. */
  private static final Set<String> AGENTS =
      Set.of("durch", "von", "by", "por", "par", "da", "door", "pelo", "pela", "del", "der", "de");

  /** What leads from a noun for a change to how far it went. */
  private static final Set<String> MEASURING =
      Set.of("um", "von", "of", "de", "del", "di", "van", "dell'", "d'");

  /** Whom something concerns stands behind these. */
  private static final Set<String> FOR = Set.of("for", "für", "voor", "per", "para", "pour");

  /** What leads from a name to the noun for its change. */
  private static final Set<String> WITH = Set.of("mit", "with", "con", "com", "avec", "met");

  /** A preposition is at most so long. */
  private static final int SHORT = 4;

  /** The word that makes a cause of what stands before it is at most so far behind. */
  private static final int CAUSE_REACH = 20;

  /** A description that stands for a company has at most so many words. */
  private static final int DESCRIPTION = 10;

  /** Between a bare name and its word stand at most so many others. */
  private static final int MOST_WORDS = 8;

  /** A name speaks for a verb at most so many words behind it. */
  private static final int SUBJECT_REACH = 30;

  /** How phrases begin that say "up" or "down" of a noun before them. */
  private static final Set<String> PREPOSED =
      Set.of("in ", "en ", "em ", "im ", "al ", "a la ", "mit ", "con ", "com ", "met ");

  private static final Set<String> GOVERNING = Set.of("of", "on", "place");

  /** Genitives that stand behind an owner as words or endings of their own. */
  private static final Set<String> OWNING =
      Set.of(
          "'s", "的", "の", "의", "का", "के", "की", "'nin", "'nın", "'nun", "'nün", "'in", "'ın",
          "'un", "'ün", "nin", "nın", "nun", "nün", "in", "ın", "un", "ün");

  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final boolean ownerBehind;
  private final Context context;
  private final List<Quantity> percents;
  private final List<Resolved> resolved = new ArrayList<>();
  private final Prices prices;

  /**
   * A move with the place that it was read from.
   *
   * @param predicate the word that told it, or null for a name with a percentage
   */
  record Resolved(
      List<Company> companies,
      Direction direction,
      List<Quantity> percents,
      @Nullable Predicate predicate,
      Theme theme,
      int start,
      int end,
      int clause,
      boolean faint) {}

  /**
   * What the sentences before leave to this one.
   *
   * @param spokenOf whose move was told last, or else whom the text is speaking of, or null
   * @param amongMoves whether a sentence right before told a move
   * @param listed which way the list goes that this line stands in, or null
   * @param lastWay which way the move right before went, or null
   * @param isReport whether the text has told moves of several companies
   */
  record Context(
      @Nullable Company spokenOf,
      boolean amongMoves,
      @Nullable Direction listed,
      @Nullable Direction lastWay,
      boolean isReport) {}

  private SentenceMoves(
      SentenceMarks marks, List<Theme> themes, boolean ownerBehind, Context context) {
    this.context = context;
    this.ownerBehind = ownerBehind;
    this.marks = marks;
    this.themes = themes;
    this.percents = new ArrayList<>(marks.percents);
    this.prices = new Prices(marks, themes);
  }

  static List<Resolved> read(
      SentenceMarks marks, List<Theme> themes, boolean ownerBehind, Context context) {
    SentenceMoves moves = new SentenceMoves(marks, themes, ownerBehind, context);
    moves.run();
    moves.resolved.sort(Comparator.comparingInt(Resolved::start));
    return moves.resolved;
  }

  private void run() {
    percents.removeIf(this::isShareOfSomething);
    takeBareNumbers();
    takeSharedSign();
    marks.predicates.forEach(this::findTheme);
    bindPercents();
    implyThemes();
    marks.predicates.forEach(this::takeNext);
    marks.predicates.forEach(this::takeDescription);
    for (Predicate predicate : marks.predicates) {
      Resolved move = resolve(predicate);
      if (move != null) {
        resolved.add(move);
      }
    }
    shareOut();
    measureStill();
    barePercents();
    marks.loose.forEach(this::continueList);
    marks.followers.forEach(this::follow);
  }

  // ---- numbers without a sign for percent

  /** {@code Garanti BBVA 3,1, Akbank 2,8 düştü}: Turkish leaves the word for percent out. */
  private void takeBareNumbers() {
    if (!marks.language.equals("tr")) {
      return;
    }
    for (int i = marks.loose.size() - 1; i >= 0; i--) {
      Quantity number = marks.loose.get(i);
      int end = number.end();
      boolean blank = end < marks.sentence.end() && marks.text.charAt(end) == ' ';
      boolean told =
          blank
              && marks.predicates.stream()
                  .anyMatch(
                      p ->
                          p.form == Predicate.Form.VERB
                              && p.start > end
                              && p.start - end <= CAUSE_REACH
                              && onlyFillers(end, p.start));
      boolean listed =
          directlyBefore(number) != null
              && percents.stream().anyMatch(p -> p.start() > end)
              && end < marks.sentence.end()
              && ",'".indexOf(marks.text.charAt(end)) >= 0;
      if (told || listed) {
        percents.add(number);
        percents.sort(Comparator.comparingInt(Quantity::start));
      }
    }
  }

  /** {@code Allianz gewannen 0,8, Munich Re 1,1 und RWE 0,5 Prozent}: one sign closes a list. */
  private void takeSharedSign() {
    for (int i = marks.loose.size() - 1; i >= 0; i--) {
      Quantity number = marks.loose.get(i);
      Quantity next = null;
      for (Quantity percent : percents) {
        next = next == null && percent.start() > number.end() ? percent : next;
      }
      if (next == null || number.sign() != 0 || next.sign() != 0 || percents.contains(number)) {
        continue;
      }
      if (isSharedByGroup(number, next)) {
        percents.add(number);
        percents.sort(Comparator.comparingInt(Quantity::start));
        continue;
      }
      Theme name = null;
      int names = 0;
      for (Theme theme : themes) {
        boolean between = theme.start() >= number.end() && theme.end() <= next.start();
        name = between ? theme : name;
        names += between ? 1 : 0;
      }
      boolean listed =
          names == 1
              && name != null
              && !name.companies().isEmpty()
              && isListMark(number.end(), name.start())
              && words(name.end(), next.start()) <= 1
              && marks.predicateWithin(number.end(), next.start()) == null;
      if (listed) {
        percents.add(number);
        percents.sort(Comparator.comparingInt(Quantity::start));
      }
    }
  }

  /** {@code Commerzbank und Deutsche Bank verloren 1,2 beziehungsweise 0,8 Prozent}. */
  private boolean isSharedByGroup(Quantity number, Quantity next) {
    boolean several =
        themes.stream().anyMatch(t -> t.end() <= number.start() && t.companies().size() > 1);
    return several
        && (isListMark(number.end(), next.start())
            || (words(number.end(), next.start()) <= 3
                && marks.hasCue(marks.respectives, "x", number.end(), next.start()))
            || (words(number.end(), next.start()) <= 2
                && marks.hasCue(marks.links, "and", number.end(), next.start())));
  }

  /** {@code Bpm lascia l'1,74%, Bper l'1,31 e Mps lo 0,95}: one sign holds for the list. */
  private void continueList(Quantity number) {
    Direction written = signed(number);
    if (written != null) {
      if (isRow(number)) {
        Theme named = themes.get(0);
        add(named, written, List.of(number), named.start(), number.end());
      }
      return;
    }
    Theme theme = directlyBefore(number);
    if (theme == null || theme.companies().isEmpty()) {
      return;
    }
    Resolved before = lastBefore(theme.start());
    if (before == null) {
      return;
    }
    boolean listed =
        before.percents().size() == 1
            && number.start() >= before.end()
            && words(theme.end(), number.start()) <= 2
            && words(before.end(), theme.start()) <= 3
            && marks.predicateWithin(before.end(), number.start()) == null
            && marks.percents.stream()
                .noneMatch(p -> p.start() >= number.end() && p.start() - number.end() <= SHORT)
            && endsThere(number.end());
    if (listed) {
      add(theme, before.direction(), List.of(number), theme.start(), number.end());
    }
  }

  /** {@code Cameco 128.40 +6.2}: a table's row, in a text that writes percentages. */
  private boolean isRow(Quantity number) {
    if (themes.size() != 1 || themes.get(0).companies().size() != 1 || !resolved.isEmpty()) {
      return false;
    }
    Theme theme = themes.get(0);
    return marks.text.indexOf('%') >= 0
        && words(marks.sentence.start(), theme.start()) == 0
        && words(number.end(), marks.sentence.end()) == 0
        && words(theme.end(), number.start()) <= SHORT
        && marks.quantities.stream().allMatch(q -> q.sign() == 0 || q.start() == number.start());
  }

  /** Whether nothing is counted or measured by what ends here. */
  private boolean endsThere(int end) {
    int at = end;
    while (at < marks.sentence.end() && marks.text.charAt(at) == ' ') {
      at++;
    }
    int behind = at;
    return at >= marks.sentence.end()
        || !Words.isWord(marks.text.charAt(at))
        || marks.links.stream().anyMatch(l -> l.value().equals("and") && l.start() == behind);
  }

  private void add(Theme theme, Direction direction, List<Quantity> told, int start, int end) {
    percents.removeAll(told);
    resolved.add(
        new Resolved(
            theme.companies(),
            direction,
            told,
            null,
            theme,
            start,
            end,
            marks.clauses.at(start),
            false));
  }

  /**
   * {@code followed by Adidas with 2.3%}, {@code onu yüzde 4,5 ile Doğuş izledi}, {@code the same
   * for Rheinmetall}: the way of the move before, here or in the sentence before.
   */
  private void follow(Cue cue) {
    boolean same = cue.is("same-way");
    Theme theme = same ? themeBehind(cue) : followerOf(cue);
    if (theme == null || resolved.stream().anyMatch(m -> m.theme() == theme)) {
      return;
    }
    Resolved before = lastBefore(cue.start());
    if (before == null && VERB_LAST.contains(marks.language)) {
      before = lastBefore(theme.start());
    }
    Direction way = before != null ? before.direction() : context.lastWay();
    Quantity percent = percentOf(theme);
    Direction told = percent == null ? null : signed(percent);
    if (told == null) {
      told = way;
    }
    if (told != null && (percent != null || same)) {
      int end = percent == null ? theme.end() : Math.max(theme.end(), percent.end());
      int start = percent == null ? theme.start() : Math.min(theme.start(), percent.start());
      add(theme, told, percent == null ? List.of() : List.of(percent), start, end);
    }
  }

  private @Nullable Theme themeBehind(Cue cue) {
    for (Theme theme : themes) {
      boolean behind = theme.start() >= cue.end() && !theme.companies().isEmpty();
      if (behind) {
        return words(cue.end(), theme.start()) <= SHORT ? theme : null;
      }
    }
    return null;
  }

  /** Whoever follows stands behind the word, or before it where verbs stand last. */
  private @Nullable Theme followerOf(Cue cue) {
    if (!VERB_LAST.contains(marks.language)) {
      return themeBehind(cue);
    }
    Theme last = null;
    for (Theme theme : themes) {
      boolean before = theme.end() <= cue.start() && !theme.companies().isEmpty();
      last = before ? theme : last;
    }
    return last;
  }

  /** The percentage beside a name that no other word has taken. */
  private @Nullable Quantity percentOf(Theme theme) {
    Quantity best = null;
    int nearest = CAUSE_REACH;
    for (Quantity percent : percents) {
      int from = Math.min(theme.end(), percent.end());
      int to = Math.max(theme.start(), percent.start());
      boolean free =
          themes.stream().noneMatch(t -> t != theme && t.start() >= from && t.end() <= to);
      if (free && to - from < nearest) {
        best = percent;
        nearest = to - from;
      }
    }
    return best;
  }

  // ---- percentages that are no changes

  /** {@code a 5% stake}, {@code 5% of Xiaomi's shares}, {@code 5% saham}, {@code 5%股权}. */
  private boolean isShareOfSomething(Quantity percent) {
    if (percent.sign() != 0) {
      return false;
    }
    for (Cue link : marks.others) {
      boolean ofCompany =
          link.is("stake-link")
              && touches(percent.end(), link.start(), 1)
              && themes.stream()
                  .anyMatch(t -> t.is(Theme.Type.COMPANY) && touches(link.end(), t.start(), 1));
      if (ofCompany && !marks.verbFirst && !measuresNoun(percent)) {
        return true;
      }
    }
    for (Predicate predicate : marks.predicates) {
      boolean directlyBefore =
          predicate.end <= percent.start()
              && (percent.start() - predicate.end <= 3
                  || (percent.start() - predicate.end <= 16
                      && onlyFillers(predicate.end, percent.start())));
      if (directlyBefore && predicate.form != Predicate.Form.NOUN) {
        return false;
      }
    }
    for (Cue other : marks.others) {
      if (other.is("stake-link")
          && touches(percent.end(), other.start(), 1)
          && !measuresNoun(percent)) {
        return other.length() > SHORT || somethingFollows(other);
      }
    }
    for (Cue share : marks.shares) {
      if (touches(percent.end(), share.start(), 1) && !marks.addsBy(share.start())) {
        return true;
      }
    }
    for (Cue stake : marks.notShares) {
      if (stake.value().equals("stake")
          && touches(percent.end(), stake.start(), 14)
          && marks.predicateWithin(percent.end(), stake.start()) == null) {
        return true;
      }
    }
    return false;
  }

  /** {@code la caída del 0,7% de Merlin}: the percentage says how far. */
  private boolean measuresNoun(Quantity percent) {
    return marks.predicates.stream()
        .anyMatch(
            p ->
                p.form == Predicate.Form.NOUN
                    && p.end <= percent.start()
                    && percent.start() - p.end <= SHORT + 1);
  }

  /** {@code 5% de Telefónica}, but not {@code 20% en Fráncfort}. */
  private boolean somethingFollows(Cue preposition) {
    return themes.stream()
        .anyMatch(
            theme ->
                touches(preposition.end(), theme.start(), 24)
                    && words(preposition.end(), theme.start()) <= 2);
  }

  private boolean touches(int end, int start, int most) {
    return start >= end && start - end <= most;
  }

  // ---- themes

  /** The clause of a theme; what fills brackets alone belongs to the clause around them. */
  private int clauseOf(Theme theme) {
    int clause = marks.clauses.at(theme.start());
    if (marks.clauses.isBracketed(clause)
        && theme.end() < marks.sentence.end()
        && ")]".indexOf(marks.text.charAt(theme.end())) >= 0
        && marks.clauses.start(clause) == theme.start()) {
      return marks.clauses.at(theme.end() + 1);
    }
    return clause;
  }

  private void findTheme(Predicate predicate) {
    Theme left = leftInClause(predicate);
    Theme right = rightInClause(predicate);
    predicate.theme =
        switch (predicate.form) {
          case CAUSE -> right != null ? right : left != null ? left : inherited(predicate);
          case NOUN -> nounTheme(predicate, left, right);
          case VERB ->
              followsVerb(predicate, left, right) ? right : verbTheme(predicate, left, right);
        };
  }

  /**
   * {@code ارتفع سهم أرامكو}, {@code suben las acciones de Iberdrola}: what moves stands right
   * behind the verb, in languages that build sentences so.
   */
  private boolean followsVerb(Predicate predicate, @Nullable Theme left, @Nullable Theme right) {
    if (right != null && !right.is(Theme.Type.OTHER) && words(predicate.end, right.start()) <= 1) {
      boolean opens = marks.clauses.start(predicate.clause) + 2 >= predicate.start;
      boolean free = left == null || isPlaceName(left);
      boolean shares = right.is(Theme.Type.SHARE) && free;
      boolean name = opens && percentBehind(right);
      if (predicate.strength != Predicate.Strength.PERCENT && (shares || name)) {
        return true;
      }
    }
    if (!marks.verbFirst || right == null || (left != null && left.is(Theme.Type.SHARE))) {
      return false;
    }
    return words(predicate.end, right.start()) <= 2
        && percents.stream().noneMatch(p -> p.start() >= predicate.end && p.end() <= right.start())
        && !marks.hasCue(marks.links, "on", predicate.end, right.start());
  }

  private @Nullable Theme verbTheme(
      Predicate predicate, @Nullable Theme left, @Nullable Theme right) {
    if (strangerSpeaks(predicate, left)) {
      return null;
    }
    // "迪士尼因营收不及预期大跌": a clause of a cause, with a word of the market
    boolean causal =
        marks.language.equals("zh")
            && predicate.strength == Predicate.Strength.STRONG
            && marks.isCausal(marks.clauses.start(predicate.clause));
    boolean explains = left != null && left.is(Theme.Type.OTHER) && (causal || isObject(left));
    if (left != null && !explains) {
      return left;
    }
    Theme inherited = inherited(predicate);
    if (inherited != null && !(explains && inherited.is(Theme.Type.OTHER))) {
      return inherited;
    }
    if (left != null) {
      return left;
    }
    return right != null ? right : firstBehind(predicate);
  }

  private @Nullable Theme nounTheme(
      Predicate predicate, @Nullable Theme left, @Nullable Theme right) {
    if (right != null && isAttached(predicate, right)) {
      return right;
    }
    if (left != null) {
      return left;
    }
    Theme inherited = inherited(predicate);
    return inherited != null ? inherited : right;
  }

  private void takeNext(Predicate predicate) {
    if (predicate.theme == null && predicate.form == Predicate.Form.NOUN) {
      Theme next = firstBehind(predicate);
      predicate.theme = next != null && opensWithNoun(predicate, next) ? next : null;
    }
  }

  /**
   * {@code Ultrapar rose 6.7% and Vibra gained 4.8%}: a capital right before the verb, where a
   * clause begins or behind "and", is a name that is not known; so is a Korean word with the ending
   * of a topic.
   */
  private boolean strangerSpeaks(Predicate predicate, @Nullable Theme left) {
    int end = predicate.start - 1;
    if (marks.language.equals("ko")) {
      return left == null && hasUnknownTopic(marks.clauses.start(predicate.clause), end);
    }
    if (marks.language.equals("zh")) {
      return left == null && contrasts(marks.clauses.start(predicate.clause), predicate.start);
    }
    if (marks.language.equals("de") || end <= marks.sentence.start()) {
      return false;
    }
    int start = Words.startOf(marks.text, end - 1);
    if (start >= end
        || start < marks.sentence.start()
        || !Character.isLowerCase(marks.text.charAt(start))
        || !marks.sentence.field().isUpperCaseAt(start)
        || marks.isKnownWord(start)
        || themes.stream().anyMatch(t -> t.start() <= start && t.end() > start)) {
      return false;
    }
    boolean opens = words(marks.clauses.start(predicate.clause), start) == 0;
    boolean added =
        marks.links.stream()
            .anyMatch(l -> l.value().equals("and") && l.end() <= start && start - l.end() <= 1);
    return (opens && start > marks.sentence.start()) || added;
  }

  /** {@code 金像電则大涨6%}: what stands before the word for "while" is somebody else. */
  private boolean contrasts(int from, int to) {
    for (int at = from + 2; at < to; at++) {
      if (marks.text.charAt(at) == '则') {
        return !onlyFillers(from, at);
      }
    }
    return false;
  }

  private boolean hasUnknownTopic(int from, int to) {
    for (int at = from; at < to; at++) {
      boolean ends = at + 1 >= to || !Words.isWord(marks.text.charAt(at + 1));
      if (ends && TOPIC.indexOf(marks.text.charAt(at)) >= 0) {
        int start = Words.startOf(marks.text, at);
        boolean known =
            themes.stream().anyMatch(t -> t.start() <= start && t.end() > start)
                || marks.isKnownWord(start);
        if (!known) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code rise in revenue}, {@code kenaikan laba}, {@code a 5% drop in its shares}. */
  private boolean isAttached(Predicate noun, Theme theme) {
    int from = noun.end;
    for (Quantity percent : percents) {
      if (percent.start() >= from && percent.end() <= theme.start()) {
        from = percent.end();
      }
    }
    if (marks.predicateWithin(from, theme.start()) != null) {
      return false;
    }
    return words(from, theme.start()) <= 4
        && !(from > noun.end
            && isListMark(from, theme.start())
            && marks.between(from, theme.start()).length() > 1);
  }

  private int words(int from, int to) {
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
  private int wordsBeside(int from, int to) {
    int words = words(from, to);
    for (Quantity percent : marks.percents) {
      boolean between = percent.start() >= from && percent.end() <= to;
      words -= between ? words(percent.start(), percent.end()) : 0;
    }
    return words;
  }

  private boolean percentBehind(Theme theme) {
    return percents.stream()
        .anyMatch(p -> p.start() >= theme.end() && p.start() - theme.end() <= 30);
  }

  /** The nearest theme before a word in its clause, seen past names that only modify it. */
  private @Nullable Theme leftInClause(Predicate predicate) {
    Theme best = null;
    for (Theme theme : themes) {
      // "キーエンスの上昇率": the word for shares is the word for up
      boolean holds =
          theme.is(Theme.Type.SHARE)
              && theme.start() < predicate.start
              && theme.end() >= predicate.start;
      if ((theme.end() <= predicate.start || holds) && clauseOf(theme) == predicate.clause) {
        best = heavier(best, theme, predicate);
      }
    }
    return best;
  }

  /**
   * Of two themes one behind the other, the one that a word behind both speaks of: the later one,
   * but {@code revenue at Xiaomi} speaks of revenue.
   */
  private Theme heavier(@Nullable Theme earlier, Theme later, Predicate predicate) {
    if (earlier == null || later.is(Theme.Type.SHARE)) {
      return later;
    }
    boolean repeats =
        earlier.is(Theme.Type.SHARE)
            && later.is(Theme.Type.COMPANY)
            && earlier.companies().containsAll(later.companies());
    boolean market =
        VERB_LAST.contains(marks.language) && !earlier.is(Theme.Type.OTHER) && isPlaceName(later);
    if (repeats || market || isPlace(earlier, later)) {
      return earlier;
    }
    if (later.is(Theme.Type.COMPANY) && earlier.is(Theme.Type.OTHER) && standsInPlace(earlier)) {
      return later;
    }
    if (later.is(Theme.Type.OTHER) && !earlier.is(Theme.Type.OTHER) && isObject(later)) {
      return earlier;
    }
    boolean modifies =
        later.is(Theme.Type.COMPANY)
            && earlier.is(Theme.Type.OTHER)
            && words(earlier.end(), later.start()) <= (marks.ownerBehind ? 4 : 3)
            && (marks.ownerBehind || marks.hasCue(marks.links, "of", earlier.end(), later.start()))
            && marks.predicateWithin(earlier.end(), later.start()) == null;
    if (modifies) {
      return earlier;
    }
    if (earlier.is(Theme.Type.COMPANY)
        && later.is(Theme.Type.OTHER)
        && isGoverned(later)
        && !isOwner(earlier)
        && !isGoverned(earlier)
        && clauseOf(earlier) == predicate.clause
        && !(isAdverbial(predicate) && words(later.end(), predicate.start) == 0)
        && predicate.form == Predicate.Form.VERB
        && predicate.strength != Predicate.Strength.PERCENT) {
      return earlier;
    }
    // "Xiaomi shares on strong sales rose 5%": a company's shares outweigh what explains them
    boolean explains =
        earlier.is(Theme.Type.SHARE)
            && later.is(Theme.Type.OTHER)
            && marks.hasCue(marks.links, "on", earlier.end(), later.start())
            && marks.predicateWithin(earlier.end(), later.start()) == null;
    return explains || isCauseBehind(earlier, later) ? earlier : later;
  }

  /** {@code HD현대일렉트릭은 수주 기대감에 6.7% 뛴}: what is followed by a word for a cause explains. */
  private boolean isCauseBehind(Theme earlier, Theme later) {
    if (!VERB_LAST.contains(marks.language)
        || earlier.is(Theme.Type.OTHER)
        || !later.is(Theme.Type.OTHER)) {
      return false;
    }
    return marks.links.stream()
        .anyMatch(
            link ->
                link.value().equals("on")
                    && link.start() >= later.end()
                    && link.start() - later.end() <= CAUSE_REACH);
  }

  /**
   * {@code 楽天は公募増資の発表を…}, {@code 카카오는 실적을 …}: a case says that something else is done with it, so
   * that it is not what moves.
   */
  private boolean isObject(Theme theme) {
    String cases = OBJECT_CASES.get(marks.language);
    if (cases == null) {
      return false;
    }
    boolean blanks = marks.language.equals("ko");
    int last = Math.min(marks.sentence.end(), theme.end() + CASE_REACH);
    for (int at = theme.end(); at < last; at++) {
      char c = marks.text.charAt(at);
      boolean ends =
          !blanks
              || at + 1 >= last
              || !Words.isWord(marks.text.charAt(at + 1))
              || marks.text.startsWith("에도 ", at);
      if (cases.indexOf(c) >= 0 && ends) {
        return true;
      }
      boolean stops = TOPIC_OR_SUBJECT.indexOf(c) >= 0 && ends;
      if (stops || Words.isDigit(c) || (!Words.isWord(c) && !(blanks && c == ' '))) {
        return false;
      }
    }
    return false;
  }

  /** {@code ricavi in crescita}: what is built with a preposition goes with the noun before it. */
  private boolean isAdverbial(Predicate predicate) {
    String word = marks.between(predicate.start, predicate.end);
    return PREPOSED.stream().anyMatch(word::startsWith);
  }

  /** {@code gold producer Northern Star}: the noun tells what the company is. */
  private boolean describes(Theme other, Theme company) {
    if (ownerBehind || words(other.end(), company.start()) == 0) {
      return false;
    }
    for (Cue link : marks.links) {
      if (link.start() >= other.end() && link.end() <= company.start()) {
        return false;
      }
    }
    return marks.clauses.same(other.start(), company.start());
  }

  /** {@code Xiaomi shares in Hong Kong}, {@code saham PDD di Nasdaq}: where they are traded. */
  private boolean isPlace(Theme earlier, Theme later) {
    if (earlier.companies().isEmpty() || !later.is(Theme.Type.OTHER)) {
      return false;
    }
    for (Cue link : marks.links) {
      int gap = later.start() - link.end();
      if (link.value().equals("place") && link.start() >= earlier.end() && gap >= 0 && gap <= 8) {
        return true;
      }
    }
    return false;
  }

  /** {@code in Borsa Enel guadagna}: a place is not what moves. */
  private boolean standsInPlace(Theme theme) {
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      boolean near =
          gap >= 0 && gap <= SHORT && marks.between(link.end(), theme.start()).indexOf(',') < 0;
      if (link.value().equals("place") && (near || isCaseOf(link, theme))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Theme rightInClause(Predicate predicate) {
    for (Theme theme : themes) {
      if (theme.start() >= predicate.end && clauseOf(theme) == predicate.clause) {
        return marks.predicateWithin(predicate.end, theme.start()) == null ? theme : null;
      }
    }
    return null;
  }

  /** What the clauses before were speaking of. */
  private @Nullable Theme inherited(Predicate predicate) {
    boolean insideRelative = marks.clauses.isRelative(predicate.clause);
    if (insideRelative) {
      Theme head = antecedentOf(predicate);
      if (head != null) {
        return head;
      }
    }
    Theme waiting = waitingSubject(predicate);
    if (waiting != null) {
      return waiting;
    }
    Theme name = null;
    for (int clause = predicate.clause - 1; clause >= 0; clause--) {
      boolean aside = marks.clauses.isRelative(clause) || marks.clauses.isBracketed(clause);
      boolean own = marks.clauses.start(clause) == predicate.start;
      if (own
          || (aside && !insideRelative)
          || (marks.clauses.isBracketed(clause) && !isWithin(predicate, clause))) {
        continue;
      }
      Theme spoken = lastResolvedIn(clause);
      if (spoken != null) {
        boolean others = name != null && !spoken.companies().contains(name.company());
        return name == null || (spoken.is(Theme.Type.SHARE) && !others) ? spoken : name;
      }
      Theme head = headOf(clause, predicate);
      if (head != null && !head.is(Theme.Type.COMPANY)) {
        return name == null || head.is(Theme.Type.SHARE) ? head : name;
      }
      name = name == null ? head : name;
    }
    return name;
  }

  /**
   * {@code Xiaomi, a maker of phones and cars, rose 5%}: a name that was left at a comma waits for
   * the verb that opens a later clause.
   */
  private @Nullable Theme waitingSubject(Predicate predicate) {
    int start = marks.clauses.start(predicate.clause);
    if (predicate.clause == 0 || !onlyFillers(start, predicate.start)) {
      return null;
    }
    for (int i = themes.size() - 1; i >= 0; i--) {
      Theme theme = themes.get(i);
      int clause = clauseOf(theme);
      if (theme.end() > start
          || theme.is(Theme.Type.OTHER)
          || isGoverned(theme)
          || clause >= predicate.clause
          || marks.clauses.isBracketed(clause)
          || marks.clauses.isRelative(clause)
          || marks.clauses.areApart(clause, predicate.clause)) {
        continue;
      }
      boolean left =
          endsClause(theme, clause)
              && words(openingOf(clause, theme), startOfGroup(theme)) <= 3
              && marks.predicateWithin(openingOf(clause, theme), theme.end()) == null;
      boolean answered =
          marks.predicates.stream()
              .anyMatch(
                  p -> p != predicate && p.theme == theme && !marks.clauses.isRelative(p.clause));
      if (left) {
        return answered ? null : theme;
      }
      if (!followsComma(clause)) {
        return null;
      }
    }
    return null;
  }

  /** Whether a clause stands behind a comma, as what explains a name does. */
  private boolean followsComma(int clause) {
    int at = marks.clauses.start(clause) - 1;
    return at > marks.sentence.start() && marks.text.charAt(at) == ',';
  }

  /** Where what a theme opens begins: its clause, or what a word for "and" adds to it. */
  private int openingOf(int clause, Theme theme) {
    int start = marks.clauses.start(clause);
    for (Cue link : marks.links) {
      boolean adds = link.value().equals("and") && link.end() <= theme.start();
      start = adds ? Math.max(start, link.end()) : start;
    }
    return start;
  }

  /** Where the names begin that are told with a theme: {@code Acciona and Iberdrola}. */
  private int startOfGroup(Theme theme) {
    int start = theme.start();
    for (Theme other : themes) {
      boolean together =
          other.companies().size() > 1
              && other.companies().equals(theme.companies())
              && marks.clauses.same(other.start(), theme.start());
      start = together ? Math.min(start, other.start()) : start;
    }
    return start;
  }

  /** Whether a word stands inside the brackets that a clause fills. */
  private boolean isWithin(Predicate predicate, int clause) {
    return predicate.clause == clause;
  }

  /** {@code Airbus, which fell 2%}: what stands right before the relative word. */
  private @Nullable Theme antecedentOf(Predicate predicate) {
    int start = marks.clauses.start(predicate.clause);
    Theme head = null;
    for (Theme theme : themes) {
      boolean before = theme.end() <= start;
      boolean close = before && start - theme.end() <= 3;
      boolean bracket = before && start - theme.end() <= 24 && onlyFillers(theme.end(), start);
      head = close || bracket ? theme : head;
    }
    return head;
  }

  private @Nullable Theme lastResolvedIn(int clause) {
    Theme last = null;
    for (Predicate predicate : marks.predicates) {
      if (predicate.clause == clause && predicate.theme != null) {
        last = predicate.theme;
      }
    }
    return last;
  }

  /** The theme that a clause without a word for up or down puts forward. */
  private @Nullable Theme headOf(int clause, Predicate predicate) {
    Theme head = null;
    for (Theme theme : themes) {
      if (clauseOf(theme) != clause || theme.start() >= predicate.start) {
        continue;
      }
      if (theme.is(Theme.Type.COMPANY)) {
        boolean opens = onlyFewWords(marks.clauses.start(clause), theme.start()) || isTopic(theme);
        boolean closes = (clause == 0 || isExplained(theme)) && endsClause(theme, clause);
        boolean described = head != null && head.is(Theme.Type.OTHER) && describes(head, theme);
        if ((head == null && (opens || closes)) || described) {
          head = theme;
        }
      } else if (head == null || theme.is(Theme.Type.SHARE)) {
        head = theme;
      } else if (head.is(Theme.Type.COMPANY)
          && (trails(predicate) || !isGoverned(theme))
          && !isObject(theme)
          && !isCauseBehind(head, theme)) {
        head = theme;
      }
    }
    return head;
  }

  /** {@code (Reuters) - A low for Nexi, which fell}: a relative clause follows directly. */
  private boolean isExplained(Theme theme) {
    for (int clause = clauseOf(theme) + 1; clause < marks.clauses.count(); clause++) {
      int gap = marks.clauses.start(clause) - theme.end();
      if (gap > SHORT) {
        return false;
      }
      if (gap >= 0 && marks.clauses.isRelative(clause)) {
        return true;
      }
    }
    return false;
  }

  /** {@code 에코프로는}: an ending says that the sentence speaks of it. */
  private boolean isTopic(Theme theme) {
    return VERB_LAST.contains(marks.language)
        && theme.end() < marks.sentence.end()
        && TOPIC.indexOf(marks.text.charAt(theme.end())) >= 0;
  }

  /** {@code 넷마블, 어닝쇼크에 급락}: a name before a comma, and the verb as the last word. */
  private boolean isHeading(Theme theme, Predicate predicate) {
    int end = theme.end();
    boolean comma = end < marks.sentence.end() && ",、，".indexOf(marks.text.charAt(end)) >= 0;
    return comma
        && VERB_LAST.contains(marks.language)
        && words(marks.sentence.start(), theme.start()) == 0
        && closesHeading(predicate.end);
  }

  private boolean closesHeading(int at) {
    boolean blank =
        marks.language.equals("ja")
            && at < marks.sentence.end()
            && marks.text.charAt(at) == ' '
            && marks.sentence.zone() == Zone.HEADLINE;
    return blank || words(at, marks.sentence.end()) == 0 || marks.text.startsWith("...", at);
  }

  /** {@code with a profit of 3 billion, up 5%}: what only adds to the words before its comma. */
  private boolean trails(Predicate predicate) {
    return predicate.form != Predicate.Form.VERB
        || words(marks.clauses.start(predicate.clause), predicate.start) == 0;
  }

  private boolean onlyFewWords(int from, int to) {
    return words(from, to) <= 2 || onlyFillers(from, to);
  }

  private boolean endsClause(Theme theme, int clause) {
    // what fills brackets belongs to the clause around them
    int end = theme.end() + (marks.clauses.at(theme.start()) == clause ? 0 : 1);
    int from = end;
    while (end < marks.sentence.end() && marks.clauses.at(end) == clause) {
      end++;
    }
    return words(from, end) == 0;
  }

  /** {@code Up 5% on Tuesday, Xiaomi shares …}: the theme follows in the next clause. */
  private @Nullable Theme firstBehind(Predicate predicate) {
    if (VERB_LAST.contains(marks.language)) {
      return null;
    }
    for (Theme theme : themes) {
      if (theme.start() >= predicate.end) {
        return marks.predicateWithin(predicate.end, theme.start()) == null ? theme : null;
      }
    }
    return null;
  }

  // ---- percentages

  private record Pair(Predicate predicate, Quantity percent, int distance) {}

  private void bindPercents() {
    List<Pair> pairs = new ArrayList<>();
    for (Predicate predicate : marks.predicates) {
      for (Quantity percent : percents) {
        boolean behind = percent.start() >= predicate.end;
        int distance = distance(predicate, percent, behind);
        if (distance <= REACH && canTake(predicate, percent, behind)) {
          pairs.add(new Pair(predicate, percent, 2 * distance + (behind ? 0 : 1)));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::distance));
    List<Quantity> taken = new ArrayList<>();
    for (Pair pair : pairs) {
      if (pair.predicate().percent == null && !taken.contains(pair.percent())) {
        pair.predicate().percent = pair.percent();
        taken.add(pair.percent());
      }
    }
    percents.removeAll(taken);
    marks.predicates.forEach(Predicate::settle);
    marks.predicates.forEach(this::takeRange);
    marks.predicates.forEach(this::takeFurther);
  }

  /** Behind a verb that is followed by what moves, the way counts from there. */
  private int distance(Predicate predicate, Quantity percent, boolean behind) {
    Theme theme = predicate.theme;
    if (behind
        && theme != null
        && theme.start() >= predicate.end
        && theme.end() <= percent.start()) {
      return percent.start() - theme.end();
    }
    int distance = predicate.distance(percent.start(), percent.end());
    // "einem Anstieg um bis zu 4 Prozent ins Minus": the noun owns what a preposition adds
    return behind && predicate.form == Predicate.Form.NOUN && isOwnedBy(predicate, percent)
        ? Math.min(distance, 1)
        : distance;
  }

  private boolean isOwnedBy(Predicate noun, Quantity percent) {
    String gap = marks.between(noun.end, percent.start()).strip();
    int blank = gap.indexOf(' ');
    String first = blank < 0 ? gap : gap.substring(0, blank);
    return MEASURING.contains(first)
        && words(noun.end, percent.start()) <= SHORT
        && onlyFillers(noun.end + 1 + first.length(), percent.start());
  }

  /** {@code also fell, 2.5%}: nothing but a comma. */
  private boolean isComma(int from, int to) {
    String between = marks.between(from, to).strip();
    return between.equals(",") || between.equals(":");
  }

  /** {@code fell for a fifth day, this time by 2.4%}: a clause that only says how far. */
  private boolean addsToIt(Predicate predicate, Quantity percent) {
    int clause = marks.clauses.at(percent.start());
    int start = marks.clauses.start(clause);
    return clause == predicate.clause + 1
        && !marks.clauses.isBracketed(clause)
        && percent.sign() == 0
        && predicate.form == Predicate.Form.VERB
        && !marks.clauses.areApart(clause, predicate.clause)
        && words(start, percent.start()) > 0
        && onlyFillers(start, percent.start())
        && marks.predicates.stream().noneMatch(p -> p.clause == clause)
        && themes.stream().noneMatch(t -> marks.clauses.at(t.start()) == clause);
  }

  /** {@code PayPal soared — 8.9% by midday —}: what opens an aside right behind the word. */
  private boolean isAsideBehind(Predicate predicate, Quantity percent) {
    int clause = marks.clauses.at(percent.start());
    int start = marks.clauses.start(clause);
    return marks.clauses.isBracketed(clause)
        && percent.sign() == 0
        && start - predicate.end <= 3
        && words(start, percent.start()) == 0
        && themes.stream().noneMatch(t -> marks.clauses.at(t.start()) == clause);
  }

  private boolean isAloneInBrackets(Quantity percent) {
    int open = percent.start() - 1;
    int close = percent.end();
    return open >= marks.sentence.start()
        && close < marks.sentence.end()
        && marks.text.charAt(open) == '('
        && marks.text.charAt(close) == ')';
  }

  /** {@code 3820円(5.7%)安}, {@code 1,200원(2.3%) 오른}: in brackets of its own, right before. */
  private boolean isBracketBefore(Quantity percent, Predicate predicate) {
    int open = percent.start() - 1;
    int close = percent.end();
    return VERB_LAST.contains(marks.language)
        && isAloneInBrackets(percent)
        && close < predicate.start
        && (words(close, predicate.start) == 0
            || marks.between(close, predicate.start).startsWith(")까지 "))
        && marks.clauses.at(open) == predicate.clause;
  }

  private boolean canTake(Predicate predicate, Quantity percent, boolean behind) {
    if (marks.clauses.at(percent.start()) != predicate.clause
        && !(behind && isComma(predicate.end, percent.start()))
        && !(behind && addsToIt(predicate, percent))
        && !(behind && isAsideBehind(predicate, percent))
        && !(!behind && isBracketBefore(percent, predicate))) {
      return false;
    }
    if (!behind && predicate.form == Predicate.Form.CAUSE) {
      return false;
    }
    int from = behind ? predicate.end : percent.end();
    int to = behind ? percent.start() : predicate.start;
    if (marks.predicateWithin(from, to) != null) {
      return false;
    }
    for (Theme theme : themes) {
      boolean between = theme.start() >= from && theme.end() <= to;
      if (between
          && theme != predicate.theme
          && !explains(theme, from)
          && !isNamedTogether(theme, predicate.theme)) {
        return false;
      }
    }
    return true;
  }

  /** {@code صعدت أسهم سابك وأرامكو 0.6%}: all that a list names moved. */
  private static boolean isNamedTogether(Theme theme, @Nullable Theme other) {
    return other != null
        && other.companies().size() > 1
        && theme.companies().equals(other.companies());
  }

  /** {@code kletterten nach Zahlen um 2 Prozent}: a cause between a word and its percentage. */
  private boolean explains(Theme theme, int from) {
    if (theme.is(Theme.Type.COMPANY)) {
      return isAgent(theme, from);
    }
    return theme.is(Theme.Type.OTHER)
        && (marks.hasCue(marks.links, "on", from, theme.start()) || isPlaceName(theme));
  }

  /** {@code brachen nach einer Abstufung durch JPMorgan um 7,5 Prozent ein}: who caused it. */
  private boolean isAgent(Theme theme, int from) {
    int start = theme.start() - 1;
    int word = start > from ? Words.startOf(marks.text, start - 1) : start;
    return word > from
        && AGENTS.contains(marks.between(word, start))
        && marks.hasCue(marks.links, "on", from, theme.start());
  }

  /** {@code an der Nasdaq}, {@code di bursa}: an index or market that is only a place here. */
  private boolean isPlaceName(Theme theme) {
    if (!theme.is(Theme.Type.OTHER)) {
      return false;
    }
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      if (link.value().equals("place") && ((gap >= 0 && gap <= 5) || isCaseOf(link, theme))) {
        return true;
      }
    }
    return false;
  }

  /** {@code 유가증권시장에서}, {@code 東京市場で}: what tells the place stands behind it. */
  private boolean isCaseOf(Cue link, Theme theme) {
    return VERB_LAST.contains(marks.language)
        && link.start() >= theme.start()
        && link.start() <= theme.end() + 1
        && link.end() > theme.end();
  }

  /** {@code rose between 1.5% and 3.1%}: how far each went is not told. */
  private void takeRange(Predicate predicate) {
    Quantity first = predicate.percent;
    if (first == null) {
      return;
    }
    for (Cue cue : marks.ranges) {
      boolean before = cue.end() <= first.start() && words(cue.end(), first.start()) <= 1;
      for (Quantity second : List.copyOf(percents)) {
        boolean joined =
            before
                && second.start() > first.end()
                && words(first.end(), second.start()) <= 2
                && marks.hasCue(marks.links, "and", first.end(), second.start());
        if (joined) {
          predicate.ranged = true;
          percents.remove(second);
        }
      }
    }
  }

  /** {@code Xiaomi and BYD rose 5% and 3%}. */
  private void takeFurther(Predicate predicate) {
    Theme theme = predicate.theme;
    Quantity last = predicate.percent;
    if (theme == null || last == null || predicate.ranged || theme.companies().size() < 2) {
      return;
    }
    if (last.end() <= predicate.start) {
      takeBefore(predicate, last, theme.companies().size());
      return;
    }
    for (Quantity percent : List.copyOf(percents)) {
      boolean next =
          percent.start() >= last.end()
              && percent.start() - last.end() <= 20
              && (words(last.end(), percent.start()) <= 2
                  || marks.hasCue(marks.links, "and", last.end(), percent.start()))
              && marks.predicateWithin(last.end(), percent.start()) == null;
      if (next && predicate.furtherPercents.size() + 1 < theme.companies().size()) {
        predicate.furtherPercents.add(percent);
        percents.remove(percent);
        last = percent;
      }
    }
  }

  /** {@code Today it is up 1%}: a sentence that names nothing goes on about the one before. */
  private void implyThemes() {
    Company company = context.spokenOf();
    int start = marks.sentence.start();
    if (company == null) {
      return;
    }
    if (themes.stream().anyMatch(t -> !t.is(Theme.Type.OTHER))) {
      implyFirst(company);
      return;
    }
    boolean trading =
        context.amongMoves()
            || !marks.tradings.isEmpty()
            || !marks.bases.isEmpty()
            || !marks.sinces.isEmpty()
            || marks.times.stream().anyMatch(TimeMark::isDay);
    Theme implied = null;
    for (Predicate predicate : marks.predicates) {
      boolean streak = predicate.strength == Predicate.Strength.STRONG && !marks.streaks.isEmpty();
      boolean told = predicate.percent != null || streak || isAllOfTheSentence(predicate);
      if (predicate.theme != null || !told) {
        continue;
      }
      boolean speaks =
          switch (predicate.form) {
            case VERB -> trading || predicate.strength == Predicate.Strength.STRONG;
            case NOUN -> trading && themes.isEmpty();
            case CAUSE -> false;
          };
      if (implied != null || (speaks && opensSentence(predicate))) {
        implied = new Theme(Theme.Type.SHARE, List.of(company), start, start);
        predicate.theme = implied;
      }
    }
  }

  /**
   * {@code En Nueva York cayó 4,4% y dejó en rojo al resto: los ADR de YPF …}: the verb that opens
   * a sentence is told of the company before where other names stand behind its percentage, and not
   * right behind.
   */
  private void implyFirst(Company company) {
    if (marks.predicates.isEmpty() || !PRO_DROP.contains(marks.language)) {
      return;
    }
    Predicate first = marks.predicates.get(0);
    Quantity percent = first.percent;
    Theme theme = first.theme;
    if (percent == null
        || percent.start() < first.end
        || first.form != Predicate.Form.VERB
        || first.strength == Predicate.Strength.PERCENT
        || (theme != null && theme.end() <= first.start)
        || !onlyFillers(marks.sentence.start(), first.start)) {
      return;
    }
    boolean speaks =
        context.amongMoves()
            || !marks.tradings.isEmpty()
            || prices.find(
                    new Theme(Theme.Type.SHARE, List.of(company), first.start, first.start),
                    first.start,
                    percent.end())
                != null;
    boolean apart =
        themes.stream()
            .allMatch(t -> t.start() >= percent.end() && words(percent.end(), t.start()) > SHORT);
    if (speaks && apart) {
      int start = marks.sentence.start();
      first.theme = new Theme(Theme.Type.SHARE, List.of(company), start, start);
    }
  }

  /** {@code 大幅続落。}: below a line that names the shares. */
  private boolean isAllOfTheSentence(Predicate predicate) {
    return VERB_LAST.contains(marks.language)
        && predicate.strength == Predicate.Strength.STRONG
        && onlyFillers(marks.sentence.start(), predicate.start)
        && words(predicate.end, marks.sentence.end()) == 0;
  }

  /**
   * {@code the maker of artificial joints finished 8.7% up at 1,140 pence}: a description that no
   * file knows stands for the company spoken of, where what is told can only be told of shares.
   */
  private void takeDescription(Predicate predicate) {
    int start = marks.clauses.start(predicate.clause);
    while (start < predicate.start && !Words.isWord(marks.text.charAt(start))) {
      start++;
    }
    int begins = start;
    Quantity percent = predicate.percent;
    Theme known = predicate.theme;
    if ((known != null && known.start() < predicate.end)
        || percent == null
        || predicate.form != Predicate.Form.VERB
        || !marks.beginsWithDeterminer(begins)
        || words(begins, predicate.start) > DESCRIPTION
        || !namesNobody(begins, predicate.start)
        || themes.stream().anyMatch(t -> t.start() >= begins && t.end() <= predicate.start)) {
      return;
    }
    int end = Math.max(predicate.end, percent.end());
    Theme last = null;
    for (Theme theme : themes) {
      last = theme.end() <= begins && !theme.is(Theme.Type.OTHER) ? theme : last;
    }
    Company company = last != null ? last.company() : context.spokenOf();
    if (company == null) {
      return;
    }
    Theme described = new Theme(Theme.Type.SHARE, List.of(company), begins, predicate.start);
    boolean shares =
        predicate.strength == Predicate.Strength.STRONG
            || (last == null
                && context.isReport()
                && predicate.strength == Predicate.Strength.PLAIN
                && begins - marks.sentence.start() <= 1
                && words(begins, predicate.start) == 2)
            || !marks.streaks.isEmpty()
            || marks.extremes.stream().anyMatch(c -> c.is("extreme"))
            || marks.bases.stream().anyMatch(b -> at(b) == predicate.clause)
            || prices.find(described, predicate.start, end) != null;
    if (shares) {
      predicate.theme = described;
    }
  }

  /** Whether nothing stands before a word that could be what it speaks of. */
  private boolean opensSentence(Predicate predicate) {
    int start = marks.sentence.start();
    if (onlyFillers(start, predicate.start)) {
      return true;
    }
    int clause = marks.clauses.start(predicate.clause);
    return clause > start
        && onlyFillers(clause, predicate.start)
        && !marks.language.equals("de")
        && namesNobody(start, clause);
  }

  /** Whether all words are of the language's files or at least begin small, where names do not. */
  private boolean namesNobody(int from, int to) {
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

  /** {@code M&S and Ocado were 0.2% and 3.9% higher}: the one bound first is the last one told. */
  private void takeBefore(Predicate predicate, Quantity bound, int companies) {
    List<Quantity> told = new ArrayList<>(List.of(bound));
    for (int i = percents.size() - 1; i >= 0; i--) {
      Quantity percent = percents.get(i);
      int to = told.get(0).start();
      boolean listed =
          percent.end() <= to
              && to - percent.end() <= 12
              && told.size() < companies
              && marks.predicateWithin(percent.end(), to) == null
              && words(percent.end(), to) <= 2
              && themes.stream().noneMatch(t -> t.start() >= percent.end() && t.end() <= to);
      if (listed) {
        told.add(0, percent);
      }
    }
    if (told.size() == companies) {
      percents.removeAll(told);
      predicate.percent = told.get(0);
      predicate.furtherPercents.addAll(told.subList(1, told.size()));
    }
  }

  // ---- moves

  /**
   * {@code Levi beat forecasts, lifted the dividend, and is marked down 12.6% to $21.42}: where
   * shares alone can be meant, objects of the verbs between are not what the last one speaks of.
   */
  private @Nullable Theme openingName(Predicate predicate) {
    Theme theme = predicate.theme;
    Quantity percent = predicate.percent;
    if (theme == null
        || percent == null
        || predicate.form != Predicate.Form.VERB
        || !theme.is(Theme.Type.OTHER)
        || clauseOf(theme) == predicate.clause
        || (predicate.strength != Predicate.Strength.STRONG
            && words(marks.clauses.start(predicate.clause), predicate.start) == 0)) {
      return theme;
    }
    Theme first = themes.get(0);
    boolean opens =
        first.is(Theme.Type.COMPANY)
            && !isOwner(first)
            && !isGoverned(first)
            && (predicate.strength == Predicate.Strength.STRONG
                || onlyFewWords(marks.sentence.start(), startOfGroup(first)))
            && !marks.clauses.areApart(clauseOf(first), predicate.clause);
    int end = Math.max(predicate.end, percent.end());
    boolean shares =
        predicate.strength == Predicate.Strength.STRONG
            || marks.bases.stream().anyMatch(b -> at(b) == predicate.clause)
            || marks.tradings.stream().anyMatch(b -> at(b) == predicate.clause)
            || prices.find(theme, predicate.start, end) != null;
    return opens && shares ? first : theme;
  }

  private @Nullable Resolved resolve(Predicate predicate) {
    predicate.theme = openingName(predicate);
    Theme theme = predicate.theme;
    if (theme == null || theme.companies().isEmpty() || theme.is(Theme.Type.OTHER)) {
      return null;
    }
    if (isHypothetical(predicate) || isCancelled(predicate)) {
      return null;
    }
    Quantity percent = predicate.percent;
    if (percent == null
        && predicate.strength == Predicate.Strength.PERCENT
        && !hasAmount(predicate)) {
      return null;
    }
    if (percent == null && leadsToNoun(predicate)) {
      return null;
    }
    if (theme.is(Theme.Type.COMPANY) && comparesProfit(predicate)) {
      return null;
    }
    if (percent != null && measuresOther(percent)) {
      return null;
    }
    if (theme.is(Theme.Type.COMPANY) && !standsForShares(predicate, theme)) {
      return null;
    }
    if (percent != null
        && predicate.direction == Direction.FLAT
        && percent.value().compareTo(BigDecimal.ONE) > 0) {
      percent = null;
    }
    boolean faint = percent == null && predicate.form == Predicate.Form.NOUN;
    List<Quantity> told = new ArrayList<>(1);
    if (percent != null && !predicate.ranged) {
      told.add(percent);
    }
    told.addAll(predicate.furtherPercents);
    return new Resolved(
        theme.companies(),
        direction(predicate),
        told,
        predicate,
        theme,
        predicate.start,
        percent == null ? predicate.end : Math.max(predicate.end, percent.end()),
        predicate.clause,
        faint);
  }

  /** {@code verbuchten mit 8,8 Prozent den größten Verlust}: the noun says which way. */
  private Direction direction(Predicate verb) {
    Quantity percent = verb.percent;
    Direction written = percent == null ? null : signed(percent);
    if (written != null && verb.direction != Direction.FLAT) {
      return written;
    }
    if (verb.form == Predicate.Form.VERB
        && verb.strength == Predicate.Strength.PERCENT
        && percent != null) {
      for (Predicate noun : marks.predicates) {
        if (noun.form == Predicate.Form.NOUN
            && noun.percent == null
            && noun.clause == verb.clause
            && noun.start >= percent.end()
            && words(percent.end(), noun.start) <= SHORT) {
          return noun.direction;
        }
      }
    }
    return verb.direction;
  }

  /** {@code Ryanair gana un 34% más}: earns more than before, and is not worth more. */
  private boolean comparesProfit(Predicate predicate) {
    for (Predicate verb : marks.predicates) {
      for (Predicate more : marks.predicates) {
        boolean pair =
            verb.form == Predicate.Form.VERB
                && verb.strength == Predicate.Strength.PLAIN
                && verb.percent == null
                && more.strength == Predicate.Strength.PERCENT
                && more.percent != null
                && more.clause == verb.clause
                && more.percent.start() >= verb.end
                && more.percent.start() - verb.end <= SHORT + 1
                && more.start >= more.percent.end()
                && more.start - more.percent.end() <= 1;
        if (pair && (predicate == verb || predicate == more)) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code acumulan un retroceso del 20%}: the noun says what the verb is about. */
  private boolean leadsToNoun(Predicate verb) {
    return verb.form == Predicate.Form.VERB
        && marks.predicates.stream()
            .anyMatch(
                noun ->
                    noun.form == Predicate.Form.NOUN
                        && noun.percent != null
                        && noun.start >= verb.end
                        && noun.clause == verb.clause
                        && wordsBeside(verb.end, noun.start) <= 2);
  }

  /** {@code down six sen at RM3.67}: an amount in place of the percentage, and the price. */
  private boolean hasAmount(Predicate predicate) {
    Theme theme = predicate.theme;
    for (Quantity quantity : marks.quantities) {
      boolean money =
          quantity.kind() == Quantity.Kind.MONEY || quantity.kind() == Quantity.Kind.POINTS;
      int gap = quantity.start() - predicate.end;
      if (money && gap >= 0 && gap <= 3) {
        // "In the table of the day: Inari eased two sen"
        return theme != null
            && (prices.find(theme, predicate.start, quantity.end()) != null
                || (context.isReport() && context.amongMoves() && isSmall(quantity)));
      }
      int before = predicate.start - quantity.end();
      if (money && before >= 0 && before <= 1) {
        // "ended three sen lower at RM1.18"
        return theme != null && prices.find(theme, quantity.start(), predicate.end) != null;
      }
    }
    return false;
  }

  /** Whether an amount can be what one share gained: {@code dua sen}, {@code 3.000 đồng}. */
  private static boolean isSmall(Quantity quantity) {
    return quantity.kind() == Quantity.Kind.MONEY
        && quantity.currency() != null
        && quantity.value().compareTo(LARGEST_CHANGE) < 0;
  }

  /** {@code could fall 5%}, {@code akan naik}: not yet. */
  private boolean isHypothetical(Predicate predicate) {
    for (Cue cue : marks.hypotheticals) {
      boolean before =
          cue.start() <= predicate.start && marks.clauses.at(cue.start()) == predicate.clause;
      boolean wholeClause =
          cue.value().equals("if")
              && words(marks.clauses.start(marks.clauses.at(cue.start())), cue.start()) <= 1;
      boolean behind =
          cue.value().equals("behind")
              && cue.start() >= predicate.end
              && marks.clauses.at(cue.start()) == predicate.clause;
      boolean near = predicate.start - cue.end() <= 40 && !cue.value().equals("if");
      if ((before && (near || wholeClause) && !cue.value().equals("behind")) || behind) {
        return true;
      }
    }
    return false;
  }

  /** {@code ne prenait plus que 0,6 %}: no more than that, and yet that. */
  private boolean isOnly(Predicate predicate) {
    Quantity percent = predicate.percent;
    return marks.language.equals("fr")
        && percent != null
        && percent.start() > predicate.end
        && (" " + marks.between(predicate.end, percent.start())).contains(" que ");
  }

  private boolean isCancelled(Predicate predicate) {
    for (Cue cue : marks.others) {
      if (cue.is("not-move")
          && cue.end() <= predicate.start
          && predicate.start - cue.end() <= 2
          && endsWord(cue.end())) {
        return !isOnly(predicate);
      }
    }
    return false;
  }

  /** {@code 안} is a word of its own, but not in {@code 3% 안팎 밀렸다}. */
  private boolean endsWord(int end) {
    return end >= marks.sentence.end()
        || (Words.isUnspaced(marks.text.charAt(end - 1)) && !marks.language.equals("ko"))
        || !Words.isWord(marks.text.charAt(end));
  }

  /** {@code gained 5% market share}, {@code rose 5% in revenue}. */
  private boolean measuresOther(Quantity percent) {
    for (Theme theme : themes) {
      if (theme.is(Theme.Type.OTHER)
          && theme.start() >= percent.end()
          && marks.clauses.same(percent.start(), theme.start())
          && !isTold(percent, theme)
          && !(marks.language.equals("th") && marks.text.charAt(percent.end()) == ' ')
          && words(percent.end(), theme.start()) <= 2
          && !standsInPlace(theme)
          && !marks.hasCue(marks.links, "on", percent.end(), theme.start())
          && !marks.hasCue(marks.links, "than", percent.end(), theme.start())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word for up or down closes what a percentage tells: {@code 2%高 事業の拡大で}. */
  private boolean isTold(Quantity percent, Theme behind) {
    return marks.predicates.stream()
        .anyMatch(
            p -> p.start >= percent.start() && p.end > percent.end() && p.end <= behind.start());
  }

  /** Whether a bare name means its shares here. */
  private boolean standsForShares(Predicate predicate, Theme theme) {
    if (isAboutBusiness(predicate)) {
      return false;
    }
    boolean behind = theme.start() >= predicate.end;
    if (predicate.form == Predicate.Form.CAUSE) {
      return behind
          && predicate.percent != null
          && onlyFillers(predicate.end, theme.start())
          && !marks.hasCue(marks.links, "and", predicate.end, theme.start());
    }
    if (predicate.direction == Direction.FLAT) {
      boolean trading =
          isInMarket(predicate, theme)
              || context.amongMoves()
              || context.isReport()
              || predicate.strength == Predicate.Strength.STRONG;
      if (behind) {
        return trading
            && marks.between(predicate.end, theme.start()).isBlank()
            && themes.get(0) == theme;
      }
      return trading
          && (onlyFillers(theme.end(), predicate.start)
              || waitingSubject(predicate) == theme
              || (predicate.strength == Predicate.Strength.STRONG
                  && continues(predicate, theme)
                  && namesNobody(marks.clauses.start(predicate.clause), predicate.start))
              || isOnlyThing(predicate, theme));
    }
    if (predicate.strength == Predicate.Strength.WEAK) {
      return hasOwnShares(predicate, theme);
    }
    if (predicate.percent == null && !marketSpeaks(predicate) && !hasAmount(predicate)) {
      return false;
    }
    if (predicate.form == Predicate.Form.NOUN) {
      if (predicate.strength == Predicate.Strength.STRONG && !behind) {
        // "Kurssprung", "koerswinst": a noun that only shares have
        return predicate.percent != null
            && clauseOf(theme) == predicate.clause
            && themes.stream()
                .noneMatch(t -> t.start() >= theme.end() && t.end() <= predicate.start);
      }
      return predicate.percent != null
          && (behind
              ? words(predicate.end, theme.start()) <= 2
                  || isOwnedBehind(predicate, theme)
                  || opensWithNoun(predicate, theme)
              : (isInMarket(predicate, theme)
                      || isLedTo(predicate, theme)
                      || isAttribute(predicate, theme)
                      || isAllThatIsSaid(predicate, theme)
                      || (context.amongMoves()
                          && themes.stream().noneMatch(t -> t.is(Theme.Type.OTHER))
                          && !tellsOfBusiness(marks.sentence.start(), marks.sentence.end())))
                  && !tellsOfBusiness(theme.end(), predicate.start));
    }
    if (behind) {
      return predicate.percent != null
          && (onlyFillers(predicate.end, theme.start())
              || (marks.verbFirst && words(predicate.end, theme.start()) <= 2)
              || (predicate.strength != Predicate.Strength.PERCENT
                  && PREPOSED.stream()
                      .anyMatch(marks.between(predicate.start, predicate.end)::startsWith)
                  && opensWithNoun(predicate, theme))
              || opensWithPrice(predicate, theme));
    }
    return onlyFillers(theme.end(), predicate.start)
        || isToldOfAntecedent(predicate, theme)
        || continues(predicate, theme)
        || isSecondVerb(predicate, theme)
        || measuresVerb(predicate, theme)
        || isOnlyThing(predicate, theme)
        || isSubject(predicate, theme);
  }

  /** {@code Air France-KLM steeg als kool: plus 6,6 procent}: how far the verb before went. */
  private boolean measuresVerb(Predicate predicate, Theme theme) {
    return predicate.percent != null
        && words(marks.clauses.start(predicate.clause), predicate.start) == 0
        && marks.predicates.stream()
            .anyMatch(p -> p.end <= predicate.start && isSaidOf(p, theme, predicate.direction))
        && themes.stream().noneMatch(t -> t.start() >= theme.end() && t.end() <= predicate.start);
  }

  /** Whether a verb without a percentage stands right behind a name and says which way. */
  private boolean isSaidOf(Predicate verb, Theme theme, Direction way) {
    return verb.percent == null
        && verb.form == Predicate.Form.VERB
        && verb.direction == way
        && verb.theme == theme
        && (verb.strength == Predicate.Strength.STRONG || verb.strength == Predicate.Strength.PLAIN)
        && onlyFillers(theme.end(), verb.start);
  }

  /** {@code au contraire de Safran qui a grappillé 0,6%}. */
  private boolean isToldOfAntecedent(Predicate predicate, Theme theme) {
    int start = marks.clauses.start(predicate.clause);
    return predicate.percent != null
        && predicate.strength != Predicate.Strength.PERCENT
        && marks.clauses.isRelative(predicate.clause)
        && start >= theme.end()
        && start - theme.end() <= 2
        && words(start, predicate.start) <= 2;
  }

  /** {@code Repsol mejora un 3,6% su cotización}: its shares are the verb's object. */
  private boolean hasOwnShares(Predicate predicate, Theme theme) {
    Quantity percent = predicate.percent;
    return percent != null
        && percent.start() >= predicate.end
        && themes.stream()
            .anyMatch(
                t ->
                    t.is(Theme.Type.SHARE)
                        && t.companies().equals(theme.companies())
                        && t.start() >= predicate.end
                        && t.start() - percent.end() <= SHORT);
  }

  /**
   * {@code Xiaomi, whose new car sells well, then rose 5%}: a name that is itself spoken of, a
   * percentage with its verb, and nothing of the company's business on the way.
   */
  private boolean isSubject(Predicate predicate, Theme theme) {
    Quantity percent = predicate.percent;
    if (percent == null || isOwner(theme) || isGoverned(theme)) {
      return false;
    }
    boolean trading = isInMarket(predicate, theme) || context.amongMoves();
    if (predicate.strength == Predicate.Strength.PERCENT && !trading) {
      return false;
    }
    int to = Math.max(predicate.end, percent.end());
    boolean apart =
        marks.clauses.areApart(marks.clauses.at(theme.start()), predicate.clause)
            || words(theme.end(), predicate.start) > SUBJECT_REACH;
    return !apart
        && !(trails(predicate) && tellsOfBusiness(theme.end(), predicate.start))
        && themes.stream()
            .noneMatch(
                t ->
                    t.is(Theme.Type.OTHER)
                        && t.start() >= theme.end()
                        && t.end() <= to
                        && !isGoverned(t)
                        && clauseOf(t) == predicate.clause);
  }

  /** {@code DBS booked S$2.8 billion, up 4%}: an amount that is no price of a share. */
  private boolean tellsOfBusiness(int from, int to) {
    return marks.quantities.stream()
        .anyMatch(
            q ->
                q.kind() == Quantity.Kind.MONEY
                    && q.start() >= from
                    && q.end() <= to
                    && !prices.isPrice(q));
  }

  /** {@code Xiaomi's}: what follows is something of the company. */
  private boolean isOwner(Theme theme) {
    int end = theme.end();
    for (Cue link : marks.links) {
      if (link.value().equals("owner")
          && link.start() >= end
          && link.start() - end <= 1
          && OWNING.contains(marks.between(link.start(), link.end()))) {
        return true;
      }
    }
    return marks.text.startsWith("'s", end) || marks.text.startsWith("' ", end);
  }

  /** {@code in sales}, {@code por ventas}: a preposition makes it an adjunct. */
  private boolean isGoverned(Theme theme) {
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      boolean governs = GOVERNING.contains(link.value());
      if (governs
          && gap >= 0
          && gap <= 5
          && words(link.end(), theme.start()) <= 1
          && marks.between(link.end(), theme.start()).indexOf(',') < 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code Sasol weakened again on a dull day, falling 1.1%}: whatever stands between a name and a
   * word with its percentage, nothing else that could move is spoken of.
   */
  private boolean isOnlyThing(Predicate predicate, Theme theme) {
    Quantity percent = predicate.percent;
    boolean here = clauseOf(theme) == predicate.clause;
    boolean topic =
        ((isTopic(theme) || isHeading(theme, predicate))
                && predicate.strength == Predicate.Strength.STRONG)
            || predicate.direction == Direction.FLAT;
    if ((percent == null && !topic) || !(here || VERB_LAST.contains(marks.language))) {
      return false;
    }
    // "ingresó un 5% más": more of what the verb says
    if (predicate.strength == Predicate.Strength.PERCENT
        && COMPARING.contains(marks.language)
        && !isInMarket(predicate, theme)
        && !context.amongMoves()) {
      return false;
    }
    int start = percent == null ? predicate.start : Math.min(percent.start(), predicate.start);
    int end = percent == null ? predicate.end : Math.max(predicate.end, percent.end());
    return !(trails(predicate) && tellsOfBusiness(theme.end(), predicate.start))
        && words(theme.end(), start)
            <= (Words.isUnspaced(marks.text.charAt(predicate.start)) ? 4 : 1) * MOST_WORDS
        && marks.predicateWithin(theme.end(), predicate.start) == null
        && themes.stream()
            .noneMatch(
                other ->
                    other.start() >= theme.end()
                        && other.end() <= end
                        && !(other.is(Theme.Type.OTHER) ? isAside(other, theme, predicate) : here));
  }

  /**
   * Whether something that could move is only a place or a cause, or stands in another clause of a
   * sentence whose topic the name is: {@code IHIは出荷データの改ざんが尾を引き、1.2%安で終えた}.
   */
  private boolean isAside(Theme other, Theme theme, Predicate predicate) {
    boolean topic =
        VERB_LAST.contains(marks.language)
            && theme.end() < marks.sentence.end()
            && TOPIC.indexOf(marks.text.charAt(theme.end())) >= 0
            && clauseOf(other) != predicate.clause;
    return topic || isPlaceName(other) || isCauseBehind(theme, other) || isObject(other);
  }

  /** {@code Hypera rejeita proposta e cai 3,3%}: a second verb with a percentage of its own. */
  private boolean isSecondVerb(Predicate predicate, Theme theme) {
    if (predicate.percent == null || predicate.percent.start() < predicate.end) {
      return false;
    }
    for (Theme other : themes) {
      if (other.is(Theme.Type.OTHER) && clauseOf(other) == predicate.clause) {
        return false;
      }
    }
    for (Cue link : marks.links) {
      int gap = predicate.start - link.end();
      if (link.value().equals("and") && gap >= 0 && gap <= 1) {
        return clauseOf(theme) == predicate.clause;
      }
    }
    return false;
  }

  /** Whether a price, a word such as "closed", or other moves of the sentence speak of trading. */
  private boolean isInMarket(Predicate predicate, Theme theme) {
    int end = predicate.percent == null ? predicate.end : predicate.percent.end();
    return marks.bases.stream().anyMatch(b -> !marks.clauses.areApart(at(b), predicate.clause))
        || marks.tradings.stream().anyMatch(b -> !marks.clauses.areApart(at(b), predicate.clause))
        || prices.find(theme, predicate.start, Math.max(end, predicate.end)) != null
        || !resolved.isEmpty()
        || (context.amongMoves() && predicate.direction == Direction.FLAT)
        || movesElsewhere(predicate);
  }

  private int at(Cue cue) {
    return marks.clauses.at(cue.start());
  }

  /** Whether another change is told by percentage in the same sentence. */
  private boolean movesElsewhere(Predicate predicate) {
    return marks.predicates.stream().anyMatch(p -> p != predicate && tellsChange(p))
        || percents.stream().anyMatch(this::isSignedBesideName);
  }

  /** {@code Nexans +2.3%}. */
  private boolean isSignedBesideName(Quantity percent) {
    return percent.sign() != 0
        && themes.stream()
            .anyMatch(
                t ->
                    !t.is(Theme.Type.OTHER)
                        && t.end() <= percent.start()
                        && percent.start() - t.end() <= 3
                        && words(t.end(), percent.start()) == 0);
  }

  /** Whether another company's change is told by percentage in the same sentence. */
  private boolean othersMove(Predicate predicate) {
    Theme own = predicate.theme;
    return marks.predicates.stream()
        .anyMatch(
            p ->
                p != predicate
                    && tellsChange(p)
                    && p.theme != null
                    && (own == null || !p.theme.companies().equals(own.companies())));
  }

  private static boolean tellsChange(Predicate predicate) {
    Theme theme = predicate.theme;
    return predicate.percent != null && theme != null && !theme.is(Theme.Type.OTHER);
  }

  /** {@code Down 4.8% at 502 pence: that is where BP …} */
  private boolean opensWithPrice(Predicate predicate, Theme theme) {
    boolean opens = predicate.start - marks.sentence.start() <= 2;
    boolean alone =
        themes.stream()
            .allMatch(t -> t.is(Theme.Type.OTHER) || t.companies().equals(theme.companies()));
    Quantity percent = predicate.percent;
    return opens
        && alone
        && percent != null
        && marks.quantities.stream()
            .anyMatch(
                q ->
                    q.kind() == Quantity.Kind.MONEY
                        && q.start() >= percent.end()
                        && q.start() - percent.end() <= 12);
  }

  /**
   * {@code Air France accuse un repli de 2,3%}: a verb of its own leads from the name to the noun.
   */
  private boolean isLedTo(Predicate noun, Theme theme) {
    return marks.predicates.stream()
        .anyMatch(
            verb ->
                verb.form == Predicate.Form.VERB
                    && verb.strength != Predicate.Strength.WEAK
                    && verb.clause == noun.clause
                    && verb.start >= theme.end()
                    && verb.end <= noun.start
                    && wordsBeside(verb.end, noun.start) <= 2
                    && (onlyFillers(theme.end(), verb.start)
                        || (verb.strength == Predicate.Strength.STRONG
                            && themes.stream()
                                .noneMatch(
                                    t -> t.start() >= theme.end() && t.end() <= noun.start))));
  }

  /** {@code Zalando mit einem Abschlag von 3,9 Prozent}, {@code Palantir's drop of 15%}. */
  private boolean isAttribute(Predicate noun, Theme theme) {
    if (noun.strength == Predicate.Strength.WEAK || isGoverned(theme)) {
      return false;
    }
    String gap = marks.between(theme.end(), noun.start).strip();
    int blank = gap.indexOf(' ');
    boolean with = WITH.contains(blank < 0 ? gap : gap.substring(0, blank));
    return with
        ? words(theme.end(), noun.start) <= SHORT
        : isOwner(theme) && onlyFillers(theme.end(), noun.start);
  }

  /** {@code Bouygues affiche un gain de 22%}: nothing else is spoken of that could have risen. */
  private boolean isAllThatIsSaid(Predicate noun, Theme theme) {
    return noun.strength != Predicate.Strength.WEAK
        && words(theme.end(), noun.start) <= SAID
        && clauseOf(theme) == noun.clause
        && !isOwner(theme)
        && !isGoverned(theme)
        && themes.stream().noneMatch(t -> t.is(Theme.Type.OTHER) && !isPlaceName(t));
  }

  /** {@code contra queda de 7% da Natura}, {@code le recul de 2 % de Nvidia}. */
  private boolean isOwnedBehind(Predicate noun, Theme theme) {
    Quantity percent = noun.percent;
    return percent != null
        && percent.start() >= noun.end
        && isOwnedBy(noun, percent)
        && marks.hasCue(marks.links, "of", percent.end(), theme.start())
        && words(percent.end(), theme.start()) == 1
        && !isOwner(theme)
        && !tellsOfBusiness(marks.sentence.start(), noun.start)
        && themes.stream()
            .noneMatch(
                t ->
                    t.is(Theme.Type.OTHER)
                        && t.start() >= theme.end()
                        && words(theme.end(), t.start()) <= 2);
  }

  /** {@code Con un avance del 4%, Inditex fue la estrella}: what moved follows. */
  private boolean opensWithNoun(Predicate noun, Theme theme) {
    Quantity percent = noun.percent;
    return percent != null
        && noun.strength != Predicate.Strength.WEAK
        && percent.start() >= noun.end
        && words(marks.sentence.start(), noun.start) <= 3
        && (words(percent.end(), theme.start()) <= 1 || isMeant(percent.end(), theme))
        && !marks.clauses.areApart(marks.clauses.at(theme.start()), noun.clause)
        && marks.predicateWithin(percent.end(), theme.start()) == null
        && themes.stream()
            .noneMatch(t -> t.is(Theme.Type.OTHER) && t.end() <= theme.start() && !isPlaceName(t));
  }

  /** {@code Een daling van 2,2 procent was er voor DSM}: nothing but a verb and "for". */
  private boolean isMeant(int from, Theme theme) {
    int start = theme.start() - 1;
    int word = start > from ? Words.startOf(marks.text, start - 1) : start;
    return word > from
        && FOR.contains(marks.between(word, start))
        && words(from, theme.start()) <= SHORT;
  }

  /** Year-on-year comparisons are of business, not of shares. */
  private boolean isAboutBusiness(Predicate predicate) {
    for (Cue cue : marks.others) {
      if (cue.is("yoy")
          && marks.clauses.at(cue.start()) == predicate.clause
          && marks.predicateWithin(predicate.end, cue.start()) == null) {
        return true;
      }
    }
    return false;
  }

  private boolean marketSpeaks(Predicate predicate) {
    if (predicate.strength == Predicate.Strength.STRONG) {
      return true;
    }
    boolean claim =
        marks.extremes.stream().anyMatch(cue -> cue.is("extreme"))
            || marks.streaks.stream().anyMatch(cue -> cue.is("streak"));
    boolean traded =
        marks.bases.stream().anyMatch(cue -> marks.clauses.same(cue.start(), predicate.start));
    boolean onTheMarket =
        marks.tradings.stream().anyMatch(cue -> marks.clauses.same(cue.start(), predicate.start));
    boolean headline = marks.sentence.zone() == Zone.HEADLINE;
    return claim
        || onTheMarket
        || standsAlone(predicate) && (headline || endsClause(predicate) || context.isReport())
        || (headline && (traded || othersMove(predicate)));
  }

  /** A name whose clause was left open, or that the last move was told of. */
  private boolean continues(Predicate predicate, Theme theme) {
    int clause = clauseOf(theme);
    if (clause == predicate.clause) {
      return predicate.distance(theme.start(), theme.end()) <= REACH
          && movedBefore(predicate, theme);
    }
    if (movedBefore(predicate, theme)) {
      return true;
    }
    int end = theme.end();
    while (end < marks.sentence.end() && marks.clauses.at(end) == clause) {
      end++;
    }
    int start = marks.clauses.start(predicate.clause);
    boolean adds =
        onlyFillers(start, predicate.start)
            || (predicate.percent != null
                && marks.isCausal(start)
                && themes.stream()
                    .noneMatch(t -> t.start() >= start && t.end() <= predicate.start));
    return adds && (onlyFillers(theme.end(), end) || tellsOfTrading(theme.end(), end));
  }

  /** {@code reached its highest level since 2020}, {@code closed at $15}. */
  private boolean tellsOfTrading(int from, int to) {
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

  /** {@code RWE and Eon fell, Verbund rose.}: nothing at all follows the verb. */
  private boolean endsClause(Predicate predicate) {
    return predicate.end >= marks.sentence.end()
        || ".,，;!。।،؛".indexOf(marks.text.charAt(predicate.end)) >= 0;
  }

  /** {@code Tesla slides after …}: no object follows the verb. */
  private boolean standsAlone(Predicate predicate) {
    int at = predicate.end;
    while (at < marks.sentence.end() && " .!।".indexOf(marks.text.charAt(at)) >= 0) {
      at++;
    }
    return at >= marks.sentence.end()
        || ",，;。،؛".indexOf(marks.text.charAt(at)) >= 0
        || marks.clauses.at(at) != predicate.clause;
  }

  private boolean movedBefore(Predicate predicate, Theme theme) {
    return resolved.stream()
        .anyMatch(
            move ->
                move.theme() == theme
                    && move.predicate() != null
                    && move.start() < predicate.start);
  }

  /** Whether only times, adverbs, brackets and signs stand between two offsets. */
  private boolean onlyFillers(int from, int to) {
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
    for (Cue cue : marks.streaks) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    for (Cue cue : marks.units) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
    for (Cue cue : marks.bases) {
      past = cue.start() == at ? Math.max(past, cue.end()) : past;
    }
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
      boolean amount = quantity.start() == at && isAmountOfChange(quantity);
      past = amount ? Math.max(past, quantity.end()) : past;
    }
    for (Theme theme : themes) {
      past = theme.start() == at && isPlaceName(theme) ? Math.max(past, theme.end()) : past;
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
        && VERB_LAST.contains(marks.language)
        && marks.percents.stream().anyMatch(p -> p.start() == open + 1 && isAloneInBrackets(p));
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

  // ---- names with a percentage and no word

  private void barePercents() {
    boolean verbLast = VERB_LAST.contains(marks.language);
    if (verbLast) {
      listsBackwards();
    }
    if (marks.language.equals("tr")) {
      namesBehind();
    }
    for (Quantity percent : List.copyOf(percents)) {
      bare(percent, false);
    }
    if (!verbLast) {
      listsBackwards();
    }
  }

  /** {@code Kering and Burberry are flat and down 1.2% respectively}: each name has its own. */
  private void shareOut() {
    if (marks.respectives.isEmpty()) {
      return;
    }
    for (Theme theme : themes) {
      List<Resolved> told = resolved.stream().filter(m -> m.theme() == theme).toList();
      int count = theme.companies().size();
      boolean each = told.stream().allMatch(m -> m.companies().size() == count);
      if (count < 2 || told.size() != count || !each) {
        continue;
      }
      List<Resolved> inOrder = new ArrayList<>(told);
      inOrder.sort(Comparator.comparingInt(Resolved::start));
      for (int i = 0; i < count; i++) {
        Resolved move = inOrder.get(i);
        resolved.set(
            resolved.indexOf(move),
            new Resolved(
                List.of(theme.companies().get(i)),
                move.direction(),
                move.percents(),
                move.predicate(),
                theme,
                move.start(),
                move.end(),
                move.clause(),
                false));
      }
    }
  }

  /** {@code hardly moved (-0.05%)}: the sign in brackets says which way it was. */
  private void measureStill() {
    for (int i = 0; i < resolved.size(); i++) {
      Resolved move = resolved.get(i);
      if (move.direction() != Direction.FLAT || !move.percents().isEmpty()) {
        continue;
      }
      for (Quantity percent : List.copyOf(percents)) {
        Direction written = signed(percent);
        boolean beside =
            written != null
                && percent.start() >= move.end()
                && percent.start() - move.end() <= 3
                && words(move.end(), percent.start()) == 0;
        if (beside && written != null) {
          boolean none = percent.value().signum() == 0;
          percents.remove(percent);
          resolved.set(
              i,
              new Resolved(
                  move.companies(),
                  none ? Direction.FLAT : written,
                  List.of(percent),
                  move.predicate(),
                  move.theme(),
                  move.start(),
                  percent.end(),
                  move.clause(),
                  false));
          break;
        }
      }
    }
  }

  /** {@code en çok kazandıran hisseler yüzde 9,9 ile Kardemir ve yüzde 7,2 ile Petkim}. */
  private void namesBehind() {
    for (Quantity percent : List.copyOf(percents)) {
      for (Theme theme : themes) {
        int gap = theme.start() - percent.end();
        Resolved before = gap < 0 ? null : lastTold(percent.start());
        boolean led =
            gap > 0
                && gap <= CAUSE_REACH
                && !theme.companies().isEmpty()
                && marks.between(percent.end(), theme.start()).endsWith(" ile ")
                && words(percent.end(), theme.start()) <= 2;
        if (led && before != null && percent.sign() == 0 && !before.percents().isEmpty()) {
          add(theme, before.direction(), List.of(percent), percent.start(), theme.end());
          break;
        }
      }
    }
  }

  /** For one verb behind a list: each goes the way of the one behind it. */
  private void listsBackwards() {
    List<Quantity> open = List.copyOf(percents);
    for (int i = open.size() - 1; i >= 0; i--) {
      bare(open.get(i), true);
    }
  }

  /** {@code The largest falls were those of Galicia, with 3.9%, and Macro, with 3.2%}. */
  private @Nullable Direction directionOfList(Theme theme) {
    for (Predicate predicate : marks.predicates) {
      boolean superlative =
          marks.extremes.stream()
              .anyMatch(
                  c ->
                      c.is("superlative")
                          && c.end() <= predicate.start
                          && predicate.start - c.end() <= 2);
      boolean list =
          predicate.form == Predicate.Form.VERB
              && VERB_LAST.contains(marks.language)
              && predicate.strength == Predicate.Strength.STRONG
              && words(predicate.end, theme.start()) <= 2;
      boolean names =
          predicate.form == Predicate.Form.NOUN && predicate.strength == Predicate.Strength.STRONG;
      boolean heads =
          (predicate.form == Predicate.Form.NOUN || list)
              && predicate.end <= theme.start()
              && predicate.percent == null
              && (superlative || list || names)
              && themes.stream()
                  .noneMatch(
                      t ->
                          t.is(Theme.Type.OTHER)
                              && t.start() >= predicate.end
                              && t.end() <= theme.start());
      if (heads) {
        return predicate.direction;
      }
    }
    return null;
  }

  /**
   * {@code LG화학(1.4%), 삼성SDI(2.8%) 등이 강세를 보였다}, {@code A (2%) and B (3%) rose}: the verb behind the
   * list tells the way of all.
   */
  private @Nullable Direction directionOfBrackets(Quantity percent) {
    if (!isAloneInBrackets(percent)) {
      return null;
    }
    for (Predicate predicate : marks.predicates) {
      if (predicate.start >= percent.end()) {
        boolean free = predicate.percent == null && predicate.form == Predicate.Form.VERB;
        return free
                && predicate.direction != Direction.FLAT
                && predicate.strength != Predicate.Strength.PERCENT
                && !marks.clauses.areApart(marks.clauses.at(percent.start()), predicate.clause)
            ? predicate.direction
            : null;
      }
    }
    return null;
  }

  /** {@code Foo rose 5.4% and Mediobanca 3.1%}: the verb is told of a name that is not known. */
  private @Nullable Direction directionOfUnknown(Theme theme) {
    Predicate last = null;
    for (Predicate predicate : marks.predicates) {
      boolean before = predicate.end <= theme.start() && predicate.percent != null;
      last = before && predicate.theme == null ? predicate : last;
    }
    if (last == null || last.form != Predicate.Form.VERB) {
      return null;
    }
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      if (link.value().equals("and") && link.start() >= last.end && gap >= 0 && gap <= 1) {
        return last.direction;
      }
    }
    return null;
  }

  /** {@code lost 11.5% this week, 6.3% of it on Friday}: a part of the move before. */
  private boolean takePart(Quantity percent) {
    Resolved whole = lastBefore(percent.start());
    if (whole == null || whole.percents().size() != 1) {
      return false;
    }
    for (Cue cue : marks.parts) {
      boolean before =
          cue.start() >= whole.end()
              && cue.end() <= percent.start()
              && words(cue.end(), percent.start()) <= 2;
      boolean between =
          themes.stream().anyMatch(t -> t.start() >= whole.end() && t.end() <= percent.start());
      if (before && !between) {
        percents.remove(percent);
        resolved.add(
            new Resolved(
                whole.companies(),
                whole.direction(),
                List.of(percent),
                null,
                whole.theme(),
                cue.start(),
                percent.end(),
                marks.clauses.at(percent.start()),
                false));
        return true;
      }
    }
    return false;
  }

  private void bare(Quantity percent, boolean verbBehind) {
    if (!verbBehind && percent.sign() == 0 && takePart(percent)) {
      return;
    }
    Theme theme = directlyBefore(percent);
    if (theme == null && !verbBehind) {
      theme = aroundBrackets(percent);
    }
    if (theme == null && !verbBehind && percent.sign() != 0) {
      theme = spokenOfBefore(percent);
    }
    if (theme == null && !verbBehind && percent.sign() != 0) {
      theme = spokenOfInText(percent);
    }
    if (theme == null || theme.companies().isEmpty() || measuresOther(percent)) {
      return;
    }
    int nameEnd = theme.end();
    boolean second =
        percent.sign() == 0
            && marks.percents.stream()
                .anyMatch(p -> p.start() >= nameEnd && p.end() <= percent.start());
    if (second) {
      return;
    }
    Direction direction = verbBehind ? directionBehind(percent) : signed(percent);
    Resolved before = verbBehind ? null : lastTold(theme.start());
    int clause = marks.clauses.at(percent.start());
    if (direction == null && before != null && before.percents().size() == 1) {
      direction = before.direction();
      clause = before.clause();
    }
    if (direction == null && before == null && !verbBehind) {
      direction = directionOfUnknown(theme);
    }
    if (direction == null && !verbBehind && theme.is(Theme.Type.COMPANY)) {
      direction = directionOfList(theme);
    }
    if (direction == null && !verbBehind) {
      direction = directionOfBrackets(percent);
    }
    if (direction == null && !verbBehind && words(marks.sentence.start(), theme.start()) <= 1) {
      direction = context.listed();
    }
    if (direction != null) {
      percents.remove(percent);
      resolved.add(
          new Resolved(
              theme.companies(),
              direction,
              List.of(percent),
              null,
              theme,
              theme.start(),
              percent.end(),
              clause,
              false));
    }
  }

  /**
   * {@code The stock made up ground, +0.4% at 13.47}: a signed percentage tells a change by itself
   * where shares, or a name among words of trading, stand before it.
   */
  private @Nullable Theme spokenOfBefore(Quantity percent) {
    Theme best = null;
    for (Theme theme : themes) {
      best = theme.end() <= percent.start() && !isGovernedOther(theme) ? theme : best;
    }
    if (best == null
        || best.is(Theme.Type.OTHER)
        || isOwner(best)
        || marks.clauses.areApart(at(best), marks.clauses.at(percent.start()))) {
      return null;
    }
    int from = best.end();
    boolean first =
        best.is(Theme.Type.SHARE)
            || marks.percents.stream()
                .noneMatch(p -> p.start() >= from && p.end() <= percent.start());
    boolean traded =
        best.is(Theme.Type.SHARE)
            || context.amongMoves()
            || !resolved.isEmpty()
            || isSaidBefore(best, percent)
            || marks.bases.stream().anyMatch(b -> b.start() >= from)
            || marks.tradings.stream().anyMatch(b -> true)
            || !marks.extremes.isEmpty()
            || !marks.streaks.isEmpty()
            || prices.find(best, from, percent.end()) != null;
    return first && traded ? best : null;
  }

  /** {@code Hera, ricavi in calo del 19%. In Borsa poco mossa (+0,1%)}: nobody else is named. */
  private @Nullable Theme spokenOfInText(Quantity percent) {
    Company company = context.spokenOf();
    int start = marks.sentence.start();
    boolean trading =
        !marks.tradings.isEmpty() || marks.bases.stream().anyMatch(b -> b.end() <= percent.start());
    boolean nobody = themes.stream().allMatch(t -> t.is(Theme.Type.OTHER) && isPlaceName(t));
    boolean only = marks.percents.size() == 1 && words(start, percent.start()) <= SAID;
    return company != null && trading && nobody && only && namesNobody(start, percent.start())
        ? new Theme(Theme.Type.SHARE, List.of(company), start, start)
        : null;
  }

  private boolean isSaidBefore(Theme theme, Quantity percent) {
    Direction written = signed(percent);
    return written != null
        && marks.predicates.stream()
            .anyMatch(p -> p.end <= percent.start() && isSaidOf(p, theme, written));
  }

  private boolean isGovernedOther(Theme theme) {
    return theme.is(Theme.Type.OTHER) && (isGoverned(theme) || isOwner(theme));
  }

  private int at(Theme theme) {
    return marks.clauses.at(theme.start());
  }

  /** {@code Vakıfbank yüzde 9,9, TAV yüzde 8,2 geriledi}: one verb behind a list of names. */
  private @Nullable Direction directionBehind(Quantity percent) {
    for (Resolved move : resolved) {
      Theme theme = move.theme();
      boolean listed =
          theme.start() >= percent.end()
              && theme.start() - percent.end() <= CAUSE_REACH
              && !move.percents().isEmpty()
              && (move.predicate() == null
                  || move.percents().get(0).start() < move.predicate().start)
              && isListMark(percent.end(), theme.start());
      if (listed) {
        return move.direction();
      }
    }
    return null;
  }

  /** Nothing but a comma or a word for "and". */
  private boolean isListMark(int from, int to) {
    String gap = marks.between(from, to).strip();
    if (gap.equals(",") || gap.equals("、") || gap.equals("，") || gap.equals("،")) {
      return true;
    }
    if (gap.startsWith(", ") && VERB_LAST.contains(marks.language)) {
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

  private static @Nullable Direction signed(Quantity percent) {
    if (percent.sign() == 0) {
      return null;
    }
    return percent.sign() > 0 ? Direction.UP : Direction.DOWN;
  }

  /** The shares or company right before a percentage: {@code Xiaomi (+5.4%)}, {@code BYD 3%}. */
  private @Nullable Theme directlyBefore(Quantity percent) {
    Theme best = null;
    for (Theme theme : themes) {
      if (theme.end() <= percent.start()) {
        best = theme;
      }
    }
    if (best == null || best.is(Theme.Type.OTHER)) {
      return null;
    }
    for (int i = best.end(); i < percent.start(); i++) {
      char c = marks.text.charAt(i);
      boolean comma = c == ',' || c == '，';
      if (c == ';' || (comma && percent.sign() == 0 && !isElliptic(best))) {
        return null;
      }
      if (Words.isWord(c)) {
        boolean row =
            percent.sign() != 0
                && words(best.end(), percent.start()) <= 2
                && marks
                    .between(best.end(), percent.start())
                    .chars()
                    .noneMatch(Character::isLetter);
        return row || onlyFillers(best.end(), percent.start()) ? best : null;
      }
    }
    return best;
  }

  /** {@code Burberry suivait le mouvement (+6,4 %)}: what the clause around brackets speaks of. */
  private @Nullable Theme aroundBrackets(Quantity percent) {
    int inside = marks.clauses.at(percent.start());
    boolean alone =
        percent.sign() != 0
            && marks.clauses.isBracketed(inside)
            && words(marks.clauses.start(inside), percent.start()) == 0
            && percent.end() < marks.sentence.end()
            && marks.text.charAt(percent.end()) == ')';
    if (!alone) {
      return null;
    }
    int around = marks.clauses.at(percent.end() + 1);
    Theme only = null;
    for (Theme theme : themes) {
      if (theme.end() <= percent.start() && clauseOf(theme) == around) {
        if (theme.is(Theme.Type.OTHER) && !isPlaceName(theme)) {
          return null;
        }
        only = theme.is(Theme.Type.OTHER) ? only : theme;
      }
    }
    return only;
  }

  /** {@code AMD recuou 3,1% e Intel, 4,2%}: the comma stands for the verb before. */
  private boolean isElliptic(Theme theme) {
    Resolved before = lastBefore(theme.start());
    if (before == null || before.percents().isEmpty()) {
      return false;
    }
    String parted = marks.between(before.end(), theme.start()).strip();
    if (parted.equals(";") || parted.equals(",")) {
      return true;
    }
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      if (link.value().equals("and")
          && link.start() >= before.end()
          && gap >= 0
          && (gap <= 4 || words(link.end(), theme.start()) <= 3)) {
        return true;
      }
    }
    return false;
  }

  /** The last move before that was told with a percentage, where nobody else's stands between. */
  private @Nullable Resolved lastTold(int offset) {
    Resolved last = lastBefore(offset);
    if (last == null || !last.percents().isEmpty()) {
      return last;
    }
    for (Resolved move : resolved) {
      boolean same = move.companies().equals(last.companies());
      if (same && !move.percents().isEmpty() && move.start() < offset) {
        return move;
      }
    }
    return last;
  }

  private @Nullable Resolved lastBefore(int offset) {
    Resolved last = null;
    for (Resolved move : resolved) {
      if (move.start() < offset && (last == null || move.start() > last.start())) {
        last = move;
      }
    }
    return last;
  }
}

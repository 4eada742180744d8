package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Trait;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a word for up or down speaks of: the nearest theme before it in its clause; for nouns
 * and for words such as {@code lifted} the one behind; else what the clauses before were speaking
 * of; at the beginning of a sentence the first one behind.
 */
final class ThemeFinder {
  /** What says what a company is has at most so many characters in Chinese. */
  private static final int DESCRIPTION = 12;

  /** Between what is measured and where stand at most so many words. */
  private static final int KEPT = 8;

  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final List<Quantity> percents;
  private final Places places;
  private final Gaps gaps;
  private final ThemeRoles themeRoles;
  private final PredicateRoles predicateRoles;
  private final Attributes attributes;

  ThemeFinder(SentenceReading reading) {
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.percents = reading.percents;
    this.places = reading.places;
    this.gaps = reading.gaps;
    this.themeRoles = reading.themeRoles;
    this.predicateRoles = reading.predicateRoles;
    this.attributes = new Attributes(marks, themes);
  }

  void findTheme(Predicate predicate) {
    Theme left = leftInClause(predicate);
    Theme right = rightInClause(predicate);
    if (right != null && predicate.form == Predicate.Form.VERB && isToldBefore(predicate, right)) {
      predicate.theme = right;
      return;
    }
    Theme modified = attributes.modified(predicate, left);
    if (modified != null) {
      predicate.attributive = true;
      predicate.theme = modified;
      return;
    }
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
    if (right != null
        && !right.is(Theme.Type.OTHER)
        && gaps.words(predicate.end, right.start()) <= 1) {
      boolean opens = marks.clauses.start(predicate.clause) + 2 >= predicate.start;
      boolean free = left == null || places.isPlaceName(left);
      boolean shares = right.is(Theme.Type.SHARE) && free;
      boolean still =
          free
              && predicate.direction == Direction.FLAT
              && predicate.strength == Predicate.Strength.STRONG
              && marks.between(predicate.end, right.start()).isBlank();
      boolean name = still || (opens && percentBehind(right));
      if (predicate.strength != Predicate.Strength.PERCENT && (shares || name)) {
        return true;
      }
    }
    if (!marks.verbFirst || right == null || (left != null && left.is(Theme.Type.SHARE))) {
      return false;
    }
    // "Rovi y Fluidra lideran las subidas del Ibex"
    if (left != null && right.is(Theme.Type.OTHER) && predicateRoles.leads(predicate)) {
      return false;
    }
    return gaps.words(predicate.end, right.start()) <= 2
        && percents.stream().noneMatch(p -> p.start() >= predicate.end && p.end() <= right.start())
        && !marks.hasCue(marks.links, "on", predicate.end, right.start());
  }

  /** Whether what a word says is told of what follows it, whatever stands before it. */
  private boolean isToldBefore(Predicate predicate, Theme right) {
    return isTakenOff(predicate, right)
        || isMeasuredOf(predicate, right)
        || predicateRoles.isParticipleOf(predicate, right);
  }

  /** {@code The outlook knocked 6% off its share price}. */
  private boolean isTakenOff(Predicate predicate, Theme right) {
    return predicate.strength == Predicate.Strength.PERCENT
        && right.is(Theme.Type.SHARE)
        && !marks.verbLast
        && gaps.words(predicate.end, right.start()) == 0
        && percents.stream()
            .anyMatch(p -> p.end() <= predicate.start && predicate.start - p.end() <= 1);
  }

  /** {@code minus 4.1 percent at Nagarro, plus 3.9 percent at Bechtle}. */
  private boolean isMeasuredOf(Predicate predicate, Theme right) {
    if (right.is(Theme.Type.OTHER)
        || predicate.strength != Predicate.Strength.PERCENT
        || gaps.words(marks.clauses.start(predicate.clause), predicate.start) > 0) {
      return false;
    }
    for (Quantity percent : percents) {
      boolean measures =
          percent.start() >= predicate.end
              && percent.start() - predicate.end <= 1
              && gaps.words(percent.end(), right.start()) == 1
              && marks.hasCue(marks.links, "of", percent.end(), right.start());
      if (measures) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Theme verbTheme(
      Predicate predicate, @Nullable Theme left, @Nullable Theme right) {
    if (strangerSpeaks(predicate, left)
        || (left == null && strangerWaits(predicate))
        || strangerFollows(predicate)) {
      return null;
    }
    // "迪士尼因营收不及预期大跌": a clause of a cause, with a word of the market
    boolean causal =
        marks.isIn("zh")
            && predicate.strength == Predicate.Strength.STRONG
            && marks.isCausal(marks.clauses.start(predicate.clause));
    boolean cause = left != null && themeRoles.isCause(left, predicate.start);
    boolean explains =
        left != null
            && (left.is(Theme.Type.OTHER)
                ? causal || cause || themeRoles.isObject(left) || isOnlyPlace(left, predicate)
                : themeRoles.isPartner(left)
                    || isInsideCause(left, predicate)
                    || isHeadedByAnother(left, predicate));
    if (left != null && !explains) {
      return left;
    }
    Theme inherited = inherited(predicate);
    if (inherited != null && !(explains && inherited.is(Theme.Type.OTHER))) {
      return inherited;
    }
    if (left != null) {
      // "실적 쇼크 탓에 급락했다": what moved was named before
      return cause && inherited == null ? null : left;
    }
    return right != null ? right : firstBehind(predicate);
  }

  /** {@code 周二晚在美股急跌}: where it was, and not what. */
  private boolean isOnlyPlace(Theme theme, Predicate predicate) {
    return marks.language.has(Trait.TOPIC_CHAINS)
        && marks.links.stream().anyMatch(l -> l.value().equals("place") && l.end() == theme.start())
        && marks.links.stream()
            .noneMatch(l -> l.value().equals("cause") && l.start() >= predicate.end);
  }

  /** {@code 傘下のアームが上昇したことを手掛かりに5.2%高}: what the cause was told of is not what it moved. */
  private boolean isInsideCause(Theme theme, Predicate predicate) {
    if (!marks.verbLast || !themeRoles.isSubject(theme)) {
      return false;
    }
    return marks.predicates.stream()
        .anyMatch(
            p ->
                p.theme == theme
                    && p.end <= predicate.start
                    && marks.hasCue(marks.links, "on", p.end, predicate.start));
  }

  /** {@code 한미반도체, SK하이닉스 장비 수주에 급등}: the name before the comma heads the line. */
  private boolean isHeadedByAnother(Theme theme, Predicate predicate) {
    Theme first = themes.get(0);
    return marks.verbLast
        && first.end() < theme.start()
        && theme.is(Theme.Type.COMPANY)
        && first.is(Theme.Type.COMPANY)
        && themeRoles.isHeading(first, predicate)
        && themeRoles.isObject(theme);
  }

  private @Nullable Theme nounTheme(
      Predicate predicate, @Nullable Theme left, @Nullable Theme right) {
    if (left != null && (isOwnedBefore(predicate, left) || isFoundAt(predicate, left))) {
      return left;
    }
    if (right != null && isAttached(predicate, right)) {
      return right;
    }
    if (left != null) {
      return left;
    }
    Theme inherited = inherited(predicate);
    return inherited != null ? inherited : right;
  }

  /** {@code Tesla's 14.3% collapse vaporized $152 billion}, but not {@code its drop in revenue}. */
  private boolean isOwnedBefore(Predicate noun, Theme owner) {
    return !owner.is(Theme.Type.OTHER)
        && !marks.verbLast
        && themeRoles.isOwner(owner)
        && gaps.onlyFillers(owner.end(), noun.start)
        && marks.links.stream()
            .noneMatch(l -> l.start() >= noun.end && l.start() - noun.end <= Gaps.CAUSE_REACH);
  }

  /** {@code BİM'de yükseliş yüzde 1'le sınırlı kaldı}: where verbs stand last, nouns follow. */
  private boolean isFoundAt(Predicate noun, Theme theme) {
    return marks.language.has(Trait.LONG_CAUSES)
        && !theme.is(Theme.Type.OTHER)
        && gaps.onlyFillers(theme.end(), noun.start);
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
    return gaps.words(from, theme.start()) <= 4
        && !(from > noun.end
            && gaps.isListMark(from, theme.start())
            && marks.between(from, theme.start()).length() > 1);
  }

  private boolean percentBehind(Theme theme) {
    return percents.stream()
        .anyMatch(p -> p.start() >= theme.end() && p.start() - theme.end() <= 30);
  }

  /**
   * {@code Ultrapar rose 6.7% and Vibra gained 4.8%}: a capital right before the verb, where a
   * clause begins or behind "and", is a name that is not known; so is a Korean word with the ending
   * of a topic.
   */
  private boolean strangerSpeaks(Predicate predicate, @Nullable Theme left) {
    int end = predicate.start - 1;
    if (marks.isIn("ko")) {
      return left == null && hasUnknownTopic(marks.clauses.start(predicate.clause), end);
    }
    if (marks.isIn("zh")) {
      return left == null && contrasts(marks.clauses.start(predicate.clause), predicate.start);
    }
    if (marks.isIn("de") || end <= marks.sentence.start()) {
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
    boolean opens = gaps.words(marks.clauses.start(predicate.clause), start) == 0;
    boolean added =
        marks.links.stream()
            .anyMatch(l -> l.value().equals("and") && l.end() <= start && start - l.end() <= 1);
    return (opens && start > marks.sentence.start()) || added;
  }

  /** {@code ونزلت "أدفانتست" 5.1%}: a name in quotes right behind the verb that is not known. */
  private boolean strangerFollows(Predicate predicate) {
    int quote = predicate.end + 1;
    return marks.verbFirst
        && quote + 1 < marks.sentence.end()
        && "\"«".indexOf(marks.text.charAt(quote)) >= 0
        && !isInsideTheme(quote + 1);
  }

  /** {@code Medtronic, up 4.7%, and Amer Sports, up 8%}: a name that is not known, in commas. */
  private boolean strangerWaits(Predicate predicate) {
    int comma = predicate.start - 2;
    if (predicate.strength != Predicate.Strength.PERCENT
        || marks.isIn("de")
        || comma <= marks.sentence.start()
        || !marks.text.startsWith(", ", comma)) {
      return false;
    }
    int end = comma;
    int start = Words.startOf(marks.text, end - 1);
    int first = -1;
    while (start >= marks.sentence.start()
        && start < end
        && marks.sentence.field().isUpperCaseAt(start)
        && !isInsideTheme(start)) {
      first = start;
      end = start - 1;
      start = end > marks.sentence.start() ? Words.startOf(marks.text, end - 1) : end;
    }
    int name = first;
    return name >= 0
        && !marks.isKnownWord(name)
        && marks.links.stream()
            .anyMatch(l -> l.value().equals("and") && l.end() <= name && name - l.end() <= 1);
  }

  private boolean isInsideTheme(int offset) {
    return themes.stream().anyMatch(t -> t.start() <= offset && t.end() > offset);
  }

  /** {@code 金像電则大涨6%}: what stands before the word for "while" is somebody else. */
  private boolean contrasts(int from, int to) {
    for (int at = from + 2; at < to; at++) {
      if (marks.text.charAt(at) == '则') {
        return !gaps.onlyFillers(from, at);
      }
    }
    return false;
  }

  /** Words with endings glued to them part at a change of script too: {@code SM은} is one. */
  private int startOfWord(int at, int from) {
    int start = at;
    while (start > from && Words.isWord(marks.text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private boolean hasUnknownTopic(int from, int to) {
    for (int at = from; at < to; at++) {
      boolean ends = at + 1 >= to || !Words.isWord(marks.text.charAt(at + 1));
      if (ends && themeRoles.endsTopic(at)) {
        int start = startOfWord(at, from);
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

  /** The nearest theme before a word in its clause, seen past names that only modify it. */
  private @Nullable Theme leftInClause(Predicate predicate) {
    Theme best = null;
    for (Theme theme : themes) {
      // "キーエンスの上昇率": the word for shares is the word for up
      boolean holds =
          theme.is(Theme.Type.SHARE)
              && theme.start() <= predicate.start
              && theme.end() >= predicate.start;
      if ((theme.end() <= predicate.start || holds)
          && themeRoles.clauseOf(theme) == predicate.clause) {
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
    if (themeRoles.isAgent(later) && !earlier.is(Theme.Type.OTHER)) {
      return earlier;
    }
    boolean repeats =
        earlier.is(Theme.Type.SHARE)
            && later.is(Theme.Type.COMPANY)
            && earlier.companies().containsAll(later.companies());
    boolean market = marks.verbLast && !earlier.is(Theme.Type.OTHER) && places.isPlaceName(later);
    if (repeats || market || places.isPlace(earlier, later)) {
      return earlier;
    }
    if (later.is(Theme.Type.COMPANY)
        && earlier.is(Theme.Type.OTHER)
        && places.standsInPlace(earlier)) {
      return later;
    }
    if (later.is(Theme.Type.OTHER) && !earlier.is(Theme.Type.OTHER) && themeRoles.isObject(later)) {
      return earlier;
    }
    boolean modifies =
        later.is(Theme.Type.COMPANY)
            && earlier.is(Theme.Type.OTHER)
            && gaps.words(earlier.end(), later.start()) <= (marks.ownerBehind ? 4 : 3)
            && (marks.ownerBehind || marks.hasCue(marks.links, "of", earlier.end(), later.start()))
            && marks.predicateWithin(earlier.end(), later.start()) == null;
    if (modifies || isKeptAt(earlier, later)) {
      return earlier;
    }
    if (earlier.is(Theme.Type.COMPANY)
        && later.is(Theme.Type.OTHER)
        && themeRoles.isGoverned(later)
        && !themeRoles.isOwner(earlier)
        && !themeRoles.isGoverned(earlier)
        && themeRoles.clauseOf(earlier) == predicate.clause
        && !(predicateRoles.isAdverbial(predicate)
            && gaps.words(later.end(), predicate.start) <= (isWith(later) ? 2 : 0))
        && predicate.form == Predicate.Form.VERB
        && predicate.strength != Predicate.Strength.PERCENT) {
      return earlier;
    }
    // "Caterpillar led the Dow with a 3.4% gain"
    boolean doneWith =
        earlier.is(Theme.Type.COMPANY)
            && later.is(Theme.Type.OTHER)
            && predicate.form == Predicate.Form.NOUN
            && gaps.words(marks.clauses.start(predicate.clause), earlier.start()) == 0
            && predicateRoles.isReachedByWith(later.end(), predicate);
    if (doneWith) {
      return earlier;
    }
    // "De aandelen van Nike zijn na het slot van Wall Street met 6 procent gedaald"
    boolean adjunct =
        earlier.is(Theme.Type.SHARE)
            && later.is(Theme.Type.OTHER)
            && predicate.form == Predicate.Form.VERB
            && themeRoles.isGoverned(later)
            && marks.predicateWithin(earlier.end(), later.start()) == null
            && !marks.hasCue(marks.links, "and", earlier.end(), later.start());
    if (adjunct) {
      return earlier;
    }
    // "Xiaomi shares on strong sales rose 5%": a company's shares outweigh what explains them
    boolean explains =
        earlier.is(Theme.Type.SHARE)
            && later.is(Theme.Type.OTHER)
            && marks.hasCue(marks.links, "on", earlier.end(), later.start())
            && marks.predicateWithin(earlier.end(), later.start()) == null;
    return explains || themeRoles.isCauseBehind(earlier, later) ? earlier : later;
  }

  /** {@code con ricavi da servizi in crescita}: what a name is told with. */
  private boolean isWith(Theme theme) {
    int end = theme.start() - 1;
    for (int word = 0; word < 2 && end > marks.sentence.start(); word++) {
      int start = Words.startOf(marks.text, end - 1);
      if (marks.language.particles(Particle.WITH).contains(marks.between(start, end))) {
        return true;
      }
      end = start - 1;
    }
    return false;
  }

  /**
   * {@code Lãi suất kỳ hạn 12 tháng tại Techcombank}: where something is measured, and not what.
   */
  private boolean isKeptAt(Theme measured, Theme place) {
    return marks.ownerBehind
        && measured.is(Theme.Type.OTHER)
        && place.is(Theme.Type.COMPANY)
        && gaps.words(measured.end(), place.start()) <= KEPT
        && marks.predicateWithin(measured.end(), place.start()) == null
        && marks.links.stream()
            .anyMatch(l -> l.value().equals("place") && l.end() == place.start() - 1);
  }

  private @Nullable Theme rightInClause(Predicate predicate) {
    for (Theme theme : themes) {
      if (theme.start() >= predicate.end && themeRoles.clauseOf(theme) == predicate.clause) {
        Predicate between = marks.predicateWithin(predicate.end, theme.start());
        // "knocked 6% off its share price"
        boolean off =
            between != null
                && predicate.form == Predicate.Form.CAUSE
                && between.strength == Predicate.Strength.PERCENT
                && isTakenOff(between, theme);
        return between == null || off ? theme : null;
      }
    }
    return null;
  }

  /** {@code Vestel, zarar açıklamalarının etkisiyle …}: a word for a cause closes its clause. */
  private boolean isOnlyCause(Theme theme) {
    return marks.isIn("tr")
        && theme.is(Theme.Type.OTHER)
        && marks.links.stream()
            .anyMatch(
                l ->
                    l.value().equals("on")
                        && l.start() >= theme.end()
                        && l.start() - theme.end() <= Gaps.REACH / 2);
  }

  /** {@code the biggest fallers were Imperial Brands (down 3.2%)}. */
  private @Nullable Theme namedBeforeBracket(Predicate predicate) {
    int start = marks.clauses.start(predicate.clause);
    if (!marks.clauses.isBracketed(predicate.clause) || !gaps.onlyFillers(start, predicate.start)) {
      return null;
    }
    for (Theme theme : themes) {
      int gap = start - theme.end();
      if (gap >= 0 && gap <= 2 && !theme.is(Theme.Type.OTHER)) {
        return theme;
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
    Theme named = namedBeforeBracket(predicate);
    if (named != null) {
      return named;
    }
    Theme name = null;
    for (int clause = predicate.clause - 1; clause >= 0; clause--) {
      boolean aside = marks.clauses.isRelative(clause) || marks.clauses.isBracketed(clause);
      boolean own = marks.clauses.start(clause) == predicate.start;
      if (own
          || (aside && !insideRelative)
          || (marks.clauses.isBracketed(clause) && predicate.clause != clause)) {
        continue;
      }
      if (explains(clause) && clause > 0) {
        continue;
      }
      Theme spoken = lastResolvedIn(clause);
      Theme next = spoken == null ? null : nextSubject(clause, predicate);
      if (next != null && name == null) {
        return next;
      }
      if (spoken != null) {
        boolean others = name != null && !spoken.companies().contains(name.company());
        return name == null || (spoken.is(Theme.Type.SHARE) && !others) ? spoken : name;
      }
      Theme head = headOf(clause, predicate);
      if (head != null && isOnlyCause(head)) {
        continue;
      }
      if (head != null && !head.is(Theme.Type.COMPANY)) {
        return name == null || head.is(Theme.Type.SHARE) ? head : name;
      }
      name = name == null ? head : name;
    }
    return name;
  }

  /** {@code 因付费用户增长放缓，急跌一成}: a clause that only tells a cause. */
  private boolean explains(int clause) {
    return marks.language.has(Trait.TOPIC_CHAINS) && marks.isCausal(marks.clauses.start(clause));
  }

  /**
   * {@code Xiaomi, a maker of phones and cars, rose 5%}: a name that was left at a comma waits for
   * the verb that opens a later clause.
   */
  @Nullable Theme waitingSubject(Predicate predicate) {
    int start = marks.clauses.start(predicate.clause);
    if (predicate.clause == 0 || !gaps.onlyFillers(start, predicate.start)) {
      return null;
    }
    for (int i = themes.size() - 1; i >= 0; i--) {
      Theme theme = themes.get(i);
      int clause = themeRoles.clauseOf(theme);
      if (theme.end() > start
          || theme.is(Theme.Type.OTHER)
          || themeRoles.isGoverned(theme)
          || clause >= predicate.clause
          || marks.clauses.isBracketed(clause)
          || marks.clauses.isRelative(clause)
          || marks.clauses.areApart(clause, predicate.clause)) {
        continue;
      }
      boolean left =
          themeRoles.endsClause(theme, clause)
              && gaps.words(themeRoles.openingOf(clause, theme), themeRoles.startOfGroup(theme))
                  <= 3
              && marks.predicateWithin(themeRoles.openingOf(clause, theme), theme.end()) == null;
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

  /** {@code Airbus, which fell 2%}: what stands right before the relative word. */
  private @Nullable Theme antecedentOf(Predicate predicate) {
    int start = marks.clauses.start(predicate.clause);
    Theme head = null;
    for (Theme theme : themes) {
      boolean before = theme.end() <= start;
      boolean close = before && start - theme.end() <= 3;
      boolean bracket = before && start - theme.end() <= 24 && gaps.onlyFillers(theme.end(), start);
      head = close || bracket ? theme : head;
    }
    return head;
  }

  /** {@code 联合健康拖累道指，跌幅5.1%}: what is dragged is not what the next clause speaks of. */
  private boolean isDoneTo(Predicate cause, Theme theme) {
    Theme dragged = cause.theme;
    return cause.form == Predicate.Form.CAUSE
        && dragged != null
        && dragged.start() == theme.start()
        && theme.is(Theme.Type.OTHER)
        && theme.start() >= cause.end
        && !marks.verbFirst;
  }

  private @Nullable Theme lastResolvedIn(int clause) {
    Theme last = null;
    for (Predicate predicate : marks.predicates) {
      if (predicate.clause == clause
          && predicate.theme != null
          && !isDoneTo(predicate, predicate.theme)) {
        last = predicate.theme;
      }
    }
    return last;
  }

  /**
   * {@code Cencosud cayó 1,2% y Latam Airlines, que venía de un máximo, bajó 0,3%}: a name behind
   * the word that the clause was told with is what the next one speaks of.
   */
  private @Nullable Theme nextSubject(int clause, Predicate predicate) {
    int told = marks.clauses.start(clause);
    for (Predicate before : marks.predicates) {
      told = before.clause == clause && before.theme != null ? before.end : told;
    }
    for (Quantity percent : marks.percents) {
      told = marks.clauses.at(percent.start()) == clause ? Math.max(told, percent.end()) : told;
    }
    Theme next = null;
    for (Theme theme : themes) {
      boolean behind =
          theme.start() >= told
              && theme.end() <= predicate.start
              && themeRoles.clauseOf(theme) == clause;
      next = behind ? theme : next;
    }
    if (next == null || next.is(Theme.Type.OTHER) || themeRoles.isGoverned(next)) {
      return null;
    }
    // "Advantest yüzde 4,4 primlenirken Nintendo, haberlerle yüzde 2,8 düştü"
    if (marks.language.has(Trait.LONG_CAUSES) && themeRoles.endsClause(next, clause)) {
      return next;
    }
    int from = next.start();
    int end = told;
    return marks.links.stream()
            .anyMatch(
                l ->
                    l.value().equals("and")
                        && l.start() >= end
                        && l.end() <= from
                        && gaps.words(l.end(), from) <= 2)
        ? next
        : null;
  }

  /** The theme that a clause without a word for up or down puts forward. */
  private @Nullable Theme headOf(int clause, Predicate predicate) {
    Theme head = null;
    for (Theme theme : themes) {
      if (themeRoles.clauseOf(theme) != clause
          || theme.start() >= predicate.start
          || themeRoles.isCause(theme, predicate.start)
          || marks.predicates.stream().anyMatch(p -> isDoneTo(p, theme))) {
        continue;
      }
      if (theme.is(Theme.Type.COMPANY)) {
        boolean opens =
            gaps.onlyFewWords(marks.clauses.start(clause), theme.start())
                || themeRoles.isTopic(theme)
                || isDescribed(clause, theme);
        boolean closes =
            (clause == 0 || marks.clauses.isApart(clause) || themeRoles.isExplained(theme))
                && themeRoles.endsClause(theme, clause);
        boolean described =
            head != null && head.is(Theme.Type.OTHER) && themeRoles.describes(head, theme);
        if ((head == null && (opens || closes)) || described) {
          head = theme;
        }
      } else if (head == null || theme.is(Theme.Type.SHARE)) {
        head = theme;
      } else if (head.is(Theme.Type.COMPANY)
          && (predicateRoles.trails(predicate) || !themeRoles.isGoverned(theme))
          && !themeRoles.isObject(theme)
          && !themeRoles.isDoneWith(head, theme)
          && !themeRoles.isCauseBehind(head, theme)) {
        head = theme;
      }
    }
    return head;
  }

  /** {@code 被动元件龙头国巨}: a few words that say what a company is open the clause. */
  private boolean isDescribed(int clause, Theme theme) {
    int start = marks.clauses.start(clause);
    return marks.language.has(Trait.TOPIC_CHAINS)
        && gaps.words(start, theme.start()) <= DESCRIPTION
        && !themeRoles.isAgent(theme)
        && marks.predicateWithin(start, theme.start()) == null
        && themes.stream().noneMatch(t -> t.start() >= start && t.end() <= theme.start());
  }

  /** {@code 村田在东京下跌1.2%，TDK则上涨}: words open the clause, so that it speaks of something itself. */
  private boolean isChained(Predicate predicate) {
    return marks.language.has(Trait.TOPIC_CHAINS)
        && marks.sentence.zone() == Zone.BODY
        && !predicateRoles.opensSentence(predicate);
  }

  /** {@code Up 5% on Tuesday, Xiaomi shares …}: the theme follows in the next clause. */
  @Nullable Theme firstBehind(Predicate predicate) {
    if (marks.verbLast || isChained(predicate)) {
      return null;
    }
    for (Theme theme : themes) {
      if (theme.start() >= predicate.end) {
        return marks.predicateWithin(predicate.end, theme.start()) == null ? theme : null;
      }
    }
    return null;
  }
}

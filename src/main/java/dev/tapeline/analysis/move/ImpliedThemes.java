package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.TimeMark;
import dev.tapeline.analysis.text.Trait;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Themes that a sentence leaves out, for the company that was spoken of before: {@code Today it is
 * up 1%}, {@code the maker of artificial joints finished 8.7% up}.
 */
final class ImpliedThemes {
  /** A description that stands for a company has at most so many words. */
  private static final int DESCRIPTION = 10;

  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final MoveContext context;
  private final Prices prices;
  private final Places places;
  private final List<SentenceMove> told;
  private final Gaps gaps;
  private final ThemeRoles themeRoles;
  private final PredicateRoles predicateRoles;
  private final ThemeFinder themeFinder;

  ImpliedThemes(SentenceReading reading, ThemeFinder themeFinder) {
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.context = reading.context;
    this.prices = reading.prices;
    this.places = reading.places;
    this.told = reading.told;
    this.gaps = reading.gaps;
    this.themeRoles = reading.themeRoles;
    this.predicateRoles = reading.predicateRoles;
    this.themeFinder = themeFinder;
  }

  /** {@code Today it is up 1%}: a sentence that names nothing goes on about the one before. */
  void implyThemes() {
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
            || marks.extremes.stream().anyMatch(c -> c.is("extreme"))
            || marks.times.stream().anyMatch(TimeMark::isDay);
    Theme implied = null;
    for (Predicate predicate : marks.predicates) {
      boolean streak = predicate.strength == Predicate.Strength.STRONG && !marks.streaks.isEmpty();
      boolean told =
          predicate.percent != null || streak || predicateRoles.isAllOfTheSentence(predicate);
      if (predicate.theme != null || !told) {
        continue;
      }
      boolean speaks =
          switch (predicate.form) {
            case VERB -> trading || predicate.strength == Predicate.Strength.STRONG;
            case NOUN -> trading && themes.isEmpty();
            case CAUSE -> false;
          };
      if (implied != null || (speaks && predicateRoles.opensSentence(predicate))) {
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
    if (marks.predicates.isEmpty() || !marks.language.has(Trait.DROPS_SUBJECT)) {
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
        || !gaps.onlyFillers(marks.sentence.start(), first.start)) {
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
            .allMatch(
                t ->
                    t.start() >= percent.end()
                        && gaps.words(percent.end(), t.start()) > Gaps.SHORT);
    if (speaks && apart) {
      int start = marks.sentence.start();
      first.theme = new Theme(Theme.Type.SHARE, List.of(company), start, start);
    }
  }

  void takeNext(Predicate predicate) {
    if (predicate.theme == null && predicate.form == Predicate.Form.NOUN) {
      Theme next = themeFinder.firstBehind(predicate);
      next = next == null ? behindInvertedVerb(predicate) : next;
      boolean opens =
          next != null
              && (predicateRoles.opensWithNoun(predicate, next) || isHeadlineOf(predicate, next));
      predicate.theme = opens ? next : null;
    }
  }

  /** {@code Kurssturz in Paris: Anleger flüchten aus Teleperformance}: the one who is named. */
  private boolean isHeadlineOf(Predicate noun, Theme theme) {
    return (marks.sentence.zone() == Zone.HEADLINE
            || marks.between(noun.end, theme.start()).indexOf(':') >= 0)
        && noun.strength == Predicate.Strength.STRONG
        && noun.percent == null
        && gaps.words(marks.sentence.start(), noun.start) == 0
        && themes.stream().allMatch(t -> t == theme || places.isPlaceName(t));
  }

  /** {@code Im breiten Markt brachen Ypsomed um 17% ein}: what moves stands right behind. */
  private boolean isInverted(Predicate verb) {
    Theme theme = verb.theme;
    return theme != null
        && !theme.is(Theme.Type.OTHER)
        && !marks.verbLast
        && theme.start() >= verb.end
        && gaps.onlyFillers(verb.end, theme.start());
  }

  /** {@code Nach einem Plus von 3 Prozent am Montag fielen Hochtief um 1 Prozent}. */
  private @Nullable Theme behindInvertedVerb(Predicate noun) {
    Quantity percent = noun.percent;
    if (percent == null || marks.verbLast) {
      return null;
    }
    Predicate verb = marks.predicateWithin(percent.end(), marks.sentence.end());
    boolean inverted =
        verb != null
            && verb.clause == noun.clause
            && verb.form == Predicate.Form.VERB
            && verb.theme != null
            && verb.theme.start() >= verb.end
            && gaps.onlyFillers(verb.end, verb.theme.start());
    return inverted && verb != null ? verb.theme : null;
  }

  /**
   * {@code the maker of artificial joints finished 8.7% up at 1,140 pence}: a description that no
   * file knows stands for the company spoken of, where what is told can only be told of shares.
   */
  void takeDescription(Predicate predicate) {
    int start = marks.clauses.start(predicate.clause);
    while (start < predicate.start && !Words.isWord(marks.text.charAt(start))) {
      start++;
    }
    int begins = start;
    Quantity percent = predicate.percent;
    Theme known = predicate.theme;
    if ((known != null && known.start() < predicate.end)
        || isInverted(predicate)
        || percent == null
        || predicate.form != Predicate.Form.VERB
        || !marks.beginsWithDeterminer(begins)
        || gaps.words(begins, predicate.start) > DESCRIPTION
        || !gaps.namesNobody(begins, predicate.start)
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
      company = onlyCompany();
    }
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
                && gaps.words(begins, predicate.start) == 2)
            || !marks.streaks.isEmpty()
            || marks.extremes.stream().anyMatch(c -> c.is("extreme"))
            || marks.bases.stream().anyMatch(b -> marks.clauses.of(b) == predicate.clause)
            || marks.tradings.stream().anyMatch(b -> marks.clauses.of(b) == predicate.clause)
            || prices.find(described, predicate.start, end) != null;
    if (shares) {
      predicate.theme = described;
    }
  }

  /** {@code The company led by Elon Musk sank 7% after Tesla told …}: named once it was told. */
  private @Nullable Company onlyCompany() {
    List<Company> named = themes.stream().flatMap(t -> t.companies().stream()).distinct().toList();
    return named.size() == 1 ? named.get(0) : null;
  }

  /**
   * {@code Levi beat forecasts, lifted the dividend, and is marked down 12.6% to $21.42}: where
   * shares alone can be meant, objects of the verbs between are not what the last one speaks of.
   */
  @Nullable Theme openingName(Predicate predicate) {
    Theme theme = predicate.theme;
    Quantity percent = predicate.percent;
    if (theme == null
        || percent == null
        || predicate.form != Predicate.Form.VERB
        || !theme.is(Theme.Type.OTHER)
        || themeRoles.clauseOf(theme) == predicate.clause
        || marks.clauses.isRelative(predicate.clause)
        || (gaps.words(marks.clauses.start(predicate.clause), predicate.start) == 0
            && (predicate.strength != Predicate.Strength.STRONG
                || gaps.tellsOfBusiness(theme.end(), predicate.start)))) {
      return theme;
    }
    Theme first = themes.get(0);
    boolean opens =
        first.is(Theme.Type.COMPANY)
            && told.stream().noneMatch(m -> m.theme() == first && !m.percents().isEmpty())
            && !themeRoles.isOwner(first)
            && !themeRoles.isGoverned(first)
            && (predicate.strength == Predicate.Strength.STRONG
                || gaps.onlyFewWords(marks.sentence.start(), themeRoles.startOfGroup(first)))
            && !marks.clauses.areApart(themeRoles.clauseOf(first), predicate.clause);
    int end = Math.max(predicate.end, percent.end());
    boolean shares =
        predicate.strength == Predicate.Strength.STRONG
            || marks.bases.stream().anyMatch(b -> marks.clauses.of(b) == predicate.clause)
            || marks.tradings.stream().anyMatch(b -> marks.clauses.of(b) == predicate.clause)
            || prices.find(theme, predicate.start, end) != null;
    return opens && shares ? first : theme;
  }
}

package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose a percentage is that no word for up or down tells of: {@code Xiaomi (+5.4%)}, {@code … and
 * BYD 3%}, {@code The stock made up ground, +0.4%}.
 */
final class PercentOwners {
  private final SentenceReading reading;
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final MoveContext context;
  private final List<Quantity> percents;
  private final Prices prices;
  private final Places places;
  private final Gaps gaps;
  private final ThemeRoles themeRoles;
  private final PredicateRoles predicateRoles;
  private final ListDirections lists;

  PercentOwners(SentenceReading reading, ListDirections lists) {
    this.lists = lists;
    this.reading = reading;
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.context = reading.context;
    this.percents = reading.percents;
    this.prices = reading.prices;
    this.places = reading.places;
    this.gaps = reading.gaps;
    this.themeRoles = reading.themeRoles;
    this.predicateRoles = reading.predicateRoles;
  }

  /** The shares or company right before a percentage: {@code Xiaomi (+5.4%)}, {@code BYD 3%}. */
  @Nullable Theme directlyBefore(Quantity percent) {
    Theme best = null;
    for (Theme theme : themes) {
      if (theme.end() <= percent.start()) {
        best = theme;
      }
    }
    if (best == null || best.is(Theme.Type.OTHER)) {
      return null;
    }
    if (percent.sign() == 0 && lists.isListed(best, percent)) {
      return best;
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
                && gaps.words(best.end(), percent.start()) <= 2
                && marks
                    .between(best.end(), percent.start())
                    .chars()
                    .noneMatch(Character::isLetter);
        return row || gaps.onlyFillers(best.end(), percent.start()) ? best : null;
      }
    }
    return best;
  }

  /** {@code AMD recuou 3,1% e Intel, 4,2%}: the comma stands for the verb before. */
  private boolean isElliptic(Theme theme) {
    SentenceMove before = reading.lastBefore(theme.start());
    if (before == null || before.percents().isEmpty()) {
      return false;
    }
    String parted = marks.between(before.end(), theme.start()).strip();
    boolean marked = parted.endsWith(";") || parted.endsWith(",");
    if (marked && gaps.onlyFillers(before.end(), theme.start())) {
      return true;
    }
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      if (link.value().equals("and")
          && link.start() >= before.end()
          && gap >= 0
          && (gap <= 4 || gaps.words(link.end(), theme.start()) <= 3)) {
        return true;
      }
    }
    return false;
  }

  /** {@code Burberry suivait le mouvement (+6,4 %)}: what the clause around brackets speaks of. */
  @Nullable Theme aroundBrackets(Quantity percent) {
    int inside = marks.clauses.at(percent.start());
    boolean alone =
        percent.sign() != 0
            && marks.clauses.isBracketed(inside)
            && gaps.words(marks.clauses.start(inside), percent.start()) == 0
            && percent.end() < marks.sentence.end()
            && marks.text.charAt(percent.end()) == ')';
    if (!alone) {
      return null;
    }
    int around = marks.clauses.at(percent.end() + 1);
    Theme only = null;
    for (Theme theme : themes) {
      if (theme.end() <= percent.start() && themeRoles.clauseOf(theme) == around) {
        if (theme.is(Theme.Type.OTHER) && !places.isPlaceName(theme)) {
          return null;
        }
        only = theme.is(Theme.Type.OTHER) ? only : theme;
      }
    }
    return only;
  }

  /**
   * {@code The stock made up ground, +0.4% at 13.47}: a signed percentage tells a change by itself
   * where shares, or a name among words of trading, stand before it.
   */
  @Nullable Theme spokenOfBefore(Quantity percent) {
    Theme best = null;
    for (Theme theme : themes) {
      boolean speaks =
          !themeRoles.isGovernedOther(theme) && !(best != null && isOnlyExplained(theme, percent));
      best = theme.end() <= percent.start() && speaks ? theme : best;
    }
    if (best == null
        || best.is(Theme.Type.OTHER)
        || themeRoles.isOwner(best)
        || marks.clauses.areApart(
            marks.clauses.at(best.start()), marks.clauses.at(percent.start()))) {
      return null;
    }
    int from = best.end();
    boolean first =
        best.is(Theme.Type.SHARE)
            || isClosing(percent)
            || isRecalled(percent)
            || marks.percents.stream()
                .noneMatch(p -> p.start() >= from && p.end() <= percent.start());
    boolean traded =
        best.is(Theme.Type.SHARE)
            || context.amongMoves()
            || !reading.told.isEmpty()
            || isSaidBefore(best, percent)
            || marks.bases.stream().anyMatch(b -> b.start() >= from)
            || !marks.tradings.isEmpty()
            || !marks.extremes.isEmpty()
            || !marks.streaks.isEmpty()
            || prices.find(best, from, percent.end()) != null
            || isAloneBefore(best, percent);
    return first && traded ? best : null;
  }

  /** {@code Sodexo, dont Pluxee s'est séparé, ne bougeait guère (+0,1%)}: named in between. */
  private boolean isOnlyExplained(Theme theme, Quantity percent) {
    int clause = themeRoles.clauseOf(theme);
    int around = marks.clauses.at(Math.max(theme.start(), percent.start() - 2));
    return marks.clauses.isRelative(clause) && around != clause;
  }

  /** {@code che perdeva il 2%, ha chiuso a -0,4%}: a word for the close leads to it. */
  private boolean isClosing(Quantity percent) {
    return marks.bases.stream()
        .anyMatch(
            b ->
                b.value().equals("CLOSE")
                    && b.end() <= percent.start()
                    && gaps.words(b.end(), percent.start()) <= 2
                    && gaps.onlyFillers(b.end(), percent.start()));
  }

  /** {@code recupera il 2% dopo il -4% della vigilia}: what the day before brought. */
  private boolean isRecalled(Quantity percent) {
    return !reading.told.isEmpty()
        && marks.times.stream()
            .anyMatch(t -> t.isDay() && gaps.touches(percent.end(), t.start(), Gaps.SHORT));
  }

  /** {@code Fleury: para cima (+2,3%)}: nothing else is named that could have changed. */
  private boolean isAloneBefore(Theme theme, Quantity percent) {
    return gaps.words(theme.end(), percent.start()) <= Gaps.SAID
        && themes.stream().noneMatch(t -> t.is(Theme.Type.OTHER) && !places.isPlaceName(t))
        && marks.others.stream().noneMatch(c -> c.is("yoy"))
        && gaps.namesNobody(theme.end(), percent.start());
  }

  /** {@code Hera, ricavi in calo del 19%. In Borsa poco mossa (+0,1%)}: nobody else is named. */
  @Nullable Theme spokenOfInText(Quantity percent) {
    Company company = context.spokenOf();
    int start = marks.sentence.start();
    boolean trading =
        !marks.tradings.isEmpty() || marks.bases.stream().anyMatch(b -> b.end() <= percent.start());
    boolean nobody = themes.stream().allMatch(t -> t.is(Theme.Type.OTHER) && places.isPlaceName(t));
    boolean only = marks.percents.size() == 1 && gaps.words(start, percent.start()) <= Gaps.SAID;
    return company != null && trading && nobody && only && gaps.namesNobody(start, percent.start())
        ? new Theme(Theme.Type.SHARE, List.of(company), start, start)
        : null;
  }

  private boolean isSaidBefore(Theme theme, Quantity percent) {
    Direction written = SentenceMove.signed(percent);
    return written != null
        && marks.predicates.stream()
            .anyMatch(p -> p.end <= percent.start() && predicateRoles.isSaidOf(p, theme, written));
  }

  /** The percentage beside a name that no other word has taken. */
  @Nullable Quantity percentOf(Theme theme) {
    Quantity best = null;
    int nearest = Gaps.CAUSE_REACH;
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

  @Nullable Theme themeBehind(Cue cue) {
    for (Theme theme : themes) {
      boolean behind = theme.start() >= cue.end() && !theme.companies().isEmpty();
      if (behind) {
        return gaps.words(cue.end(), theme.start()) <= Gaps.SHORT ? theme : null;
      }
    }
    return null;
  }

  /** {@code while Y suffered the same fate}: who is named right before the word. */
  @Nullable Theme themeBefore(Cue cue) {
    Theme last = null;
    for (Theme theme : themes) {
      last = theme.end() <= cue.start() ? theme : last;
    }
    return last != null
            && !last.companies().isEmpty()
            && gaps.words(last.end(), cue.start()) <= Gaps.SHORT
            && marks.predicateWithin(last.end(), cue.start()) == null
        ? last
        : null;
  }

  /** Whoever follows stands behind the word, or before it where verbs stand last. */
  @Nullable Theme followerOf(Cue cue) {
    if (!marks.verbLast) {
      return themeBehind(cue);
    }
    Theme last = null;
    for (Theme theme : themes) {
      boolean before = theme.end() <= cue.start() && !theme.companies().isEmpty();
      last = before ? theme : last;
    }
    return last;
  }
}

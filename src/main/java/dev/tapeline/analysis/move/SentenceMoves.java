package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private final SentenceReading reading;
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final List<Quantity> percents;
  private final Gaps gaps;
  private final ThemeFinder themeFinder;
  private final ImpliedThemes impliedThemes;
  private final ChangePercents changePercents;
  private final PercentBinder percentBinder;
  private final Objections objections;
  private final ShareSense shareSense;
  private final BareMoves bareMoves;
  private final NamesBehind namesBehind;

  private SentenceMoves(SentenceReading reading) {
    this.reading = reading;
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.percents = reading.percents;
    this.gaps = reading.gaps;
    ListDirections lists = new ListDirections(reading);
    PercentOwners owners = new PercentOwners(reading, lists);
    this.themeFinder = new ThemeFinder(reading);
    this.impliedThemes = new ImpliedThemes(reading, themeFinder);
    this.changePercents = new ChangePercents(reading, owners);
    this.percentBinder = new PercentBinder(reading);
    this.objections = new Objections(reading);
    this.shareSense = new ShareSense(reading, themeFinder, objections);
    this.namesBehind = new NamesBehind(reading);
    this.bareMoves = new BareMoves(reading, objections, owners, lists);
  }

  static List<SentenceMove> read(SentenceMarks marks, List<Theme> themes, MoveContext context) {
    SentenceReading reading = new SentenceReading(marks, themes, context);
    new SentenceMoves(reading).run();
    reading.told.sort(Comparator.comparingInt(SentenceMove::start));
    return reading.told;
  }

  private void run() {
    marks.predicates.removeIf(p -> p.touching && !touches(p));
    changePercents.dropLevels();
    percents.removeIf(changePercents::isShareOfSomething);
    changePercents.takeBareNumbers();
    changePercents.takeSharedSign();
    namesBehind.read();
    marks.predicates.forEach(themeFinder::findTheme);
    percentBinder.bindPercents();
    impliedThemes.implyThemes();
    marks.predicates.forEach(impliedThemes::takeNext);
    marks.predicates.forEach(impliedThemes::takeDescription);
    for (Predicate predicate : marks.predicates) {
      SentenceMove move = resolve(predicate);
      if (move != null) {
        reading.told.add(move);
      }
    }
    shareOut();
    measureStill();
    bareMoves.barePercents();
    marks.loose.forEach(bareMoves::continueList);
    marks.followers.forEach(bareMoves::follow);
  }

  /** Whether a name or shares end where a word begins. */
  private boolean touches(Predicate predicate) {
    return themes.stream().anyMatch(t -> t.end() == predicate.start && !t.is(Theme.Type.OTHER));
  }

  private @Nullable SentenceMove resolve(Predicate predicate) {
    predicate.theme = impliedThemes.openingName(predicate);
    Theme theme = predicate.theme;
    if (theme == null || theme.companies().isEmpty() || theme.is(Theme.Type.OTHER)) {
      return null;
    }
    if (objections.isHypothetical(predicate) || objections.isCancelled(predicate)) {
      return null;
    }
    Quantity percent = predicate.percent;
    if (percent == null
        && predicate.strength == Predicate.Strength.PERCENT
        && !shareSense.hasAmount(predicate)) {
      return null;
    }
    if (percent == null && (objections.leadsToNoun(predicate) || isOwnTheme(predicate, theme))) {
      return null;
    }
    if (theme.is(Theme.Type.COMPANY) && objections.comparesProfit(predicate)) {
      return null;
    }
    if (percent != null && objections.measuresOther(percent)) {
      return null;
    }
    if (theme.is(Theme.Type.COMPANY) && !shareSense.standsForShares(predicate, theme)) {
      giveBack(predicate, theme);
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
    return new SentenceMove(
        theme.companies(),
        wayOf(predicate),
        told,
        predicate,
        theme,
        predicate.start,
        percent == null ? predicate.end : Math.max(predicate.end, percent.end()),
        predicate.clause,
        faint);
  }

  /** {@code Bene il lusso con Ferragamo a +2,6%}: a sign beside a name tells a move by itself. */
  private void giveBack(Predicate predicate, Theme theme) {
    Quantity percent = predicate.percent;
    boolean beside =
        percent != null
            && percent.sign() != 0
            && predicate.strength == Predicate.Strength.WEAK
            && percent.start() >= theme.end()
            && gaps.words(theme.end(), percent.start()) <= 1;
    if (percent != null && beside) {
      percents.add(percent);
      percents.sort(Comparator.comparingInt(Quantity::start));
    }
  }

  /** {@code 下落率は上場以来最大}: the word for shares is the word for down, and no more is told. */
  private static boolean isOwnTheme(Predicate predicate, Theme theme) {
    return theme.start() == predicate.start && theme.end() <= predicate.end;
  }

  /** {@code verbuchten mit 8,8 Prozent den größten Verlust}: the noun says which way. */
  private Direction wayOf(Predicate verb) {
    Quantity percent = verb.percent;
    Direction written = percent == null ? null : SentenceMove.signed(percent);
    if (written != null && verb.direction != Direction.FLAT) {
      return written;
    }
    if (verb.form == Predicate.Form.CAUSE && percent != null) {
      return wayTaken(verb, percent);
    }
    if (verb.form == Predicate.Form.VERB
        && verb.strength == Predicate.Strength.PERCENT
        && percent != null) {
      for (Predicate noun : marks.predicates) {
        if (noun.form == Predicate.Form.NOUN
            && noun.percent == null
            && noun.clause == verb.clause
            && noun.start >= percent.end()
            && gaps.words(percent.end(), noun.start) <= Gaps.SHORT) {
          return noun.direction;
        }
      }
    }
    return verb.direction;
  }

  /** {@code dragged Western Digital 10.7% higher}: the word behind says which way. */
  private Direction wayTaken(Predicate cause, Quantity percent) {
    for (Predicate way : marks.predicates) {
      if (way.strength == Predicate.Strength.PERCENT
          && way.percent == null
          && way.clause == cause.clause
          && way.start >= percent.end()
          && way.start - percent.end() <= 1) {
        return way.direction;
      }
    }
    return cause.direction;
  }

  /** {@code Kering and Burberry are flat and down 1.2% respectively}: each name has its own. */
  private void shareOut() {
    for (Theme theme : themes) {
      int count = theme.companies().size();
      if (count < 2) {
        continue;
      }
      List<SentenceMove> told = reading.told.stream().filter(m -> m.theme() == theme).toList();
      boolean each =
          told.stream().allMatch(m -> m.companies().size() == count && m.percents().size() <= 1);
      if (told.size() != count || !each) {
        continue;
      }
      List<SentenceMove> inOrder = new ArrayList<>(told);
      inOrder.sort(Comparator.comparingInt(SentenceMove::start));
      if (marks.respectives.isEmpty() && !isInOneBreath(inOrder)) {
        continue;
      }
      for (int i = 0; i < count; i++) {
        SentenceMove move = inOrder.get(i);
        reading.told.set(
            reading.told.indexOf(move),
            new SentenceMove(
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

  /** {@code notierten mit plus 0,8 und plus 0,5 Prozent fester}: nothing but "and" between. */
  private boolean isInOneBreath(List<SentenceMove> moves) {
    for (int i = 1; i < moves.size(); i++) {
      SentenceMove before = moves.get(i - 1);
      SentenceMove move = moves.get(i);
      if (before.percents().size() != 1
          || move.percents().size() != 1
          || before.direction() != move.direction()
          || !gaps.isListMark(before.end(), move.start())) {
        return false;
      }
    }
    return true;
  }

  /** {@code hardly moved (-0.05%)}: the sign in brackets says which way it was. */
  private void measureStill() {
    for (int i = 0; i < reading.told.size(); i++) {
      SentenceMove move = reading.told.get(i);
      if (move.direction() != Direction.FLAT || !move.percents().isEmpty()) {
        continue;
      }
      for (Quantity percent : List.copyOf(percents)) {
        Direction written = SentenceMove.signed(percent);
        boolean beside =
            written != null
                && percent.start() >= move.end()
                && percent.start() - move.end() <= 3
                && gaps.words(move.end(), percent.start()) == 0;
        if (beside && written != null) {
          boolean none = percent.value().signum() == 0;
          percents.remove(percent);
          reading.told.set(
              i,
              new SentenceMove(
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
}

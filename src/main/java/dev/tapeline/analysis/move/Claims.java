package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a sentence claims beside the move itself: extremes ({@code biggest daily gain since
 * May 12}, {@code 52-week high}, {@code 上場来高値}) and streaks ({@code third straight session}, {@code
 * 3日続伸}).
 */
final class Claims {
  private static final Set<String> NOT_SESSIONS = Set.of("week", "month", "quarter", "year", "x");

  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final MoveTimes times;

  Claims(SentenceMarks marks, List<Theme> themes, MoveTimes times) {
    this.marks = marks;
    this.themes = themes;
    this.times = times;
  }

  /** A claim that is not yet tied to a move. */
  record Claim(
      @Nullable Cue extremeCue,
      Extreme.@Nullable Kind kind,
      boolean ever,
      @Nullable Streak streak,
      @Nullable Theme theme,
      int start,
      int end) {

    /** Which way a share goes that reaches this. */
    Direction direction() {
      if (streak != null) {
        return streak.direction();
      }
      return kind == Extreme.Kind.LARGEST_GAIN || kind == Extreme.Kind.HIGHEST_PRICE
          ? Direction.UP
          : Direction.DOWN;
    }

    boolean isPrice() {
      return kind == Extreme.Kind.HIGHEST_PRICE || kind == Extreme.Kind.LOWEST_PRICE;
    }
  }

  /** All claims of the sentence; {@code direction} is that of its moves where words need one. */
  List<Claim> find(List<SentenceMove> moves) {
    List<Claim> claims = new ArrayList<>();
    for (Cue cue : marks.extremes) {
      Claim claim = cue.is("ever") ? null : extreme(cue, moves);
      if (claim != null) {
        claims.add(claim);
      }
    }
    for (Cue cue : marks.streaks) {
      Claim claim = cue.is("streak") ? streak(cue, moves) : null;
      if (claim != null) {
        claims.add(claim);
      }
    }
    return claims;
  }

  private @Nullable Claim extreme(Cue cue, List<SentenceMove> moves) {
    boolean ever = cue.value().endsWith(" ever") || everNear(cue);
    Extreme.Kind kind =
        !cue.is("superlative")
            ? kind(cue.value())
            : cue.value().equals("move") ? byMove(cue, moves) : byNoun(cue, moves);
    return kind == null || isHypothetical(cue)
        ? null
        : new Claim(cue, kind, ever, null, themeOf(cue), cue.start(), cue.end());
  }

  private static Extreme.Kind kind(String value) {
    int blank = value.indexOf(' ');
    return Extreme.Kind.valueOf(blank < 0 ? value : value.substring(0, blank));
  }

  private boolean everNear(Cue cue) {
    for (Cue ever : marks.extremes) {
      int gap = ever.start() >= cue.end() ? ever.start() - cue.end() : cue.start() - ever.end();
      if (ever.is("ever") && gap <= 35) {
        return true;
      }
    }
    return false;
  }

  private boolean isHypothetical(Cue cue) {
    for (Cue may : marks.hypotheticals) {
      if (may.end() <= cue.start()
          && cue.start() - may.end() <= 30
          && marks.clauses.same(may.start(), cue.start())) {
        return true;
      }
    }
    return false;
  }

  /** "rose 5%, the most since May 12": the move itself is the noun. */
  private Extreme.@Nullable Kind byMove(Cue cue, List<SentenceMove> moves) {
    SentenceMove told = null;
    for (SentenceMove move : moves) {
      told = move.start() < cue.start() && move.direction() != Direction.FLAT ? move : told;
    }
    if (told == null || !isBounded(cue)) {
      return null;
    }
    return told.direction() == Direction.UP ? Extreme.Kind.LARGEST_GAIN : Extreme.Kind.LARGEST_LOSS;
  }

  /** Whether "since", "ever" or "in two years" follows. */
  private boolean isBounded(Cue cue) {
    boolean since =
        marks.sinces.stream().anyMatch(s -> s.start() >= cue.end() && s.start() - cue.end() <= 3);
    boolean length =
        marks.units.stream().anyMatch(u -> u.start() >= cue.end() && u.start() - cue.end() <= 24);
    return since || length || everNear(cue);
  }

  /** "biggest … gain": the superlative says nothing without its noun. */
  private Extreme.@Nullable Kind byNoun(Cue cue, List<SentenceMove> moves) {
    Predicate noun = null;
    int nearest = 36;
    for (Predicate predicate : marks.predicates) {
      int gap = predicate.distance(cue.start(), cue.end());
      boolean near = gap < nearest && predicate.form == Predicate.Form.NOUN;
      if (near && free(predicate, cue)) {
        noun = predicate;
        nearest = gap;
      }
    }
    if (noun == null) {
      return null;
    }
    Direction direction = noun.direction;
    if (direction == Direction.FLAT) {
      direction = moves.isEmpty() ? Direction.FLAT : moves.get(0).direction();
    }
    return switch (direction) {
      case UP -> Extreme.Kind.LARGEST_GAIN;
      case DOWN -> Extreme.Kind.LARGEST_LOSS;
      case FLAT -> null;
    };
  }

  /** Whether nothing that could own the noun stands between it and the superlative. */
  private boolean free(Predicate noun, Cue cue) {
    int from = Math.min(noun.end, cue.end());
    int to = Math.max(noun.start, cue.start());
    for (Theme theme : themes) {
      if (theme.start() >= from && theme.end() <= to) {
        return false;
      }
    }
    return marks.between(from, to).chars().noneMatch(c -> c == '，' || c == ',' || c == ';');
  }

  private @Nullable Claim streak(Cue cue, List<SentenceMove> moves) {
    for (Cue end : marks.streaks) {
      if (end.is("streak-end") && end.start() <= cue.start() && cue.start() - end.end() <= 40) {
        return null;
      }
    }
    if (countsOtherUnits(cue)) {
      return null;
    }
    String value = cue.value();
    int blank = value.indexOf(' ');
    String way = blank < 0 ? value : value.substring(0, blank);
    Integer number = number(cue);
    if (number == null && blank > 0) {
      number = Integer.valueOf(value.substring(blank + 1));
    }
    Direction direction =
        switch (way) {
          case "up" -> Direction.UP;
          case "down" -> Direction.DOWN;
          default -> directionNear(cue, moves);
        };
    if (number == null || number < 2 || number > 400 || direction == null) {
      return null;
    }
    return new Claim(
        null, null, false, new Streak(direction, number), themeOf(cue), cue.start(), cue.end());
  }

  private @Nullable Direction directionNear(Cue cue, List<SentenceMove> moves) {
    Predicate nearest = null;
    for (Predicate predicate : marks.predicates) {
      boolean near = predicate.distance(cue.start(), cue.end()) <= 30;
      if (near
          && predicate.direction != Direction.FLAT
          && (nearest == null
              || predicate.distance(cue.start(), cue.end())
                  < nearest.distance(cue.start(), cue.end()))) {
        nearest = predicate;
      }
    }
    if (nearest != null) {
      return nearest.direction;
    }
    return moves.isEmpty() ? null : moves.get(moves.size() - 1).direction();
  }

  /** "third straight quarter" is no streak of sessions. */
  private boolean countsOtherUnits(Cue cue) {
    for (Cue unit : marks.units) {
      boolean behind = unit.start() >= cue.end() && unit.start() - cue.end() <= 12;
      boolean before = unit.end() <= cue.start() && cue.start() - unit.end() <= 2;
      if ((behind || before) && NOT_SESSIONS.contains(unit.value())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Integer number(Cue cue) {
    Quantity best = null;
    int nearest = 16;
    for (Quantity quantity : marks.quantities) {
      boolean counts =
          quantity.kind() == Quantity.Kind.ORDINAL || quantity.kind() == Quantity.Kind.COUNT;
      String unit = quantity.unit();
      boolean sessions = unit == null || unit.equals("day") || unit.equals("session");
      int gap =
          quantity.start() >= cue.end()
              ? quantity.start() - cue.end()
              : Math.max(0, cue.start() - quantity.end());
      boolean code = marks.text.startsWith(")", quantity.end());
      if (counts && sessions && !code && gap < nearest && quantity.value().scale() <= 0) {
        best = quantity;
        nearest = gap;
      }
    }
    return best == null || best.value().precision() > 4 ? null : best.value().intValue();
  }

  /**
   * What the claim is made of: the nearest theme before it in its clause, else the clauses before.
   */
  private @Nullable Theme themeOf(Cue cue) {
    Theme best = null;
    int clause = marks.clauses.at(cue.start());
    for (Theme theme : themes) {
      boolean before = theme.end() <= cue.start();
      if (before && marks.clauses.at(theme.start()) == clause) {
        best = theme;
      }
    }
    if (best != null) {
      return best;
    }
    for (Predicate predicate : marks.predicates) {
      if (predicate.end <= cue.start()
          && predicate.theme != null
          && predicate.clause <= clause
          && !marks.clauses.areApart(predicate.clause, clause)) {
        best = predicate.theme;
      }
    }
    if (best != null) {
      return best;
    }
    for (Theme theme : themes) {
      if (theme.end() <= cue.start() && !theme.is(Theme.Type.COMPANY)) {
        best = theme;
      }
    }
    if (best == null) {
      for (Theme theme : themes) {
        if (theme.start() >= cue.end() && theme.is(Theme.Type.SHARE)) {
          return theme;
        }
      }
    }
    Theme beside = best == null ? nameBeforePrice(cue) : null;
    if (beside != null) {
      return beside;
    }
    // "資生堂、6日続落": the name that heads the line, and nothing else
    boolean heads =
        best == null
            && !themes.isEmpty()
            && themes.stream().filter(t -> t.start() < cue.start()).count() == 1
            && Words.isUnspaced(marks.text.charAt(marks.sentence.start()))
            && themes.get(0).start() == marks.sentence.start()
            && themes.get(0).end() <= cue.start();
    return heads ? themes.get(0) : best;
  }

  /** {@code Nestle Malaysia cecah RM118, tertinggi dalam 14 bulan}: one name, and its price. */
  private @Nullable Theme nameBeforePrice(Cue cue) {
    if (!cue.value().contains("_PRICE") || themes.isEmpty()) {
      return null;
    }
    Theme first = themes.get(0);
    boolean only = themes.stream().filter(t -> t.start() < cue.start()).count() == 1;
    boolean price =
        marks.quantities.stream()
            .anyMatch(
                q ->
                    q.kind() == Quantity.Kind.MONEY
                        && q.start() >= first.end()
                        && q.end() <= cue.start()
                        && cue.start() - q.end() <= 2);
    boolean apart =
        marks.clauses.areApart(marks.clauses.at(first.start()), marks.clauses.at(cue.start()));
    return only && price && !apart && !first.is(Theme.Type.OTHER) ? first : null;
  }

  /** How far back the word itself looks: {@code P1Y} in "52-week high", or null. */
  private static @Nullable String bound(Cue cue) {
    int blank = cue.value().indexOf(' ');
    return blank < 0 || cue.is("superlative") ? null : cue.value().substring(blank + 1);
  }

  /** Writes a claim into a move. */
  void addTo(ToldMove move, Claim claim, Listing listing) {
    if (claim.streak() != null) {
      if (move.streak == null && claim.streak().direction() == move.direction) {
        move.streak = claim.streak();
      }
      return;
    }
    Extreme.Kind kind = claim.kind();
    Cue cue = claim.extremeCue();
    if (kind == null || cue == null || move.extremes.stream().anyMatch(e -> e.kind() == kind)) {
      return;
    }
    Extreme.Measure measure =
        claim.isPrice()
            ? Extreme.Measure.PRICE
            : move.percent != null ? Extreme.Measure.PERCENT : null;
    String since =
        claim.ever() ? "EVER" : times.since(marks, listing, cue, move.session, bound(cue));
    move.extremes.add(new Extreme(kind, measure, since));
  }

  /** Whether a sentence without a theme of its own goes on about the move before it. */
  boolean isAboutTheMoveBefore(Claim claim) {
    return claim.theme() == null && themes.stream().noneMatch(theme -> theme.is(Theme.Type.OTHER));
  }

  /** Whether a bare company name reaches the claim's words directly: {@code Xiaomi hits a high}. */
  boolean reaches(Theme theme, Claim claim) {
    int words = 0;
    boolean inWord = false;
    for (int i = theme.end(); i < claim.start(); i++) {
      boolean word = Words.isWord(marks.text.charAt(i));
      words += word && !inWord ? 1 : 0;
      inWord = word;
    }
    return words <= 4;
  }

  static boolean concerns(Theme theme, Company company) {
    return theme.companies().contains(company);
  }
}
